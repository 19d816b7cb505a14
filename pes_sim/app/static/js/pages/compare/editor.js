// An option of one's own, or one's own version of another: dated changes on a timeline. Each is a handle that a mouse, a
// finger or the arrow keys move; what waits for a condition says for which.

import { fill, h, s, uid } from "../../core/dom.js";
import { leverTitle } from "../../core/catalog.js";
import { amount, bare, dateOfWeek, inBrackets, day, isShare, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { familyTitle, family } from "../../core/catalog.js";
import { button, field, select } from "../../ui/field.js";
import { icon } from "../../ui/icons.js";
import { leverTerm } from "../../ui/term.js";

export const weekOf = (item) => Number(/^\+(\d+) weeks?$/.exec(item.at ?? "+0 weeks")?.[1] ?? 0);
export const rampOf = (item) => Number(/^(\d+) weeks?$/.exec(item.ramp ?? "0 weeks")?.[1] ?? 0);

const label = (item) => (item.start === "project" ? item.with.name : leverTitle(item.set));

function track(item, weeks, start, changed) {
  const ramp = s("rect", { class: "ramp", y: 0, height: 10 });
  const strip = s("svg", { viewBox: `0 0 ${weeks} 10`, preserveAspectRatio: "none", "aria-hidden": "true" }, ramp);
  const date = h("span", { class: "strong" });
  const slider = h("input", { type: "range", min: 0, max: weeks - 1, step: 1, value: weekOf(item), "aria-label": t("editor.when", { title: label(item) }) });
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

/** How a value is given: the number itself, or a step from what it is then, as files write it ("x0.6", "+3"). */
const STEPS = {
  to: { read: (to, factor) => to * factor, write: (shown, factor) => shown / factor },
  percent: { read: (to) => (Number(to.slice(1)) - 1) * 100, write: (shown) => `x${1 + shown / 100}` },
  add: { read: (to, factor) => Number(to) * factor, write: (shown, factor) => `${shown < 0 ? "" : "+"}${shown / factor}` },
};
const stepOf = (to) => (typeof to === "number" ? "to" : to.startsWith("x") ? "percent" : "add");

function values(item, lever, changed) {
  const step = stepOf(item.to), { read, write } = STEPS[step], factor = isShare(lever.unit) ? 100 : 1;
  const unit = step === "percent" ? "%" : step === "add" && isShare(lever.unit) ? t("unit.points") : unitOf(lever.unit);
  const value = h("input", { class: "input", type: "number", step: "any", value: String(Number(read(item.to, factor).toPrecision(5))) });
  value.addEventListener("change", () => {
    const found = write(Number(value.value), factor);
    const fits = value.value !== "" && Number.isFinite(Number(value.value)) && (step !== "to" || (found >= lever.least && (lever.most === null || found <= lever.most))) && !(step === "percent" && Number(value.value) < -100);
    value.setAttribute("aria-invalid", String(!fits));
    if (fits) item.to = found;
    changed();
  });
  return field(`${t(step === "to" ? "editor.to" : "editor.by")}${inBrackets(unit)}`, value, t("editor.today", { value: amount(lever.value, lever.unit), low: bare(lever.low, lever.unit), high: amount(lever.high, lever.unit) }));
}

function ramps(item, drawn) {
  const held = rampOf(item);
  return field(t("levers.ramp"), select([...new Set([0, 4, 13, 26, 52, 104, held])].sort((x, y) => x - y).map((n) => [n, n ? t("levers.ramp.weeks", { n }) : t("levers.ramp.0")]), held, (n) => {
    if (Number(n)) item.ramp = `${n} weeks`;
    else delete item.ramp;
    drawn();
  }));
}

/** A project's plan: what it may cost and how long it may take; what it does stays as it was. */
function plan({ with: project }, changed) {
  const number = (key, name, least) => {
    const input = h("input", { class: "input", type: "number", step: "any", min: least, value: String(project[key]) });
    input.addEventListener("change", () => {
      const fits = input.value !== "" && Number(input.value) >= least;
      input.setAttribute("aria-invalid", String(!fits));
      if (fits) project[key] = key === "planned_weeks" ? Math.round(Number(input.value)) : Number(input.value);
      changed();
    });
    return field(name, input);
  };
  return [number("budget_meur", `${t("editor.budget")} (${unitOf("million EUR")})`, 0.1), number("planned_weeks", `${t("editor.length")} (${unitOf("weeks")})`, project.increment_weeks ?? 1)];
}

function row(item, { told, levers, weeks, start, changed, remove }) {
  const project = item.start === "project", waits = item.when !== undefined;
  const line = waits ? null : track(item, weeks, start, changed);
  const drawn = () => { line?.draw(); changed(); };
  const years = Array.from({ length: Math.min(12, Math.round(weeks / 52)) + 1 }, (_, i) => h("span", {}, Number(start.slice(0, 4)) + i));
  return h("div", { class: "timeline-row", data: { lever: item.set ?? "project" } },
    h("span", { class: "strong" }, project ? t("log.project", { name: item.with.name }) : leverTerm(item.set)), h("span", { class: "row nowrap" }, line?.date,
      h("button", { type: "button", class: "icon", "aria-label": t("form.remove", { title: label(item) }), onclick: remove }, icon("close"))),
    waits ? h("p", { class: "timeline-track help" }, [told?.when ?? item.when, item.until && (told?.until ?? item.until)].filter(Boolean).join("; "))
      : [line.node, h("div", { class: "timeline-track timeline-years", "aria-hidden": "true" }, years)],
    project && told ? h("p", { class: "timeline-track help" }, told.what) : null,
    h("div", { class: "timeline-values" }, project ? plan(item, changed) : [values(item, levers.find((each) => each.path === item.set), changed), ramps(item, drawn)]));
}

/** Edits `option` ({title, changes, told}) in place; `told` has what items say in words, where the server has told it. */
export function editor(option, want, levers, { save }) {
  const start = want.start ?? "2026-01-01", weeks = Math.max(want.years * 52, ...option.changes.map((item) => weekOf(item) + 14));
  const rows = h("div", { class: "timeline" }), title = h("input", { class: "input", value: option.title, maxlength: 80, oninput: () => { option.title = title.value.trim() || t("form.pasted"); } });
  const families = [...new Set(levers.map((each) => family(each.path)))];
  let pick = "staffing.phone";
  const picker = select(families.map((name) => ({ group: familyTitle(name), choices: levers.filter((each) => family(each.path) === name).map((each) => [each.path, leverTitle(each.path)]) })), pick,
    (value) => { pick = value; }, { id: uid("pick") });
  function draw() {
    fill(rows, option.changes.length ? option.changes.map((item, i) => row(item, { told: option.told?.[i], levers, weeks, start, changed() {}, remove() { option.changes.splice(i, 1); option.told?.splice(i, 1); draw(); } }))
      : h("p", { class: "muted" }, t("editor.empty")));
  }
  const add = button(t("editor.add"), () => {
    const lever = levers.find((each) => each.path === pick);
    option.changes.push({ at: "+26 weeks", set: pick, to: lever.value, ramp: "26 weeks" });
    draw();
    rows.lastChild.querySelector("input[type=range]").focus();
  }, { icon: icon("plus"), id: "add-change" });
  const file = button(t("editor.save"), () => save(option), { icon: icon("down"), kind: "small", id: "save-scenario" });
  draw();
  return h("div", { class: "stack" }, field(t("editor.name"), title), rows, h("div", { class: "row" }, h("div", { class: "grow" }, field(t("editor.lever"), picker)), add), h("div", {}, file));
}
