// The trade-off view: a vertical line a KPI, up is better; an option is a line across them.

import { h, s } from "../core/dom.js";
import { bare, unitOf } from "../core/format.js";
import { plot } from "./frame.js";
import { linear } from "./scale.js";

/**
 * `axes`: [{title, unit, direction: "higher" | "lower"}], `lines`: [{name, hue, values}] with a value an axis.
 * Each axis runs from the worst to the best of the alternatives; crossing lines are trade-offs.
 */
export function parallelChart({ axes, lines, label, height = 320 }) {
  const chart = plot({ height, label, draw });
  const marks = s("g");
  chart.svg.append(marks);
  const top = 62, bottom = height - 26;
  const scales = axes.map((axis, a) => {
    const values = lines.map((line) => line.values[a]).filter((value) => Number.isFinite(value) && value !== null);
    const low = Math.min(...values), high = Math.max(...values), pad = (high - low) * 0.04 || Math.abs(high) * 0.05 || 1;
    const ends = axis.direction === "lower" ? [high + pad, low - pad] : [low - pad, high + pad];
    return linear(ends, [bottom, top]);
  });
  // As many digits as tell the ends of an axis apart.
  const digits = axes.map((axis, a) => [3, 4, 5].find((n) => bare(scales[a].domain[0], axis.unit, n) !== bare(scales[a].domain[1], axis.unit, n)) ?? 6);
  function draw(width) {
    const x = linear([0, Math.max(1, axes.length - 1)], [70, width - 70]);
    const columns = axes.map((axis, a) => s("g", { class: "axis" },
      s("line", { class: "zero", x1: x(a), x2: x(a), y1: top, y2: bottom }),
      wrapped(axis.title, Math.max(11, Math.floor(150 * (width / axes.length) / 150 / 6.6))).slice(0, 3)
        .map((line, i) => s("text", { x: x(a), y: 12 + 14 * i, "text-anchor": "middle" }, line)),
      s("text", { x: x(a), y: top - 6, "text-anchor": "middle", class: "tick" }, bare(scales[a].domain[1], axis.unit, digits[a])),
      s("text", { x: x(a), y: bottom + 15, "text-anchor": "middle", class: "tick" }, `${bare(scales[a].domain[0], axis.unit, digits[a])} ${unitOf(axis.unit)}`)));
    const drawn = lines.map((line) => {
      const points = line.values.map((value, a) => [x(a), Number.isFinite(value) && value !== null ? scales[a](value) : null]).filter(([, y]) => y !== null);
      return s("g", {}, s("title", {}, line.name),
        s("path", { class: `curve c-${line.hue} d-${line.hue}`, d: `M${points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join("L")}` }),
        points.map(([px, py]) => s("circle", { class: `mark f-${line.hue}`, cx: px, cy: py, r: 5 })));
    });
    marks.replaceChildren(...columns, ...drawn);
  }
  return h("div", { class: "figure" }, chart.box);
}

function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > most) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}
