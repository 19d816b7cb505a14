// The debrief: every team's way, decisions on the timeline, the best plan known, and the lesson.

import { fill, h } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { kpi, kpiTitle } from "../../core/catalog.js";
import { amount, inBrackets, plain, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { decisionLine } from "../../charts/decisions.js";
import { legend } from "../../charts/legend.js";
import { lineChart } from "../../charts/lines.js";
import { logEntry } from "../../cockpit/logbook.js";
import { button } from "../../ui/field.js";
import { kpiTerm, word } from "../../ui/term.js";

const list = (items) => h("ul", {}, items.map((each) => h("li", {}, each)));

/** Teams take the colours in turn; what nobody decided is grey, the best plan known has the last colour. */
function coloured(found) {
  let next = 0;
  return found.lines.map((each) => ({ ...each, hue: each.kind === "no_decision" ? "base" : each.kind === "team" ? String(next++ % 4) : "4", shown: each.kind === "team" || each.kind === "no_decision" || each.name === found.best?.name }));
}

const named = (each) => (each.parts?.length ? each.parts.join(" + ") : each.name);
const called = (each) => (each.kind === "no_decision" ? t("line.no_decision") : each.kind === "team" ? each.name : t("debrief.plan", { name: named(each) }));

export async function debriefView(code, key) {
  const box = h("div", { class: "stack loose", id: "debrief" });
  async function draw() {
    const found = await get(`/api/rooms/${encodeURIComponent(code)}/debrief`, { token: key });
    const lines = coloured(found), seen = lines.filter((each) => each.shown && Object.keys(each.series ?? {}).length);
    const order = [...lines].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
    const searching = found.search?.state === "running";
    fill(box,
      h("section", { class: "card stack" }, h("h2", {}, t("debrief.title")), h("div", { class: "scroll" }, h("table", { id: "debrief-scores" }, h("caption", { class: "unseen" }, t("debrief.title")), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("debrief.who")),
        h("th", { scope: "col", class: "number" }, word("ranking", t("room.score"))), h("th", { scope: "col", class: "number" }, t("debrief.spent")), found.kpis.map((name) => h("th", { scope: "col", class: "number" }, kpiTerm(name))))),
      h("tbody", {}, order.map((each) => h("tr", {}, h("th", { scope: "row" }, legend([{ hue: each.hue, name: called(each) }]), each.within_budget === false ? h("span", { class: "chip worse" }, t("debrief.over")) : null),
        h("td", { class: "number score" }, plain(each.score)), h("td", { class: "number" }, amount(each.spent_meur, "million EUR")), found.kpis.map((name) => h("td", { class: "number" }, amount(each.totals?.[name], kpi(name).unit)))))))) ),
      h("section", { class: "card stack" }, h("h2", {}, t("debrief.timeline")), h("p", { class: "help" }, t("debrief.timeline.help")), decisionLine({ start: found.start, weeks: found.weeks, events: found.events ?? [], rows: lines.filter((each) => each.kind !== "no_decision" && each.shown).map((each) => ({ name: called(each), hue: each.hue, log: each.log ?? [] })) })),
      h("div", { class: "grid wide gauges" }, found.kpis.map((name) => h("section", { class: "card gauge" }, h("h3", {}, kpiTerm(name), h("span", { class: "small muted" }, inBrackets(unitOf(kpi(name).unit)))), lineChart({ title: kpiTitle(name), unit: kpi(name).unit, start: found.start, weeks: found.weeks,
        lines: seen.filter((each) => each.series[name]).map((each) => ({ name: called(each), hue: each.hue, x: each.series[name].map((_, i) => i), y: each.series[name] })) }).box))),
      found.best ? h("section", { class: "card stack rank-first", id: "best" }, h("h2", {}, t("debrief.best")), h("p", { class: "strong" }, named(found.best), " · ", plain(found.best.score)), found.best.why ? h("p", {}, found.best.why) : null,
        h("ol", { class: "plain stack tight" }, (found.best.log ?? []).map(logEntry)), searching && h("p", { class: "row" }, h("span", { class: "muted" }, found.search.total ? t("debrief.searching", { done: found.search.done, total: found.search.total }) : t("debrief.begins")), button(t("debrief.again"), draw, { kind: "small" }))) : null,
      h("section", { class: "card stack" }, h("h2", {}, t("debrief.lesson")), h("p", { id: "lesson" }, found.lesson), h("h3", {}, t("room.questions")), list(found.questions)));
  }
  await draw();
  return box;
}
