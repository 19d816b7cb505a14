// Look inside: the service of a flight as a picture, the map of its systems, and one person's way through it.

import { fill, h } from "../../core/dom.js";
import { get, post } from "../../core/api.js";
import { about, profileTitle, profiles } from "../../core/catalog.js";
import { t } from "../../core/i18n.js";
import { keep, recall } from "../../core/keep.js";
import { go, link } from "../../core/router.js";
import { socket } from "../../core/socket.js";
import { clock } from "../../cockpit/clock.js";
import { store } from "../../cockpit/store.js";
import { livePicture } from "../../picture/live.js";
import { button, field, select } from "../../ui/field.js";
import { complain } from "../../ui/toast.js";
import { storyForm } from "./story.js";

export async function show(body, query, signal) {
  const id = query.get("flight") ?? recall("flight");
  let flight = null;
  if (id) flight = await get(`/api/flights/${encodeURIComponent(id)}`, { signal }).catch((problem) => { if (problem.status === 404) return null; throw problem; });
  const head = h("div", { class: "head" }, h("h1", {}, t("inside.title")), h("p", { class: "lead" }, t("inside.lead")));
  if (!flight) {
    fill(body, head, await opening());
    return;
  }
  keep("flight", flight.flight);
  const here = store();
  here.take({ ...flight, type: "state" });
  const line = socket(`/ws/flights/${flight.flight}`, { on: (message) => (message.type === "error" ? complain(message.error) : here.take(message)) });
  signal.addEventListener("abort", () => line.close());
  const send = (message) => line.send(message);
  fill(body, head, h("div", { class: "stack loose" }, clock(here, send), livePicture(here, send), await storyForm(flight, signal),
    h("p", {}, h("a", { href: link("fly", { flight: flight.flight }) }, t("inside.fly")))));
}

async function opening() {
  const [all, { teaching }] = await Promise.all([profiles(), about()]);
  let base = all[0].name;
  const open = button(t("inside.open"), async () => {
    open.disabled = true;
    open.textContent = t("fly.warming");
    try {
      const { flight } = await post("/api/flights", { base, years: teaching.years, scale: teaching.scale });
      go("inside", { flight });
    } catch (problem) {
      complain(problem);
      open.disabled = false;
      open.textContent = t("inside.open");
    }
  }, { kind: "primary", id: "open" });
  return h("section", { class: "card stack" }, h("p", {}, t("inside.none")),
    field(t("form.profile"), select(all.map((each) => [each.name, profileTitle(each)]), base, (value) => { base = value; })), h("div", {}, open));
}
