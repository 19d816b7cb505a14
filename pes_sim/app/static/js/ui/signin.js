// Where the server is open to others, what costs computing asks for the trainer's token.

import { h } from "../core/dom.js";
import { post } from "../core/api.js";
import { t } from "../core/i18n.js";
import { field } from "./field.js";
import { complain } from "./toast.js";

export function signIn(then) {
  const token = h("input", { class: "input", type: "password", autocomplete: "off", required: true });
  const form = h("form", { class: "card stack", onsubmit: async (event) => {
    event.preventDefault();
    try {
      await post("/api/login", { token: token.value.trim() });
      then();
    } catch (problem) { complain(problem); }
  } }, h("h1", {}, t("signin.title")), h("p", {}, t("signin.text")), field(t("signin.token"), token), h("button", { class: "button primary", type: "submit" }, t("signin.go")));
  return form;
}
