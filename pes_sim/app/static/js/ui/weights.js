// How much each KPI counts: a slider from nothing to four times.

import { h } from "../core/dom.js";
import { kpiTitle } from "../core/catalog.js";
import { plain } from "../core/format.js";
import { t } from "../core/i18n.js";
import { kpiTerm } from "./term.js";

/** Changes `weights` in place and calls `change`. */
export function weightSliders(weights, change) {
  return h("div", { class: "stack tight" }, Object.keys(weights).map((name) => {
    const said = h("span", { class: "number strong" }, plain(weights[name]));
    const slider = h("input", { type: "range", min: 0, max: 4, step: 0.5, value: weights[name], "aria-label": t("weights.of", { title: kpiTitle(name) }), data: { weight: name } });
    slider.addEventListener("input", () => {
      weights[name] = Number(slider.value);
      said.textContent = plain(weights[name]);
      change();
    });
    return h("div", {}, h("div", { class: "row apart nowrap" }, kpiTerm(name), said), slider);
  }));
}
