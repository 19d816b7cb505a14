// The trainer's screen: code on the wall, phases, clock, events, weights, scoreboard, a look over a team's shoulder.

import { fill, h } from "../../core/dom.js";
import { del } from "../../core/api.js";
import { kpiTitle, shocks } from "../../core/catalog.js";
import { day, inBrackets, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { go } from "../../core/router.js";
import { socket } from "../../core/socket.js";
import { eventCards } from "../../cockpit/cards.js";
import { HUES, linesOf } from "../../cockpit/board.js";
import { logEntry } from "../../cockpit/logbook.js";
import { store } from "../../cockpit/store.js";
import { kpi } from "../../core/catalog.js";
import { lineChart } from "../../charts/lines.js";
import { legend } from "../../charts/legend.js";
import { button, check, select } from "../../ui/field.js";
import { dialog } from "../../ui/dialog.js";
import { icon } from "../../ui/icons.js";
import { complain } from "../../ui/toast.js";
import { tabs } from "../../ui/tabs.js";
import { kpiTerm } from "../../ui/term.js";
import { weightSliders } from "../../ui/weights.js";
import { debriefView } from "./debrief.js";
import { exerciseBody } from "./exercise.js";
import { scoreboard } from "./scores.js";
import { take } from "./page.js";

const PHASES = ["lobby", "briefing", "flying", "debrief"];

function shoulder(message, title) {
  const seen = store();
  seen.take({ ...message, type: "state" });
  const { now } = seen;
  return dialog(title, h("div", { class: "stack" }, legend(["flight", "no_decision"].map((line) => ({ hue: HUES[line], name: t(`line.${line}`) }))),
    now.kpis.slice(0, 4).map((name) => h("section", {}, h("h3", {}, kpiTerm(name), h("span", { class: "small muted" }, inBrackets(unitOf(kpi(name).unit)))), lineChart({ title: kpiTitle(name), unit: kpi(name).unit, start: now.start, weeks: now.weeks, lines: linesOf(now, name), height: 160 }).box)),
    h("h3", {}, t("log.title")), h("ol", { class: "plain stack tight" }, now.log.length ? now.log.map(logEntry) : h("li", { class: "muted" }, t("log.empty")))), { wide: true });
}

export async function trainerScreen(stage, { code, key, signal }) {
  const weather = await shocks();
  let room = null, shownPhase = "", watched = null, weights = null, speed = 13;
  const head = h("div", { class: "card clock" }), body = h("div", { class: "stack loose" }), scores = h("section", { class: "card stack" });
  const line = socket(`/ws/rooms/${code}`, {
    hello: () => ({ type: "hello", key }),
    on(message) {
      if (message.type === "error") complain(message.error);
      else if (message.type === "room") { room = message; draw(); }
      else if (message.type === "scores" && room) {
        room.teams = room.teams.map((each) => ({ ...each, ...message.teams.find((one) => one.team === each.team) }));
        board();
      } else if (message.type === "state" && watched) { shoulder(message, watched); watched = null; }
    },
    state(what, event) { if (what === "lost" && event?.code === 1008) { take(code, null); go("room"); } },
  });
  signal.addEventListener("abort", () => line.close());
  const send = (message) => line.send(message);
  fill(stage, head, body);

  const act = {
    watch(id) { watched = room.teams.find((each) => each.team === id)?.name ?? ""; send({ type: "watch", team: id }); },
    async remove(each) { if (await dialog(t("room.remove.sure", { name: each.name }), h("p", {}, t("room.remove.text")), { accept: t("room.remove") })) send({ type: "remove", team: each.team }); },
  };
  function board() {
    fill(scores, h("div", { class: "row apart" }, h("h2", {}, t("room.scoreboard")), check(t("room.show"), room.show_scores, (show) => send({ type: "show_scores", show }))),
      room.teams.length ? scoreboard(room.teams, { act }) : h("p", { class: "muted" }, t("room.noteams")));
  }
  const phaseButton = (phase, primary) => button(t(`room.to.${phase}`), () => send({ type: "phase", phase }), { kind: primary ? "primary" : "", id: `to-${phase}`, disabled: phase === "flying" && !room.teams.length });

  function bar() {
    const next = PHASES[PHASES.indexOf(room.phase) + 1];
    const flying = room.phase === "flying", over = room.week >= room.weeks;
    fill(head, h("div", { class: "stack tight" }, h("h1", { class: "clock-date" }, room.title), h("span", { class: "small muted" }, t("room.code"), " ", h("span", { class: "code strong", id: "code" }, room.code))),
      h("span", { class: "chip" }, t(`room.phase.${room.phase}`)),
      flying && h("div", { class: "row" }, button(t("room.advance", { n: room.round_weeks ?? 13 }), () => send({ type: "advance", weeks: Math.min(room.round_weeks ?? 13, 52) }), { kind: "primary", icon: icon("step"), id: "advance", disabled: over || room.playing }),
        button(t(room.playing ? "fly.pause" : "fly.play"), () => send(room.playing ? { type: "pause" } : { type: "play", speed }), { icon: icon(room.playing ? "pause" : "play"), disabled: over }),
        select([2, 4, 8, 13, 26].map((n) => [n, t("fly.speed", { n })]), speed, (value) => { speed = Number(value); if (room.playing) send({ type: "play", speed }); }, { "aria-label": t("fly.speed.label"), class: "select narrow" })),
      flying && h("div", { class: "stack tight" }, h("span", { class: "strong" }, room.date ? day(room.date) : ""), h("span", { class: "small muted" }, t("room.round", { round: room.round, rounds: room.rounds }))),
      h("span", { class: "grow" }), next && phaseButton(next, !flying || over),
      h("button", { type: "button", class: "button small quiet", onclick: async () => { if (await dialog(t("room.end"), h("p", {}, t("room.end.text")), { accept: t("room.end") })) { await del(`/api/rooms/${code}`, { token: key }).catch(complain); take(code, null); go("room"); } } }, t("room.end")));
  }
  function steering() {
    weights = { ...room.weights };
    const told = () => send({ type: "weights", weights });
    return tabs([
      { name: "events", title: t("fly.tab.events"), build: () => eventCards(weather, (message) => send(message)) },
      { name: "weights", title: t("room.weights"), build: () => h("div", { class: "card stack" }, h("p", { class: "help" }, t("weights.help")), weightSliders(weights, told)) },
      { name: "exercise", title: t("room.exercise"), build: () => h("div", { class: "card" }, exerciseBody(room.exercise)) },
    ], { label: t("room.steering") });
  }
  function lobby() {
    const address = new URL(`/room?code=${code}`, location.href).href;
    return h("section", { class: "card stack" }, h("p", {}, t("room.invite")), h("p", { class: "code-huge", id: "code-huge" }, code), h("p", { class: "muted" }, t("room.address"), " ", h("span", { class: "code" }, address)));
  }
  async function draw() {
    bar();
    board();
    if (room.phase === shownPhase) return;
    shownPhase = room.phase;
    stage.dataset.phase = room.phase;
    if (room.phase === "lobby") fill(body, lobby(), scores, h("section", { class: "card" }, exerciseBody(room.exercise)));
    else if (room.phase === "briefing") fill(body, lobby(), h("section", { class: "card" }, exerciseBody(room.exercise)), scores);
    else if (room.phase === "flying") fill(body, scores, steering());
    else if (room.phase === "debrief") fill(body, await debriefView(code, key, { weights: true }));
    else fill(body, h("div", { class: "note" }, t("room.closed")));
  }
}
