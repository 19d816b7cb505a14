// A line as tall as a word, for tiles and tables.

import { h, s } from "../core/dom.js";
import { path } from "./frame.js";
import { extent, linear } from "./scale.js";

/** `lines`: [{hue, y}] of equal weeks. Drawn in a fixed box that scales, so it never asks for its size. */
export function spark(lines, { width = 160, height = 40, weeks = null } = {}) {
  const longest = weeks ?? Math.max(2, ...lines.map((line) => line.y.length));
  const x = linear([0, longest - 1], [2, width - 2]);
  const y = linear(extent(lines.map((line) => line.y)), [height - 3, 3]);
  return h("div", { class: "spark" }, s("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    lines.map((line) => s("path", { class: `curve c-${line.hue}`, "vector-effect": "non-scaling-stroke", d: path(line.y.map((_, i) => i), line.y, x, y) }))));
}
