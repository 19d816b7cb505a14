// Fly: steer a service week by week. Without a flight in the address, the way to begin one.

import { fill, h } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { levers, options, shocks } from "../../core/catalog.js";
import { t } from "../../core/i18n.js";
import { keep } from "../../core/keep.js";
import { socket } from "../../core/socket.js";
import { board } from "../../cockpit/board.js";
import { clock } from "../../cockpit/clock.js";
import { eventCards, optionCards } from "../../cockpit/cards.js";
import { leverPanel } from "../../cockpit/levers.js";
import { alertLine, logbook } from "../../cockpit/logbook.js";
import { store } from "../../cockpit/store.js";
import { livePicture } from "../../picture/live.js";
import { link } from "../../core/router.js";
import { tabs } from "../../ui/tabs.js";
import { complain, toast } from "../../ui/toast.js";
import { begin } from "./begin.js";

export async function show(body, query, signal) {
  const id = query.get("flight");
  if (!id) return begin(body);
  let flight;
  try {
    flight = await get(`/api/flights/${encodeURIComponent(id)}`, { signal });
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    keep("flight", null);
    return begin(body, t("fly.gone"));
  }
  keep("flight", id);
  return cockpit(body, flight, signal);
}

async function cockpit(body, flight, signal) {
  const here = store();
  here.take({ ...flight, type: "state" });
  const base = flight.base ?? "austria";
  const [allLevers, allOptions, allShocks] = await Promise.all([levers(base), options(), shocks()]);
  const lost = h("div", { class: "note bad", role: "status", hidden: true }, t("fly.lost"));
  const line = socket(`/ws/flights/${flight.flight}`, {
    on(message) {
      if (message.type === "error") complain(message.error);
      else here.take(message);
    },
    state(what) { lost.hidden = what === "open"; },
  });
  signal.addEventListener("abort", () => line.close());
  const send = (message) => line.send(message);
  here.listen((what, now) => {
    if (what === "weeks" && now.ended) toast(t("fly.ended"));
  });
  const path = `/api/flights/${flight.flight}`;
  fill(body,
    h("div", { class: "head tight" }, h("div", { class: "row apart" }, h("div", {}, h("h1", {}, t("fly.title")), h("p", { class: "muted small" }, flight.title)),
      h("div", { class: "row" }, h("a", { class: "button small", href: link("inside", { flight: flight.flight }) }, t("fly.inside")),
        h("a", { class: "button small", href: link("fly") }, t("fly.new"))))),
    lost,
    h("div", { class: "stack" }, clock(here, send), alertLine(here),
      h("div", { class: "beside" }, h("div", { class: "sticky stack" }, leverPanel(here, send, allLevers, { base })),
        h("div", { class: "stack loose" }, tabs([
          { name: "kpis", title: t("fly.tab.kpis"), build: () => board(here, send, { note: (names) => keep("kpis", names) }) },
          { name: "events", title: t("fly.tab.events"), build: () => eventCards(allShocks, send) },
          { name: "options", title: t("fly.tab.options"), build: () => optionCards(allOptions, send) },
          { name: "inside", title: t("fly.tab.inside"), build: () => livePicture(here, send) },
        ], { label: t("fly.tabs") }), logbook(here, send, { files: { scenario: `${path}/scenario`, data: `${path}/data.csv` } })))));
}
