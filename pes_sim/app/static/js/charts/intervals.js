// Paired differences: a point and its 95 % interval a row, nought in the middle.

import { h, s } from "../core/dom.js";
import { signed } from "../core/format.js";
import { t } from "../core/i18n.js";
import { plot } from "./frame.js";
import { extent, linear } from "./scale.js";

/** `rows`: [{name, hue, value, low, high}], all in `unit`; `span` holds the numbers the scale has to show, if more than these. */
export function intervalChart({ rows, unit, label, span = null }) {
  const height = 26 * rows.length + 10;
  const chart = plot({ height, label: `${label}: ${rows.map((row) => `${row.name} ${signed(row.value, unit)}`).join("; ")}`, draw });
  const marks = s("g");
  chart.svg.append(marks);
  function draw(width) {
    const most = Math.max(...extent(span ? [span] : rows.map((row) => [row.value, row.low, row.high]), { zero: true }).map(Math.abs));
    const x = linear([-most, most], [8, width - 8]);
    marks.replaceChildren(
      s("line", { class: "axis zero event", x1: x(0), x2: x(0), y1: 0, y2: height }),
      ...rows.map((row, i) => {
        const y = 18 + 26 * i;
        const there = Number.isFinite(row.low) && row.low !== null;
        return s("g", {},
          s("title", {}, `${row.name}: ${signed(row.value, unit)} ${there ? t("chart.interval", { low: signed(row.low, unit), high: signed(row.high, unit) }) : ""}`),
          there && s("line", { class: `curve c-${row.hue}`, x1: x(row.low), x2: x(row.high), y1: y, y2: y }),
          s("circle", { class: `mark f-${row.hue}`, cx: x(row.value ?? 0), cy: y, r: 5.5 }));
      }));
  }
  return h("div", { class: "figure" }, chart.box);
}
