// An exercise as the trainer reads it: aims, briefing, time plan, questions for the debrief.

import { h } from "../../core/dom.js";
import { leverTitle } from "../../core/catalog.js";
import { amount, plain } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { kpiTerm } from "../../ui/term.js";

const list = (items) => h("ul", {}, items.map((each) => h("li", {}, each)));
const paragraphs = (text) => String(text).split(/\n\s*\n/).map((each) => h("p", {}, each));

export function briefing(each) {
  return h("section", { class: "stack" }, h("h3", {}, t("room.briefing")), paragraphs(each.briefing));
}

export function exerciseBody(each) {
  return h("div", { class: "stack" },
    h("section", { class: "stack tight" }, h("h3", {}, t("room.aims")), list(each.aims)), briefing(each),
    h("p", {}, t("room.budget.line", { budget: amount(each.budget_meur, "million EUR"), n: each.decisions_per_round, weeks: each.round_weeks })),
    h("section", { class: "stack tight" }, h("h3", {}, t("room.timeplan")), h("table", {}, h("caption", { class: "unseen" }, t("room.timeplan")), h("tbody", {}, each.time_plan.map((row) => h("tr", {}, h("td", { class: "number" }, t("time.minutes", { n: row.minutes })), h("td", {}, row.what)))))),
    h("section", { class: "stack tight" }, h("h3", {}, t("room.weights")), h("ul", {}, Object.entries(each.weights).map(([name, weight]) => h("li", {}, kpiTerm(name), ": ", plain(weight))))),
    h("section", { class: "stack tight" }, h("h3", {}, t("levers.title")), h("ul", {}, each.levers.map((lever) => h("li", {}, leverTitle(lever.path))))),
    each.debrief_questions ? h("section", { class: "stack tight" }, h("h3", {}, t("room.questions")), list(each.debrief_questions)) : null);
}
