// Step 4: the first three options worth a look, why, and what they cost elsewhere.

import { h } from "../../core/dom.js";
import { kpi, optionTitle } from "../../core/catalog.js";
import { plain, signedBeside } from "../../core/format.js";
import { foreign, t } from "../../core/i18n.js";
import { link } from "../../core/router.js";
import { post } from "../../core/api.js";
import { go } from "../../core/router.js";
import { button } from "../../ui/field.js";
import { kpiTerm, word } from "../../ui/term.js";
import { complain } from "../../ui/toast.js";
import { verdict } from "../compare/answer.js";
import { keep } from "../../core/keep.js";
import { whenDone } from "./result.js";

const list = (items) => h("ul", {}, items.map((each) => h("li", {}, each)));
const titled = (each) => h("span", { lang: foreign(`option.${each.name}`) ? "en" : null }, optionTitle(each));

function card(option, i, fly) {
  return h("article", { class: `card stack${i ? "" : " rank-first"}`, data: { option: option.name } },
    h("div", { class: "row nowrap" }, h("span", { class: "place" }, i + 1), h("h3", {}, titled(option))),
    h("div", { class: "stack tight" }, h("h4", {}, t("start.why")), list(option.why)),
    option.pays.length ? h("div", { class: "stack tight" }, h("h4", {}, t("start.pays")), list(option.pays)) : null,
    option.losers?.length ? h("div", { class: "stack tight" }, h("h4", {}, t("start.losers")), list(option.losers)) : null,
    h("table", {}, h("caption", { class: "unseen" }, t("compare.table")), h("tbody", {}, option.differences.map((each) => h("tr", {}, h("th", { scope: "row" }, kpiTerm(each.kpi)),
      h("td", { class: "number" }, signedBeside(each.difference, each.ci_low, each.ci_high, kpi(each.kpi).unit), h("br"), verdict(each.verdict)))))),
    option.assumes?.length ? h("details", {}, h("summary", {}, t("explain.assumes")), list(option.assumes)) : null,
    h("div", { class: "row" }, button(t("start.fly"), () => fly(option.name), { kind: "small" }), h("a", { class: "button small quiet", href: link("explain", { option: option.name }) }, t("explain.more"))));
}

export function optionsStep(step) {
  async function fly(name) {
    try {
      const { flight } = await post("/api/flights", { base: step.told.base, options: [name], kpis: step.told.kpis.slice(0, 9) });
      go("fly", { flight });
    } catch (problem) { complain(problem); }
  }
  return whenDone(step, (found) => {
    function compare() {
      keep("compare", { base: step.told.base, settings: found.profile.settings ?? {}, options: found.options.map((each) => ({ name: each.name })), shocks: [] });
      go("compare", { run: 1 });
    }
    return [
      h("section", { class: "stack" }, h("h2", { tabindex: -1 }, t("start.three")), h("p", {}, t("start.three.text", { n: found.tried.length }), " ", word("ranking")),
        h("div", { class: "grid three", id: "first-three" }, found.options.map((each, i) => card(each, i, fly)))),
      h("details", { class: "card" }, h("summary", {}, t("start.tried", { n: found.tried.length })), h("ol", {}, found.tried.map((each) => h("li", {}, titled(each), " ", h("span", { class: "muted" }, plain(each.score, 2)))))),
      h("div", { class: "row" }, button(t("start.back"), step.back), button(t("start.compare"), compare, { kind: "primary", id: "next" })),
    ];
  });
}
