// Explain: search everything there is a number or a word for; each entry has an address of its own.

import { fill, h } from "../../core/dom.js";
import { later } from "../../core/dom.js";
import { t } from "../../core/i18n.js";
import { note } from "../../core/router.js";
import { choices } from "../../ui/field.js";
import { english } from "../../ui/term.js";
import { detail } from "./detail.js";
import { everything } from "./entries.js";

const KINDS = ["all", "kpi", "lever", "parameter", "mechanism", "option", "shock", "word"];
const SHOWN = 60;

function score(entry, parts) {
  let sum = 0;
  for (const part of parts) {
    const title = entry.title.toLowerCase();
    if (title.startsWith(part)) sum += 4;
    else if (title.includes(part)) sum += 3;
    else if (entry.name.includes(part)) sum += 2;
    else if (entry.text.toLowerCase().includes(part)) sum += 1;
    else return 0;
  }
  return sum;
}

function asked(query) {
  for (const kind of ["kpi", "parameter", "mechanism", "option", "shock", "word"]) if (query.get(kind)) return [kind, query.get(kind)];
  return [null, null];
}

export async function show(body, query) {
  const entries = await everything();
  let kind = "all";
  let [openKind, openName] = asked(query);
  const search = h("input", { class: "input", type: "search", id: "search", "aria-label": t("explain.search"), placeholder: t("explain.search"), value: query.get("q") ?? "" });
  const list = h("ul", { class: "plain results", "aria-label": t("explain.results") }), count = h("p", { class: "small muted", role: "status" }), shown = h("div", { id: "detail" });
  const isOpen = (each) => each.name === openName && (each.kind === openKind || (each.kind === "lever" && openKind === "parameter"));
  const address = (each) => ({ [each.kind === "lever" ? "parameter" : each.kind]: each.name, q: search.value.trim() || null });

  function found() {
    const parts = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const some = entries.filter((each) => kind === "all" || each.kind === kind);
    if (!parts.length) return some;
    return some.map((each) => [score(each, parts), each]).filter(([points]) => points).sort((a, b) => b[0] - a[0]).map(([, each]) => each);
  }
  function draw() {
    const some = found();
    count.textContent = t("explain.count", { n: some.length });
    fill(list, some.slice(0, SHOWN).map((each) => h("li", {}, h("a", { class: "result", href: `/explain?${new URLSearchParams(Object.entries(address(each)).filter(([, value]) => value))}`,
      "aria-current": isOpen(each) ? "true" : null, onclick: (event) => { event.preventDefault(); open(each); } },
    h("span", { class: "strong" }, each.own ? each.title : english(each.key, each.title)), h("br"), h("span", { class: "kind" }, t(`explain.kind.${each.kind}`))))),
    some.length > SHOWN && h("li", { class: "muted small" }, t("explain.rest", { n: some.length - SHOWN })));
  }
  async function open(each) {
    [openKind, openName] = [each.kind === "lever" ? "parameter" : each.kind, each.name];
    note(address(each));
    draw();
    fill(shown, h("p", { class: "muted" }, t("loading")));
    try {
      fill(shown, await detail(each, entries));
    } catch (problem) { fill(shown, h("p", { class: "note bad" }, problem.message)); }
    if (innerWidth < 900) shown.scrollIntoView();
  }
  search.addEventListener("input", later(80, draw));
  fill(body,
    h("div", { class: "head" }, h("h1", {}, t("explain.title")), h("p", { class: "lead" }, t("explain.lead"))),
    h("div", { class: "beside" }, h("div", { class: "stack" }, search, choices(t("explain.kinds"), KINDS.map((each) => [each, t(`explain.kinds.${each}`)]), kind,
      (value) => { kind = value; draw(); }, { hidden: true }), count, list), shown));
  draw();
  const first = entries.find(isOpen);
  if (first) await open(first);
  else fill(shown, h("div", { class: "card quiet" }, h("p", {}, openName ? t("explain.unknown", { name: openName }) : t("explain.empty"))));
}
