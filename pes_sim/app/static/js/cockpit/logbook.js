// What was decided and what happened, with undo, projects and alerts.

import { fill, h } from "../core/dom.js";
import { amount, day } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { leverTitle } from "../core/catalog.js";
import { button } from "../ui/field.js";
import { icon } from "../ui/icons.js";

/** Pools have names of their own; what else is said comes from the server. */
const alarm = (each) => (each.kind === "overload" && has(`pool.${each.name}`) ? t("alerts.overload", { name: t(`pool.${each.name}`) }) : each.what);

export function alertLine(store) {
  const { now } = store;
  const line = h("div", { class: "row", role: "status", id: "alerts" });
  let said = "";
  function draw() {
    const text = now.alerts.map((each) => `${each.kind}|${each.what}`).join("\n");
    if (text === said && line.childNodes.length) return;
    said = text;
    fill(line, now.alerts.length ? now.alerts.slice(0, 6).map((each) => h("span", { class: `chip ${each.kind === "project" ? "" : "hot"}` },
      alarm(each))) : h("span", { class: "muted small" }, t("alerts.none")));
  }
  store.listen(draw);
  draw();
  return line;
}

/** What an entry did, as {what, path}: the server says it in words, with the path it concerns. */
const deeds = (entry) => (entry.what ?? []).map((each) => (typeof each === "string" ? { what: each, path: each.split(":")[0] } : each));

/** What an entry is called in the reader's language, where it moved one lever; else as the server calls it. */
export function entryTitle(entry) {
  const [first, ...more] = deeds(entry);
  const named = first?.path && !more.length && leverTitle(first.path) !== first.path;
  if (named) return leverTitle(first.path);
  return first?.deed?.kind === "project" && !more.length ? t("log.project", { name: first.deed.name }) : entry.title;
}

export function logEntry(entry) {
  return h("li", { class: "logentry" }, h("span", { class: "muted small" }, day(entry.date)), " ",
    h("span", { class: "chip" }, t(`log.${entry.kind}`)), " ", h("span", { class: "strong" }, entryTitle(entry)),
    h("ul", { class: "small muted plain" }, deeds(entry).map((each) => h("li", {}, !each.when || each.deed?.date === entry.date ? each.what : `${each.when}: ${each.what}`))));
}

export function projectList(projects) {
  return projects.length ? h("ul", { class: "plain stack tight" }, projects.map((each) => h("li", { class: "small" },
    h("span", { class: "strong", lang: "en" }, each.name), " ", h("span", { class: `chip ${each.state === "cancelled" ? "hot" : ""}` }, t(`project.${each.state}`)), " ",
    t("project.line", { done: amount(each.share_done, "share", 2), spent: amount(each.spent_meur, "million EUR"), budget: amount(each.budget_meur, "million EUR") })))) : null;
}

/** `files`: {scenario, data} addresses, where there are any. */
export function logbook(store, send, { files = null } = {}) {
  const { now } = store;
  const list = h("ol", { class: "plain stack tight" }), projects = h("div");
  const undo = button(t("fly.undo"), () => send({ type: "undo" }), { icon: icon("undo"), kind: "small", id: "undo" });
  function draw(what) {
    if (what === "look" || what === "series") return;
    undo.disabled = !now.log.length;
    fill(list, now.log.length ? [...now.log].reverse().map(logEntry) : h("li", { class: "muted" }, t("log.empty")));
    fill(projects, now.projects?.length ? [h("h3", {}, t("project.title")), projectList(now.projects)] : null);
  }
  store.listen(draw);
  draw();
  return h("section", { class: "card stack", id: "log" }, h("div", { class: "row apart" }, h("h2", {}, t("log.title")), undo), list, projects,
    files && h("div", { class: "row" },
      h("a", { class: "button small", href: files.scenario, download: "flight.yaml" }, icon("down"), t("log.scenario")),
      h("a", { class: "button small", href: files.data, download: "flight.csv" }, icon("down"), t("log.data"))),
    files && h("p", { class: "help" }, t("log.batch")));
}
