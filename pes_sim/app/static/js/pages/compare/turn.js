// What would turn the ranking: other weights, and other stretches of time.

import { fill, h, later } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { amount, plain } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { kpiTerm, word } from "../../ui/term.js";
import { complain } from "../../ui/toast.js";
import { weightSliders } from "../../ui/weights.js";

function ranking(all, rows) {
  const some = rows.filter((row) => row.criterion === "score");
  return h("ol", { class: "plain stack tight" }, some.map((row, i) => h("li", { class: "row nowrap" }, h("span", { class: "place" }, i + 1),
    h("span", { class: "grow" }, all.titled(row.option), h("br"), h("span", { class: "small muted" }, row.probability_best === null || row.probability_best === undefined ? "" : t("turn.sure", { share: amount(row.probability_best, "share", 2) }))),
    h("span", { class: "score" }, plain(row.value, 2)))));
}

function turning(all, found) {
  const turns = found.weights.filter((each) => each.turns_at !== null);
  return [
    h("p", {}, t("turn.now"), " ", h("span", { class: "strong" }, all.titled(found.best)), ", ", t("turn.then"), " ", h("span", { class: "strong" }, all.titled(found.second)), "."),
    turns.length ? h("ul", {}, turns.map((each) => h("li", {}, kpiTerm(each.kpi), ": ", t(each.turns_at < each.weight ? "turn.below" : "turn.from", { now: plain(each.weight), then: plain(each.turns_at) }), " ", each.to ? h("span", { class: "strong" }, all.titled(each.to)) : null))) : h("p", {}, t("turn.noweight")),
    found.windows?.length ? [h("h3", {}, t("turn.windows")), h("ul", {}, found.windows.map((each) => h("li", {}, t("turn.years", { from: each.years[0], to: each.years[1] }), " ", h("span", { class: "strong" }, all.titled(each.best)))))] : null,
  ];
}

export function turnTab(all) {
  const weights = Object.fromEntries(all.directed.map((name) => [name, 1]));
  const order = h("div", { id: "ranking", "aria-live": "polite" }), turns = h("div", { class: "stack", id: "turns" });
  const told = { weights };
  const draw = later(120, async () => {
    try {
      if (!Object.values(weights).some((each) => each > 0)) return;
      const [rows, found] = await Promise.all([post(`/api/jobs/${all.job}/rank`, told), post(`/api/jobs/${all.job}/turn`, told)]);
      fill(order, ranking(all, rows));
      fill(turns, turning(all, found));
    } catch (problem) { complain(problem); }
  });
  draw();
  return h("div", { class: "beside" }, h("section", { class: "card stack" }, h("h2", {}, t("weights.title")), h("p", { class: "help" }, t("weights.help"), " ", word("swing")), weightSliders(weights, draw)),
    h("div", { class: "stack" }, h("section", { class: "card stack" }, h("h2", {}, word("ranking", t("turn.ranking"))), order), h("section", { class: "card stack" }, h("h2", {}, t("turn.title")), turns)));
}
