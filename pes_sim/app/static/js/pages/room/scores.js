// The scoreboard: rank by the trainer's weights, money, decisions, who is ready.

import { h } from "../../core/dom.js";
import { amount, plain } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { word } from "../../ui/term.js";
import { button } from "../../ui/field.js";

const there = (value) => value !== null && value !== undefined;

/** `act`: {watch, remove} for the trainer. */
export function scoreboard(teams, { act = null, me = null } = {}) {
  const order = [...teams].sort((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
  const money = teams.some((each) => there(each.left_meur));
  const scored = teams.some((each) => there(each.score));
  return h("div", { class: "scroll" }, h("table", { id: "scoreboard" }, h("caption", { class: "unseen" }, t("room.scoreboard")), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("room.team")),
    scored && h("th", { scope: "col", class: "number" }, word("ranking", t("room.score"))), money && h("th", { scope: "col", class: "number" }, t("room.left")),
    money && h("th", { scope: "col", class: "number" }, t("room.decisions")), h("th", { scope: "col" }, t("room.state")), act && h("th", { scope: "col" }, h("span", { class: "unseen" }, t("room.actions"))))),
  h("tbody", {}, order.map((each, i) => h("tr", { data: { team: each.name } }, h("th", { scope: "row" }, scored && h("span", { class: "place" }, i + 1), " ", each.name, each.team === me && " ", each.team === me && h("span", { class: "chip" }, t("room.you"))),
    scored && h("td", { class: "number score" }, there(each.score) ? plain(each.score) : ""), money && h("td", { class: "number" }, there(each.left_meur) ? amount(each.left_meur, "million EUR") : ""),
    money && h("td", { class: "number" }, there(each.decisions) ? plain(each.decisions) : ""),
    h("td", {}, h("span", { class: `chip ${each.ready ? "better" : ""}` }, t(each.online === false ? "room.away" : each.ready ? "room.ready" : "room.thinking"))),
    act && h("td", { class: "row" }, button(t("room.watch"), () => act.watch(each.team), { kind: "small", "aria-label": `${t("room.watch")}: ${each.name}` }), button(t("room.remove"), () => act.remove(each), { kind: "small quiet", "aria-label": `${t("room.remove")}: ${each.name}` })))))));
}
