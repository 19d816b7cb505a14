// A few pictures drawn here; each is decoration beside a word or on a button with a label.

import { s } from "../core/dom.js";

const SHAPES = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  step: "M5 5l8 7-8 7zM15 5h3v14h-3z",
  undo: "M9 7H15a5 5 0 0 1 0 10H8M9 3.5 5 7.2l4 3.8",
  sun: "M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M4.9 19.1l1.8-1.8M17.3 6.7l1.8-1.8",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  down: "M12 4v12M6.5 11.5 12 17l5.5-5.5M5 20.5h14",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.2-1.2",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  bolt: "M13 2 5 13.5h6L10 22l9-12.5h-6.5z",
  flag: "M6 21V4h11l-2 4 2 4H6",
};
const SOLID = new Set(["play", "pause", "step", "bolt"]);

export function icon(name) {
  const solid = SOLID.has(name);
  return s("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", fill: solid ? "currentColor" : "none",
    stroke: solid ? "none" : "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" },
  s("path", { d: SHAPES[name] }));
}

/** The mark of the app: paths through a service that part and meet. */
export function mark() {
  return s("svg", { viewBox: "0 0 32 32", "aria-hidden": "true", fill: "none", "stroke-width": 3.2, "stroke-linecap": "round" },
    s("path", { d: "M4 24C12 24 12 8 28 8", stroke: "#ffc45c" }),
    s("path", { d: "M4 16C14 16 16 24 28 24", stroke: "#7dbcff" }),
    s("path", { d: "M4 8C10 8 12 13 17 16", stroke: "#f4f8fb" }));
}
