// KPI trajectories: lines with bands over weeks, events, a target, and a cursor for mouse, finger and arrow keys.

import { h, s } from "../core/dom.js";
import { amount, bare, dateOfWeek, month, unitOf } from "../core/format.js";
import { t } from "../core/i18n.js";
import { area, leftAxis, path, plot, timeAxis } from "./frame.js";
import { extent, linear } from "./scale.js";

const PAD = { left: 54, right: 12, top: 10, bottom: 26 };

/**
 * `lines`: [{name, hue: "base" | 0..4, x: weeks, y, low?, high?}]. Returns {box, set}; `set` takes any of the same
 * values again and redraws in the next frame.
 */
export function lineChart(first) {
  let now = { lines: [], unit: "", start: "2026-01-01", weeks: 52, target: null, events: [], zero: false, height: 220, ...first };
  let at = null;
  const tip = h("div", { class: "tip", hidden: true });
  const live = h("div", { class: "unseen", "aria-live": "polite" });
  const chart = plot({ height: now.height, label: describe(now), draw, keyboard: true });
  const axes = s("g"), marks = s("g"), cursor = s("line", { class: "cursor", visibility: "hidden" });
  const dots = s("g");
  chart.svg.append(axes, marks, cursor, dots);
  chart.box.append(tip, live);
  let x = null, y = null;

  function draw(width, height) {
    x = linear([0, now.weeks], [PAD.left, width - PAD.right]);
    const values = now.lines.flatMap((line) => [line.y, line.low ?? [], line.high ?? []]);
    if (now.target !== null) values.push([now.target]);
    y = linear(extent(values, { zero: now.zero, floor: now.zero ? null : 0 }), [height - PAD.bottom, PAD.top]);
    axes.replaceChildren(
      leftAxis(y, [PAD.left, width - PAD.right], (value) => bare(value, now.unit)),
      timeAxis(x, height - PAD.bottom, now.start, now.weeks),
    );
    const drawn = [];
    for (const event of now.events) {
      drawn.push(s("line", { class: "event", x1: x(event.week), x2: x(event.week), y1: PAD.top, y2: height - PAD.bottom },
        s("title", {}, event.title)));
    }
    if (now.target !== null) {
      drawn.push(s("line", { class: "target", x1: PAD.left, x2: width - PAD.right, y1: y(now.target), y2: y(now.target) }));
    }
    for (const line of now.lines) {
      if (line.low) drawn.push(s("path", { class: `band f-${line.hue}`, d: area(line.x, line.low, line.high, x, y) }));
    }
    for (const line of now.lines) drawn.push(s("path", { class: `curve c-${line.hue} d-${line.style ?? line.hue}`, d: path(line.x, line.y, x, y) }));
    marks.replaceChildren(...drawn);
    if (at !== null) point(at, false);
  }

  function nearest(line, week) {
    let found = -1, best = Infinity;
    for (let i = 0; i < line.x.length; i += 1) {
      const gap = Math.abs(line.x[i] - week);
      if (gap < best && Number.isFinite(line.y[i]) && line.y[i] !== null) { best = gap; found = i; }
    }
    return found;
  }

  function point(week, aloud = true) {
    at = Math.max(0, Math.min(now.weeks, week));
    const rows = now.lines.map((line) => [line, nearest(line, at)]).filter(([, i]) => i >= 0);
    if (!rows.length || !x) return;
    const here = rows[0][0].x[rows[0][1]];
    cursor.setAttribute("x1", x(here)); cursor.setAttribute("x2", x(here));
    cursor.setAttribute("y1", PAD.top); cursor.setAttribute("y2", now.height - PAD.bottom);
    cursor.setAttribute("visibility", "visible");
    dots.replaceChildren(...rows.map(([line, i]) => s("circle", { class: `mark f-${line.hue}`, r: 4.5, cx: x(line.x[i]), cy: y(line.y[i]) })));
    const when = month(dateOfWeek(now.start, here));
    tip.replaceChildren(h("table", {}, h("tbody", {}, h("tr", {}, h("th", { colspan: 2, scope: "col" }, when)),
      rows.map(([line, i]) => h("tr", {}, h("th", { scope: "row" }, line.name),
        h("td", { class: "number" }, amount(line.y[i], now.unit)))))));
    tip.hidden = false;
    const left = x(here) > chart.width / 2;
    tip.style.setProperty("transform", `translate(${x(here) + (left ? -10 : 10)}px, 8px) translateX(${left ? "-100%" : "0"})`);
    if (aloud) live.textContent = [when, ...rows.map(([line, i]) => `${line.name} ${amount(line.y[i], now.unit)}`)].join("; ");
  }

  function leave() {
    at = null;
    tip.hidden = true;
    cursor.setAttribute("visibility", "hidden");
    dots.replaceChildren();
  }

  // offsetX is relative to what the pointer is over, so it is taken where that is the picture itself.
  chart.svg.style.setProperty("pointer-events", "bounding-box");
  chart.box.addEventListener("pointermove", (event) => {
    if (!x) return;
    const left = chart.box.getBoundingClientRect().left;
    point(x.back(event.clientX - left), false);
  });
  chart.box.addEventListener("pointerleave", leave);
  chart.box.addEventListener("blur", leave);
  chart.box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 4, ArrowLeft: -4, PageUp: 52, PageDown: -52 }[event.key];
    if (event.key === "Escape") return leave();
    if (event.key === "Home" || event.key === "End") point(event.key === "Home" ? 0 : now.weeks);
    else if (step) point((at ?? (step > 0 ? 0 : now.weeks)) + step);
    else return undefined;
    event.preventDefault();
    return undefined;
  });
  return {
    box: chart.box,
    set(values) {
      now = { ...now, ...values };
      chart.relabel(describe(now));
      chart.redraw();
    },
  };
}

function describe({ title = "", lines, unit }) {
  const ends = lines.filter((line) => line.y.length).map((line) => `${line.name}: ${amount(line.y.at(-1), unit)}`);
  return t("chart.lines", { title, unit: unitOf(unit), ends: ends.join("; ") });
}
