// An option of one's own: dated changes on a timeline. Each is a handle that a mouse, a finger or the arrow keys move.

import { fill, h, s, uid } from "../../core/dom.js";
import { leverTitle } from "../../core/catalog.js";
import { amount, bare, dateOfWeek, day, isShare, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { familyTitle, family } from "../../core/catalog.js";
import { button, field, select } from "../../ui/field.js";
import { icon } from "../../ui/icons.js";
import { leverTerm } from "../../ui/term.js";

export const weekOf = (item) => Number(/^\+(\d+) weeks?$/.exec(item.at ?? "+0 weeks")?.[1] ?? 0);
export const rampOf = (item) => Number(/^(\d+) weeks?$/.exec(item.ramp ?? "0 weeks")?.[1] ?? 0);

function track(item, weeks, start, changed) {
  const ramp = s("rect", { class: "ramp", y: 0, height: 10 });
  const strip = s("svg", { viewBox: `0 0 ${weeks} 10`, preserveAspectRatio: "none", "aria-hidden": "true" }, ramp);
  const date = h("span", { class: "strong" });
  const slider = h("input", { type: "range", min: 0, max: weeks - 1, step: 1, value: weekOf(item), "aria-label": t("editor.when", { title: leverTitle(item.set) }) });
  function draw() {
    const week = weekOf(item), when = day(dateOfWeek(start, week));
    ramp.setAttribute("x", week);
    ramp.setAttribute("width", Math.max(weeks / 200, Math.min(rampOf(item), weeks - week)));
    date.textContent = when;
    slider.setAttribute("aria-valuetext", when);
  }
  slider.addEventListener("input", () => { item.at = `+${slider.value} weeks`; draw(); changed(); });
  draw();
  return { node: h("div", { class: "timeline-track" }, strip, slider), date, draw };
}

function row(item, { levers, weeks, start, changed, remove }) {
  const lever = levers.find((each) => each.path === item.set);
  const line = track(item, weeks, start, changed);
  const factor = isShare(lever.unit) ? 100 : 1;
  const value = h("input", { class: "input", type: "number", step: "any", value: String(Number((item.to * factor).toPrecision(5))) });
  value.addEventListener("change", () => {
    const found = Number(value.value) / factor;
    const fits = value.value !== "" && Number.isFinite(found) && found >= lever.least && (lever.most === null || found <= lever.most);
    value.setAttribute("aria-invalid", String(!fits));
    if (fits) item.to = found;
    changed();
  });
  const ramp = select([0, 4, 13, 26, 52, 104].map((n) => [n, n ? t("levers.ramp.weeks", { n }) : t("levers.ramp.0")]), rampOf(item), (n) => {
    if (Number(n)) item.ramp = `${n} weeks`;
    else delete item.ramp;
    line.draw();
    changed();
  });
  const years = Array.from({ length: Math.min(12, Math.round(weeks / 52)) + 1 }, (_, i) => h("span", {}, Number(start.slice(0, 4)) + i));
  return h("div", { class: "timeline-row", data: { lever: item.set } },
    h("span", { class: "strong" }, leverTerm(item.set)), h("span", { class: "row nowrap" }, line.date,
      h("button", { type: "button", class: "icon", "aria-label": t("form.remove", { title: leverTitle(item.set) }), onclick: remove }, icon("close"))),
    line.node, h("div", { class: "timeline-track timeline-years", "aria-hidden": "true" }, years),
    h("div", { class: "timeline-values" },
      field(`${t("editor.to")}${unitOf(lever.unit) ? ` (${unitOf(lever.unit)})` : ""}`, value, t("editor.today", { value: amount(lever.value, lever.unit), low: bare(lever.low, lever.unit), high: amount(lever.high, lever.unit) })),
      field(t("levers.ramp"), ramp)));
}

/** Edits `option` ({title, changes}) in place. */
export function editor(option, want, levers) {
  const start = want.start ?? "2026-01-01", weeks = want.years * 52;
  const rows = h("div", { class: "timeline" }), title = h("input", { class: "input", value: option.title, maxlength: 80, oninput: () => { option.title = title.value.trim() || t("form.pasted"); } });
  const families = [...new Set(levers.map((each) => family(each.path)))];
  let pick = "staffing.phone";
  const picker = select(families.map((name) => ({ group: familyTitle(name), choices: levers.filter((each) => family(each.path) === name).map((each) => [each.path, leverTitle(each.path)]) })), pick,
    (value) => { pick = value; }, { id: uid("pick") });
  function draw() {
    fill(rows, option.changes.length ? option.changes.map((item, i) => row(item, { levers, weeks, start, changed() {}, remove() { option.changes.splice(i, 1); draw(); } }))
      : h("p", { class: "muted" }, t("editor.empty")));
  }
  const add = button(t("editor.add"), () => {
    const lever = levers.find((each) => each.path === pick);
    option.changes.push({ at: "+26 weeks", set: pick, to: lever.value, ramp: "26 weeks" });
    draw();
    rows.lastChild.querySelector("input[type=range]").focus();
  }, { icon: icon("plus"), id: "add-change" });
  draw();
  return h("div", { class: "stack" }, field(t("editor.name"), title), rows, h("div", { class: "row" }, h("div", { class: "grow" }, field(t("editor.lever"), picker)), add));
}
