// What every chart shares: a box that knows its size without asking for it, axes, and a label for those who cannot see it.

import { frame, h, s, uid } from "../core/dom.js";
import { plain } from "../core/format.js";
import { ticks } from "./scale.js";

/**
 * A chart box. `draw(width, height)` is called in an animation frame when the size or the data changed.
 * The size comes from a ResizeObserver: no read of the layout ever follows a write.
 */
export function plot({ height = 220, label, draw, keyboard = false }) {
  const title = s("title", { id: uid("title") }, label);
  const svg = s("svg", { role: "img", "aria-labelledby": title.id }, title);
  const box = h("div", { class: "plot", style: { height: `${height}px` }, tabindex: keyboard ? 0 : null }, svg);
  if (keyboard) {
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", label);
  }
  let width = 0;
  const redraw = frame(() => {
    if (width > 0) draw(width, height);
  });
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now === width) return;
    width = now;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    redraw();
  }).observe(box);
  return {
    box,
    svg,
    redraw,
    now: () => { if (width > 0) draw(width, height); },
    get width() { return width; },
    relabel(text) {
      title.textContent = text;
      if (keyboard) box.setAttribute("aria-label", text);
    },
  };
}

/** How much larger than on a desk type is on this screen: the root grows for projectors, and pictures with it. */
export const zoom = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Horizontal grid lines with numbers at the left. */
export function leftAxis(y, [x0, x1], show = plain, count = 4) {
  const [low, high] = y.domain;
  return s("g", { class: "axis", "aria-hidden": "true" }, ticks(low, high, count).map((value) => [
    s("line", { x1: x0, x2: x1, y1: y(value), y2: y(value), class: value === 0 && low < 0 ? "zero" : null }),
    s("text", { x: x0 - 6, y: y(value) + 4, "text-anchor": "end" }, show(value)),
  ]));
}

/** Ticks of years or months under a time axis that counts weeks from `start`. */
export function timeAxis(x, y0, start, weeks) {
  const at = new Date(`${start}T00:00:00Z`);
  const marks = [];
  const step = weeks > 160 ? 12 : weeks > 60 ? 6 : 3;
  const room = Math.abs(x(weeks) - x(0)) / Math.max(1, weeks / (4.345 * step));
  const every = room < 34 ? step * Math.ceil(34 / Math.max(room, 1)) : step;
  for (let month = 0; ; month += every) {
    const date = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + month, 1));
    const week = (date - at) / (7 * 86400e3);
    if (week > weeks) break;
    if (week >= -2) marks.push([Math.max(week, 0), date]);
  }
  return s("g", { class: "axis", "aria-hidden": "true" },
    s("line", { x1: x(0), x2: x(weeks), y1: y0, y2: y0, class: "zero" }),
    marks.map(([week, date]) => [
      s("line", { x1: x(week), x2: x(week), y1: y0, y2: y0 + 4, class: "zero" }),
      s("text", { x: x(week), y: y0 + 17, "text-anchor": "middle" },
        every % 12 === 0 || date.getUTCMonth() === 0 ? date.getUTCFullYear()
          : `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, "0")}`),
    ]));
}

/** The `d` of a line through the finite points; gaps stay gaps. */
export function path(xs, ys, x, y) {
  let d = "", pen = false;
  for (let i = 0; i < xs.length; i += 1) {
    const value = ys[i];
    if (value === null || value === undefined || !Number.isFinite(value)) { pen = false; continue; }
    d += `${pen ? "L" : "M"}${x(xs[i]).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  }
  return d;
}

/** The `d` of the area between two lines. */
export function area(xs, low, high, x, y) {
  const there = xs.map((_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]) && low[i] !== null);
  if (there.length < 2) return "";
  const up = there.map((i) => `${x(xs[i]).toFixed(1)} ${y(high[i]).toFixed(1)}`);
  const down = there.reverse().map((i) => `${x(xs[i]).toFixed(1)} ${y(low[i]).toFixed(1)}`);
  return `M${[...up, ...down].join("L")}Z`;
}
