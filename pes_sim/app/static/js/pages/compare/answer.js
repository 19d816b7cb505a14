// The answer in sentences and the table of paired differences.

import { fill, h } from "../../core/dom.js";
import { kpi } from "../../core/catalog.js";
import { amount, plain, signed, signedBeside } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { intervalChart } from "../../charts/intervals.js";
import { check } from "../../ui/field.js";
import { kpiTerm, word } from "../../ui/term.js";

const SIGNS = { better: "✓", worse: "✗", higher: "↗", lower: "↘", unclear: "○", same: "=", undefined: "·" };

export const verdict = (name) => h("span", { class: `verdict ${name}` }, `${SIGNS[name] ?? ""} ${t(`verdict.${name}`)}`);

function rowsOf(all, name) {
  const rows = all.of(name), { unit, direction } = kpi(name);
  return [
    h("tr", { class: "kpi-head" }, h("th", { scope: "rowgroup", colspan: 5 }, kpiTerm(name), " ",
      h("span", { class: "small muted" }, t("compare.today", { value: amount(rows[0].baseline, unit) }), ", ", t(`direction.${direction}`)))),
    rows.map((row) => h("tr", { data: { kpi: name, option: row.option } }, h("td", {}, all.titled(row.option)),
      h("td", { class: "number" }, h("span", { class: "strong" }, signedBeside(row.difference, row.ci_low, row.ci_high, unit)), h("br"), h("span", { class: "small muted" },
        row.ci_low === null ? t("number.none") : t("chart.between", { low: signed(row.ci_low, unit, 2, false), high: signed(row.ci_high, unit, 2, false) }))),
      h("td", { class: "interval" }, strip(rows, row, all)), h("td", {}, verdict(row.verdict)),
      h("td", { class: "number" }, row.share_of_seeds_better === null ? "" : amount(row.share_of_seeds_better, "share", 2)))),
  ];
}

function strip(rows, row, all) {
  return intervalChart({ label: all.title(row.option), unit: row.unit, span: rows.flatMap((each) => [each.difference, each.ci_low, each.ci_high]),
    rows: [{ name: all.title(row.option), hue: all.hue(row.option), value: row.difference, low: row.ci_low, high: row.ci_high }] });
}

export function answerTab(all) {
  const { found } = all;
  const body = h("div", { class: "stack" });
  let every = false;
  function draw() {
    const names = every ? [...new Set(found.kpis.map((row) => row.kpi))] : found.headline;
    fill(body, h("div", { class: "scroll card" }, h("table", { id: "differences" },
      h("caption", { class: "unseen" }, t("compare.table")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("option")),
        h("th", { scope: "col", class: "number" }, word("difference"), h("br"), word("interval")),
        h("th", { scope: "col" }, h("span", { class: "unseen" }, t("compare.picture"))), h("th", { scope: "col" }, t("compare.verdict")),
        h("th", { scope: "col", class: "number" }, t("compare.seeds")))),
      names.map((name) => h("tbody", {}, rowsOf(all, name))))));
  }
  draw();
  return h("div", { class: "stack loose" },
    h("section", { class: "card stack" }, h("h2", {}, t("compare.answer")), h("ul", { class: "answer", id: "answer" }, found.answer.map((each) => h("li", {}, each))),
      h("p", { class: "help" }, t("compare.answer.help", { n: found.seeds.length, scale: plain(found.base.scale) }), " ", word("same_luck"), " · ", word("seed"), " · ", word("interval"))),
    h("section", { class: "stack" }, h("div", { class: "row apart" }, h("h2", {}, t("compare.differences")), check(t("compare.every"), false, (on) => { every = on; draw(); })), body));
}
