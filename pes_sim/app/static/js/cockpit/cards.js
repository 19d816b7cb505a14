// Cards: what the world may do to the service, and what the library offers as whole options.

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { optionTitle, shockTitle } from "../core/catalog.js";
import { button } from "../ui/field.js";
import { icon } from "../ui/icons.js";
import { english } from "../ui/term.js";

function card(entry, title, key, act, label, picture) {
  return h("article", { class: "card flat stack tight eventcard", data: { card: entry.name } },
    h("h3", { class: "row nowrap" }, icon(picture), h("span", {}, english(key, title))),
    h("p", { class: "small muted" }, entry.description || entry.assumes?.[0] || ""),
    h("div", {}, button(label, act, { kind: "small", "aria-label": `${label}: ${title}` })));
}

export function eventCards(shocks, send) {
  return h("section", { class: "stack", id: "events" }, h("h2", {}, t("events.title")), h("p", { class: "muted small" }, t("events.text")),
    h("div", { class: "grid" }, shocks.map((each) => card(each, shockTitle(each), `shock.${each.name}`, () => send({ type: "event", name: each.name }), t("events.play"), "bolt"))));
}

export function optionCards(options, send) {
  return h("section", { class: "stack", id: "options" }, h("h2", {}, t("cards.title")), h("p", { class: "muted small" }, t("cards.text")),
    h("div", { class: "grid" }, options.map((each) => card(each, optionTitle(each), `option.${each.name}`, () => send({ type: "option", name: each.name }), t("cards.play"), "flag"))));
}
