// An option as the text of a file: pasted or uploaded, checked before it is taken.

import { fill, h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { t } from "../../core/i18n.js";
import { dialog } from "../../ui/dialog.js";
import { button, field } from "../../ui/field.js";

/** Every mistake with its line, as `pes-sim check` says it. */
export function problemList(problems) {
  return h("ul", { class: "stack tight" }, problems.map((each) => h("li", {}, each.line ? `${t("paste.line", { n: each.line })}: ` : "", each.message,
    each.expected ? ` – ${each.expected}` : "", each.nearest?.length ? ` (${each.nearest.join(", ")})` : "")));
}

/** Resolves {text, title} or null. */
export async function pasted(base) {
  const area = h("textarea", { class: "area code", rows: 12, spellcheck: "false" }), told = h("div", { "aria-live": "polite" });
  let title = null;
  async function check() {
    try {
      const found = await post("/api/check", { text: area.value, base });
      title = found.ok ? found.title ?? t("form.pasted") : null;
      fill(told, found.ok ? h("p", { class: "note", id: "paste-ok" }, t("paste.ok", { title })) : h("div", { class: "note bad" },
        h("p", { class: "strong" }, found.title ? t("paste.bad.title", { title: found.title }) : t("paste.bad")), problemList(found.problems)));
      return found.ok;
    } catch (problem) {
      fill(told, h("div", { class: "note bad" }, problem.message, problemList(problem.problems ?? [])));
      return false;
    }
  }
  const file = h("input", { class: "input", type: "file", accept: ".yaml,.yml,text/yaml", onchange: async () => { if (file.files[0]) { area.value = await file.files[0].text(); check(); } } });
  const done = await dialog(t("paste.title"), h("div", { class: "stack" }, h("p", {}, t("paste.text")), field(t("paste.file"), file), field(t("paste.area"), area),
    h("div", {}, button(t("paste.check"), check, { kind: "small" })), told), { accept: t("paste.accept") });
  return done && area.value.trim() && (title !== null || await check()) ? { text: area.value, title: title ?? t("form.pasted") } : null;
}
