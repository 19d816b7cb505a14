// Which line is which: colour and dash, the same everywhere.

import { h, s } from "../core/dom.js";

export function swatch(hue, style = hue) {
  return s("svg", { class: "swatch", viewBox: "0 0 28 12", "aria-hidden": "true" },
    s("line", { class: `curve c-${hue} d-${style}`, x1: 1, x2: 27, y1: 6, y2: 6 }));
}

/** `items`: [{name, hue, style?}]. */
export function legend(items) {
  return h("ul", { class: "legend plain" }, items.map((item) => h("li", {}, swatch(item.hue, item.style ?? item.hue), item.node ?? item.name)));
}
