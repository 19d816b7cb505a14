// The guided start's job, watched once and then kept for both steps that show it.

import { fill, h } from "../../core/dom.js";
import { t } from "../../core/i18n.js";
import { button } from "../../ui/field.js";
import { watch } from "../../ui/job.js";

/** A box that shows progress and then what `draw(result)` gives. */
export function whenDone({ told, signal, to }, draw) {
  const box = h("div", { class: "stack loose" });
  if (told.result) return fill(box, draw(told.result));
  const { node, result } = watch(told.job, { signal, text: t("start.running") });
  fill(box, node, h("p", { class: "muted" }, t("start.running.text")));
  result.then((found) => {
    if (!found) { told.job = null; return to(1); }
    told.result = found;
    return fill(box, draw(found));
  }).catch((problem) => {
    if (problem.name === "AbortError") return;
    if (problem.status === 404) { told.job = null; to(1); return; }
    told.job = null;
    fill(box, h("div", { class: "note bad", role: "alert" }, problem.message), h("div", {}, button(t("start.back"), () => to(1))));
  });
  return box;
}
