// Who decided what and when: a lane a team, a dot a decision, events across all lanes.

import { h, s } from "../core/dom.js";
import { dateOfWeek, month } from "../core/format.js";
import { t } from "../core/i18n.js";
import { plot, timeAxis } from "./frame.js";
import { linear } from "./scale.js";

/** `rows`: [{name, hue, log: [{week, title}]}], `events`: [{week, title}]. */
export function decisionLine({ rows, events, start, weeks }) {
  const lane = 30, height = 34 + lane * rows.length;
  const told = rows.map((row) => `${row.name}: ${row.log.map((each) => `${month(dateOfWeek(start, each.week))} ${each.title}`).join(", ")}`);
  const chart = plot({ height, label: t("debrief.timeline.label", { told: told.join("; ") }), draw });
  const marks = s("g");
  chart.svg.append(marks);
  function draw(width) {
    const x = linear([0, weeks], [150, width - 14]);
    marks.replaceChildren(timeAxis(x, height - 24, start, weeks),
      ...events.map((each) => s("line", { class: "event", x1: x(each.week), x2: x(each.week), y1: 4, y2: height - 24 }, s("title", {}, each.title ?? each.name))),
      ...rows.map((row, i) => s("g", {}, s("text", { class: "tick", x: 0, y: lane * i + 21 }, row.name.length > 20 ? `${row.name.slice(0, 19)}…` : row.name),
        s("line", { class: "event", x1: x(0), x2: x(weeks), y1: lane * i + 17, y2: lane * i + 17 }),
        row.log.map((each) => s("circle", { class: `mark f-${row.hue}`, cx: x(each.week), cy: lane * i + 17, r: 6.5 }, s("title", {}, `${month(dateOfWeek(start, each.week))}: ${each.title}`))))));
  }
  return h("div", { class: "figure" }, chart.box);
}
