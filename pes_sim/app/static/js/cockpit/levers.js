// The levers: those in use first, the others by family and by search. A lever acts when it is let go.

import { fill, h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { family, familyTitle, leverTitle } from "../core/catalog.js";
import { field, select } from "../ui/field.js";
import { leverControl } from "../ui/lever.js";
import { word } from "../ui/term.js";

export const FIRST = [
  "staffing.caseworkers", "staffing.phone", "staffing.front", "staffing.back", "channels.portal.mandate", "channels.assisted_share",
  "channels.portal.usability", "channels.counter.hours", "counselling.video_share", "automation.claim.straight_through", "systems.maintenance", "money.it_envelope",
];

/** `levers`: as the server lists them, with the ranges that hold here. */
export function leverPanel(store, send, levers, { base = null, first = FIRST } = {}) {
  const { now } = store;
  const list = h("div", { class: "stack" });
  const search = h("input", { class: "input", type: "search", "aria-label": t("levers.search"), placeholder: t("levers.search") });
  let ramp = "0", chosen = levers.length > 14 ? "first" : "all", controls = new Map();
  const families = [...new Set(levers.map((each) => family(each.path)))];
  const group = select([["first", t("levers.first")], ["all", t("levers.all", { n: levers.length })], ["moved", t("levers.moved")],
    ...families.map((name) => [name, familyTitle(name)])], chosen, (value) => { chosen = value; draw(); }, { "aria-label": t("levers.group") });
  const moved = (each) => Math.abs((now.levers[each.path] ?? each.value) - each.value) > 1e-9;

  function wanted() {
    const text = search.value.trim().toLowerCase();
    if (text) return levers.filter((each) => `${each.path} ${leverTitle(each.path)} ${each.meaning ?? ""}`.toLowerCase().includes(text));
    if (chosen === "first") return first.map((path) => levers.find((each) => each.path === path)).filter(Boolean);
    if (chosen === "moved") return levers.filter(moved);
    return chosen === "all" ? levers : levers.filter((each) => family(each.path) === chosen);
  }
  const set = () => { for (const [path, control] of controls) if (path in now.levers) control.set(now.pending[path] ?? now.levers[path], now.levers[path]); };
  function move(path, value) {
    now.pending[path] = value;
    send({ type: "set", path, to: value, ...(ramp === "0" ? {} : { ramp: `${ramp} weeks` }) });
  }
  function draw() {
    controls = new Map(wanted().map((each) => [each.path, leverControl(each, move, { base })]));
    set();
    fill(list, controls.size ? [...controls.values()].map((control) => control.node) : h("p", { class: "muted" }, t("levers.none")));
    enable();
  }
  function enable() { for (const control of controls.values()) control.enable(!now.ended); }
  search.addEventListener("input", draw);
  store.listen((what) => {
    if (what === "look" || what === "series" || what === "playing") return;
    set();
    enable();
  });
  draw();
  return h("section", { class: "card stack", id: "levers" },
    h("div", { class: "row apart" }, h("h2", {}, word("lever", t("levers.title")))),
    h("div", { class: "stack tight" }, group, search),
    field(t("levers.ramp"), select([["0", t("levers.ramp.0")], ["13", t("levers.ramp.weeks", { n: 13 })], ["26", t("levers.ramp.weeks", { n: 26 })], ["52", t("levers.ramp.weeks", { n: 52 })]],
      ramp, (value) => { ramp = value; })), list);
}
