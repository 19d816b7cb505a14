// Play, pause, a quarter on, speed, undo; and where in time the flight is.

import { h } from "../core/dom.js";
import { day } from "../core/format.js";
import { t } from "../core/i18n.js";
import { button, select } from "../ui/field.js";
import { icon } from "../ui/icons.js";

const SPEEDS = [1, 2, 4, 8, 13, 26, 60];
const QUARTER = 13;

/** `send` takes the message; `step`, `play` and `pause` may be named otherwise in a room. */
export function clock(store, send, { step = "step" } = {}) {
  const { now } = store;
  let speed = 8;
  const play = h("button", { type: "button", class: "button primary", id: "play", onclick: () => {
    send(now.playing ? { type: "pause" } : { type: "play", speed });
  } });
  const quarter = button(t("fly.quarter"), () => send({ type: step, weeks: QUARTER }), { icon: icon("step"), id: "quarter" });
  const pace = select(SPEEDS.map((each) => [each, t("fly.speed", { n: each })]), speed, (value) => {
    speed = Number(value);
    if (now.playing) send({ type: "play", speed });
  }, { "aria-label": t("fly.speed.label"), class: "select narrow", id: "speed" });
  const bar = h("i"), date = h("span", { class: "clock-date", id: "date" }), weeks = h("span", { class: "muted small" });
  const meter = h("div", { class: "meter", role: "progressbar", "aria-label": t("fly.progress"), "aria-valuemin": 0 }, bar);
  function draw() {
    const label = now.playing ? t("fly.pause") : t("fly.play");
    play.replaceChildren(icon(now.playing ? "pause" : "play"), label);
    play.disabled = now.ended;
    quarter.disabled = now.ended || now.playing;
    date.textContent = now.date ? day(now.date) : "";
    weeks.textContent = t("fly.week", { week: now.week, weeks: now.weeks });
    bar.style.setProperty("transform", `scaleX(${now.weeks ? now.week / now.weeks : 0})`);
    meter.setAttribute("aria-valuemax", now.weeks);
    meter.setAttribute("aria-valuenow", now.week);
  }
  store.listen(draw);
  draw();
  return h("div", { class: "card clock" },
    h("div", { class: "row" }, play, quarter, pace),
    h("div", { class: "grow stack tight" }, h("div", { class: "row apart" }, date, weeks), meter));
}
