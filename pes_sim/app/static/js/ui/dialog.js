// A window over the page: the browser's own dialog, which keeps the focus and gives it back.

import { h, uid } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { icon } from "./icons.js";

/** Resolves true when it was accepted, false when it was closed. Without `accept` it can only be closed. */
export function dialog(title, body, { accept = null, wide = false } = {}) {
  const id = uid("dialog");
  return new Promise((resolve) => {
    let yes = false;
    const box = h("dialog", { "aria-labelledby": id, class: wide ? "wide" : null },
      h("form", { method: "dialog", class: "stack", onsubmit: () => { yes = true; } },
        h("div", { class: "row apart nowrap" }, h("h2", { id }, title),
          h("button", { type: "button", class: "icon", "aria-label": t("close"), onclick: () => box.close() }, icon("close"))),
        body,
        accept && h("div", { class: "row" }, h("button", { type: "submit", class: "button primary" }, accept),
          h("button", { type: "button", class: "button", onclick: () => box.close() }, t("cancel")))));
    box.addEventListener("close", () => { box.remove(); resolve(yes && Boolean(accept)); });
    document.body.append(box);
    box.showModal();
  });
}
