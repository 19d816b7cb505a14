// Step 3: where doing nothing leads, against the targets.

import { h } from "../../core/dom.js";
import { kpi, kpiTitle } from "../../core/catalog.js";
import { amount, day, inBrackets, unitOf, weekOfDate } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { lineChart } from "../../charts/lines.js";
import { button } from "../../ui/field.js";
import { kpiTerm, word } from "../../ui/term.js";
import { whenDone } from "./result.js";

function gauge(name, nothing) {
  const { middle, low, high } = nothing.curves[name], { unit } = kpi(name);
  const [start] = nothing.dates, x = nothing.dates.map((date) => weekOfDate(start, date));
  const target = nothing.targets.find((each) => each.kpi === name);
  return h("section", { class: "card gauge", data: { kpi: name } }, h("h3", {}, kpiTerm(name), h("span", { class: "small muted" }, inBrackets(unitOf(unit)))),
    target && h("p", { class: "row" }, h("span", { class: `chip ${target.reached ? "better" : "worse"}` }, t(target.reached ? "start.reached" : "start.missed")),
      h("span", { class: "small muted" }, t("start.target", { value: amount(target.value, unit), by: day(target.by), share: amount(target.share_of_seeds, "share", 2) }))),
    lineChart({ title: kpiTitle(name), unit, start, weeks: x.at(-1) || 52, target: target?.value ?? null, height: 200,
      lines: [{ name: t("line.nothing"), hue: "base", x, y: middle, low, high }] }).box);
}

export function nothingStep(step) {
  return whenDone(step, (found) => [
    h("section", { class: "card stack" }, h("h2", { tabindex: -1 }, t("start.nothing")), h("ul", { class: "answer" }, found.nothing.told.map((each) => h("li", {}, each))),
      found.profile.told?.length ? h("details", {}, h("summary", {}, t("start.understood")), h("ul", {}, found.profile.told.map((each) => h("li", {}, each)))) : null,
      h("p", { class: "help" }, word("no_decision"), " · ", word("band"), " · ", word("moving"))),
    h("div", { class: "grid wide gauges" }, Object.keys(found.nothing.curves).map((name) => gauge(name, found.nothing))),
    h("div", { class: "row" }, button(t("start.back"), step.back), button(t("start.see"), step.next, { kind: "primary", id: "next" })),
  ]);
}
