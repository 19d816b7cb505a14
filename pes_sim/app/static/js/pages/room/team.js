// A team's screen: briefing, cockpit under a budget, waiting for the others, debrief.

import { fill, h } from "../../core/dom.js";
import { levers, options } from "../../core/catalog.js";
import { amount, day } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { socket } from "../../core/socket.js";
import { board } from "../../cockpit/board.js";
import { optionCards } from "../../cockpit/cards.js";
import { leverPanel } from "../../cockpit/levers.js";
import { alertLine, logbook } from "../../cockpit/logbook.js";
import { store } from "../../cockpit/store.js";
import { livePicture } from "../../picture/live.js";
import { tabs } from "../../ui/tabs.js";
import { complain } from "../../ui/toast.js";
import { debriefView } from "./debrief.js";
import { briefing } from "./exercise.js";
import { scoreboard } from "./scores.js";
import { take } from "./page.js";

export function teamScreen(stage, { code, key, name, team, signal }) {
  const here = store();
  let room = null, cockpit = null, shownPhase = "";
  const head = h("div", { class: "card clock" }), body = h("div", { class: "stack loose" }), others = h("div");
  const line = socket(`/ws/rooms/${code}`, {
    hello: () => ({ type: "hello", key }),
    on(message) {
      if (message.type === "error") complain(message.error);
      else if (message.type === "room") { room = message; draw(); }
      else if (here.take(message) && message.type === "state") draw();
    },
    state(what, event) {
      if (what === "lost" && event?.code === 1008) { take(code, null); fill(stage, h("div", { class: "note bad" }, t("room.out"))); }
    },
  });
  signal.addEventListener("abort", () => line.close());
  const send = (message) => line.send(message);
  fill(stage, head, body);

  function bar() {
    const mine = room.teams.find((each) => each.team === team || each.name === name) ?? {};
    const done = mine.decisions ?? null;
    const ready = h("button", { type: "button", class: `button ${mine.ready ? "" : "primary"}`, id: "ready", "aria-pressed": String(Boolean(mine.ready)), onclick: () => send({ type: "ready", ready: !mine.ready }) }, t(mine.ready ? "room.unready" : "room.imready"));
    fill(head, h("div", { class: "stack tight" }, h("h1", { class: "clock-date" }, name), h("span", { class: "muted small" }, room.title)),
      h("div", { class: "stack tight" }, h("span", { class: "strong" }, room.date ? day(room.date) : ""), h("span", { class: "small muted" }, t("room.round", { round: room.round, rounds: room.rounds }))),
      there(mine.left_meur) && h("div", { class: "stack tight", id: "budget" }, h("span", { class: "strong" }, amount(mine.left_meur, "million EUR")), h("span", { class: "small muted" }, t("room.budget.of", { budget: amount(room.budget_meur, "million EUR") }))),
      room.decisions_per_round && h("span", { class: "small muted" }, done === null ? t("room.allowed", { n: room.decisions_per_round }) : t("room.used", { done, n: room.decisions_per_round })),
      h("span", { class: "grow" }), room.phase === "flying" && ready);
  }

  async function build() {
    const exercise = room.exercise ?? {};
    const [all, plans] = await Promise.all([levers(exercise.base ?? "austria"), options()]);
    const ranges = new Map((exercise.levers ?? []).map((each) => [each.path, each]));
    const allowed = all.filter((each) => ranges.has(each.path)).map((each) => ({ ...each, ...ranges.get(each.path) }));
    const cards = plans.filter((each) => (exercise.options ?? []).includes(each.name));
    return h("div", { class: "stack" }, alertLine(here), h("div", { class: "beside" }, h("div", { class: "sticky stack" }, leverPanel(here, send, allowed, { base: exercise.base, first: allowed.map((each) => each.path) })),
      h("div", { class: "stack loose" }, tabs([
        { name: "kpis", title: t("fly.tab.kpis"), build: () => board(here, send) },
        ...(cards.length ? [{ name: "options", title: t("fly.tab.options"), build: () => optionCards(cards, send) }] : []),
        { name: "inside", title: t("fly.tab.inside"), build: () => livePicture(here, send) },
        { name: "briefing", title: t("room.briefing"), build: () => h("div", { class: "card" }, briefing(exercise)) },
      ], { label: t("fly.tabs") }), logbook(here, send), others)));
  }

  async function draw() {
    if (!room) return;
    bar();
    fill(others, h("section", { class: "card stack" }, h("h2", {}, t("room.scoreboard")), scoreboard(room.teams, { me: team })));
    const phase = room.phase === "flying" && !here.now.state ? "waiting" : room.phase;
    if (phase === shownPhase) return;
    shownPhase = phase;
    stage.dataset.phase = phase;
    if (phase === "flying") fill(body, cockpit ??= await build());
    else if (phase === "debrief") fill(body, await debriefView(code, key));
    else if (phase === "closed") fill(body, h("div", { class: "note" }, t("room.closed")));
    else fill(body, h("div", { class: "card stack" }, h("h2", {}, t("room.welcome")), h("p", {}, t("room.wait")), h("p", { class: "help" }, t("room.screens", { name }), " ", h("code", {}, key)), room.exercise?.briefing ? briefing(room.exercise) : null), others);
  }
}

const there = (value) => value !== null && value !== undefined;
