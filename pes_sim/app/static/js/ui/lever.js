// One lever: what it is called, where it stands, a slider over the plausible range, and the same as a number.

import { h, later, uid } from "../core/dom.js";
import { amount, bare, isShare, unitOf } from "../core/format.js";
import { t } from "../core/i18n.js";
import { leverTitle } from "../core/catalog.js";
import { leverTerm } from "./term.js";

/** Steps of a slider: whole posts, else a fiftieth of the range rounded to one digit. */
export function stepOf(low, high, unit) {
  if (unit === "FTE" || unit === "weeks" || unit === "minutes") return Math.max(1, 10 ** Math.floor(Math.log10((high - low) / 50)));
  return 10 ** Math.floor(Math.log10((high - low) / 40));
}

/**
 * `lever`: {path, value, unit, low, high}. `move(path, value)` is called when the slider is let go. Returns
 * {node, set(value, now), enable(on)}: `value` is what was asked for, `now` where it stands on its way there.
 */
export function leverControl(lever, move, { base = null, about = null } = {}) {
  const { path, unit } = lever;
  const low = Math.min(lever.low, lever.value), high = Math.max(lever.high, lever.value);
  const step = stepOf(low, high, unit);
  const id = uid("lever"), factor = isShare(unit) ? 100 : 1;
  const slider = h("input", { type: "range", id, min: low, max: high, step, "aria-label": leverTitle(path), data: { path } });
  const number = h("input", { class: "input lever-number", type: "number", step: "any", "aria-label": t("lever.number", { title: leverTitle(path) }) });
  const origin = h("span", { class: "muted small" });
  let moving = false;

  function write(value) {
    number.value = String(Number((value * factor).toPrecision(4)));
    slider.setAttribute("aria-valuetext", amount(value, unit));
  }
  function set(value, now = value) {
    if (moving) return;
    slider.value = value;
    write(value);
    if (Math.abs(now - value) > Math.abs(value) * 1e-9) origin.textContent = t("lever.now", { value: amount(now, unit) });
    else origin.textContent = Math.abs(value - lever.value) > 1e-9 ? t("lever.was", { value: amount(lever.value, unit) }) : "";
  }
  function release(value) {
    moving = false;
    performance.clearMarks("lever");
    performance.mark("lever");
    move(path, value);
  }
  // Arrow keys change the value step by step: a run of them is one decision, taken when the keys rest.
  const rested = later(350, () => release(Number(slider.value)));
  let keyed = false;
  slider.addEventListener("keydown", (event) => { keyed = event.key !== "Tab"; });
  slider.addEventListener("pointerdown", () => { keyed = false; });
  slider.addEventListener("input", () => { moving = true; write(Number(slider.value)); });
  slider.addEventListener("change", () => (keyed ? rested() : release(Number(slider.value))));
  number.addEventListener("change", () => {
    const value = Number(number.value) / factor;
    if (number.value === "" || !Number.isFinite(value)) return set(lever.value);
    slider.value = value;
    return release(value);
  });
  set(lever.value);
  const node = h("div", { class: "lever", data: { lever: path } },
    h("div", { class: "row apart nowrap" }, h("span", { class: "lever-name" }, leverTerm(path, null, base)),
      h("span", { class: "row nowrap lever-value" }, number, h("span", { class: "small muted" }, unitOf(unit)))),
    slider, h("div", { class: "row apart small muted" }, h("span", {}, bare(low, unit)), origin, about, h("span", {}, bare(high, unit))));
  return { node, set, enable(on) { slider.disabled = !on; number.disabled = !on; } };
}
