// The way in: open a room with an exercise, or join one with its code.

import { fill, h } from "../../core/dom.js";
import { get, once, post } from "../../core/api.js";
import { t } from "../../core/i18n.js";
import { go } from "../../core/router.js";
import { button, field } from "../../ui/field.js";
import { complain } from "../../ui/toast.js";
import { dialog } from "../../ui/dialog.js";
import { take } from "./page.js";
import { exerciseBody } from "./exercise.js";

function join(code) {
  const codeIn = h("input", { class: "input code", value: code, maxlength: 12, autocomplete: "off", autocapitalize: "characters", required: true, id: "join-code" });
  const nameIn = h("input", { class: "input", maxlength: 40, required: true, id: "team-name" });
  const keyIn = h("input", { class: "input", autocomplete: "off", id: "team-key" });
  async function enter(event) {
    event.preventDefault();
    const room = codeIn.value.trim().toUpperCase();
    try {
      const found = keyIn.value.trim() ? await post(`/api/rooms/${encodeURIComponent(room)}/screens`, { team: nameIn.value.trim(), key: keyIn.value.trim() })
        : await post(`/api/rooms/${encodeURIComponent(room)}/teams`, { name: nameIn.value.trim() });
      take(room, { role: "team", team: found.team, name: found.name ?? nameIn.value.trim(), key: found.key });
      go("room", { code: room });
    } catch (problem) { complain(problem); }
  }
  return h("form", { class: "card stack", id: "join", onsubmit: enter }, h("h2", {}, t("room.join")), h("p", { class: "muted" }, t("room.join.text")),
    field(t("room.code"), codeIn), field(t("room.teamname"), nameIn), h("details", {}, h("summary", {}, t("room.second")), field(t("room.key"), keyIn, t("room.key.help"))),
    h("div", {}, h("button", { type: "submit", class: "button primary" }, t("room.enter"))));
}

function exercise(each, open) {
  return h("article", { class: "card flat stack tight", data: { exercise: each.name } }, h("h3", {}, each.title), h("p", {}, each.summary),
    h("p", { class: "small muted" }, t("room.facts", { minutes: each.minutes, years: each.years }), " ", each.teams),
    h("div", { class: "row" }, button(t("room.open"), () => open(each.name), { kind: "primary small", "aria-label": `${t("room.open")}: ${each.title}` }),
      button(t("room.read"), async () => dialog(each.title, exerciseBody(await get(`/api/exercises/${each.name}`)), { wide: true }), { kind: "small", "aria-label": `${t("room.read")}: ${each.title}` })));
}

export async function entrance(body, code, notice = null) {
  const all = await once("/api/exercises");
  async function open(name) {
    try {
      const made = await post("/api/rooms", { exercise: name });
      take(made.code, { role: "trainer", key: made.key });
      go("room", { code: made.code });
    } catch (problem) { complain(problem); }
  }
  fill(body, h("div", { class: "head" }, h("h1", {}, t("room.title")), h("p", { class: "lead" }, t("room.lead"))), notice && h("div", { class: "note" }, notice),
    h("div", { class: "beside" }, join(code), h("section", { class: "card stack" }, h("h2", {}, t("room.trainer")), h("p", { class: "muted" }, t("room.trainer.text")), h("div", { class: "grid wide" }, all.map((each) => exercise(each, open))))));
}
