// Short messages in a corner, read out by screen readers; errors stay until they are closed.

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { icon } from "./icons.js";

const place = h("div", { class: "toasts" });
const polite = h("div", { role: "status" }), loud = h("div", { role: "alert" });
place.append(polite, loud);
document.body.append(place);

export function toast(text, { bad = false, seconds = 6 } = {}) {
  const box = h("div", { class: `toast${bad ? " bad" : ""}` }, h("span", { class: "grow" }, text));
  const gone = () => box.remove();
  box.append(h("button", { type: "button", "aria-label": t("close"), onclick: gone }, icon("close")));
  const home = bad ? loud : polite;
  while (home.children.length > 2) home.firstChild.remove();
  home.append(box);
  if (!bad) setTimeout(gone, seconds * 1000);
}

/** Say what went wrong; a cancelled call is no error. */
export function complain(problem) {
  if (problem?.name === "AbortError") return;
  const more = (problem.problems ?? []).map((each) => each.message).filter(Boolean);
  toast([problem.message, ...more.slice(0, 3)].join(" · "), { bad: true });
}
