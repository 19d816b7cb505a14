// Two KPIs against each other: the Pareto front are the alternatives that nothing beats on both.

import { h, s } from "../core/dom.js";
import { amount, bare, unitOf } from "../core/format.js";
import { leftAxis, plot } from "./frame.js";
import { extent, linear, ticks } from "./scale.js";

const PAD = { left: 62, right: 20, top: 34, bottom: 44 };

/** The indices of `points` ([x, y]) that no other beats on both, by direction. */
export function front(points, xBetter, yBetter) {
  const sx = xBetter === "lower" ? -1 : 1, sy = yBetter === "lower" ? -1 : 1;
  return points.map((_, i) => i).filter((i) => !points.some(([ox, oy], j) => j !== i
    && sx * ox >= sx * points[i][0] && sy * oy >= sy * points[i][1] && (ox !== points[i][0] || oy !== points[i][1])));
}

const named = ({ title, unit }) => (unitOf(unit) ? `${title} (${unitOf(unit)})` : title);

/** `points`: [{name, hue, x, y, xLow, xHigh, yLow, yHigh}]; `xAxis`, `yAxis`: {title, unit, direction}. */
export function scatterChart({ points, xAxis, yAxis, label, height = 340 }) {
  const chart = plot({ height, label: `${label}: ${points.map((p) => `${p.name} ${amount(p.x, xAxis.unit)}, ${amount(p.y, yAxis.unit)}`).join("; ")}`, draw });
  const marks = s("g");
  chart.svg.append(marks);
  function draw(width) {
    const x = linear(extent([points.flatMap((p) => [p.x, p.xLow ?? p.x, p.xHigh ?? p.x])], { air: 0.12 }), [PAD.left, width - PAD.right]);
    const y = linear(extent([points.flatMap((p) => [p.y, p.yLow ?? p.y, p.yHigh ?? p.y])], { air: 0.12 }), [height - PAD.bottom, PAD.top]);
    const best = front(points.map((p) => [p.x, p.y]), xAxis.direction, yAxis.direction);
    const line = best.map((i) => points[i]).sort((a, b) => a.x - b.x);
    marks.replaceChildren(
      leftAxis(y, [PAD.left, width - PAD.right], (value) => bare(value, yAxis.unit), 5),
      s("g", { class: "axis" }, s("text", { x: 4, y: 14 }, `↑ ${named(yAxis)}`)),
      s("g", { class: "axis", "aria-hidden": "true" }, ticks(x.domain[0], x.domain[1], 5).map((value) => [
        s("line", { x1: x(value), x2: x(value), y1: PAD.top, y2: height - PAD.bottom }),
        s("text", { x: x(value), y: height - PAD.bottom + 17, "text-anchor": "middle" }, bare(value, xAxis.unit)),
      ]), s("text", { x: (PAD.left + width - PAD.right) / 2, y: height - 6, "text-anchor": "middle" }, `${named(xAxis)} →`)),
      line.length > 1 && s("path", { class: "target c-base", fill: "none", d: `M${line.map((p) => `${x(p.x)} ${y(p.y)}`).join("L")}` }),
      ...points.map((p, i) => s("g", {},
        s("title", {}, `${p.name}: ${amount(p.x, xAxis.unit)}, ${amount(p.y, yAxis.unit)}`),
        Number.isFinite(p.xLow) && s("line", { class: `c-${p.hue}`, x1: x(p.xLow), x2: x(p.xHigh), y1: y(p.y), y2: y(p.y) }),
        Number.isFinite(p.yLow) && s("line", { class: `c-${p.hue}`, x1: x(p.x), x2: x(p.x), y1: y(p.yLow), y2: y(p.yHigh) }),
        s("circle", { class: `mark f-${p.hue}`, cx: x(p.x), cy: y(p.y), r: best.includes(i) ? 8 : 5 }))),
    );
  }
  return h("div", { class: "figure" }, chart.box);
}
