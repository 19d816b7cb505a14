// Choosing KPIs: by family, with a search, each with its explanation.

import { fill, h } from "../core/dom.js";
import { t, said } from "../core/i18n.js";
import { families, kpi, kpiTitle, kpis } from "../core/catalog.js";
import { dialog } from "./dialog.js";
import { check, field } from "./field.js";
import { kpiTerm } from "./term.js";

/** Opens a window; resolves with the names chosen, or null. `most` limits how many. */
export async function chooseKpis(now, { most = 12 } = {}) {
  const all = await kpis();
  const chosen = new Set(now);
  const list = h("div", { class: "stack tight chooser" });
  const search = h("input", { class: "input", type: "search" });
  const count = h("p", { class: "muted small", role: "status" });
  function told() { count.textContent = t("kpis.chosen", { n: chosen.size, most }); }
  function draw() {
    const text = search.value.trim().toLowerCase();
    const fits = (each) => !text || `${kpiTitle(each.name)} ${each.name} ${each.formula}`.toLowerCase().includes(text);
    fill(list, families().map((name) => {
      const some = all.filter((each) => each.family === name && fits(each));
      return some.length ? h("fieldset", {}, h("legend", {}, said(`kpifamily.${name}`, name)), some.map((each) => h("div", { class: "row nowrap" },
        check(h("span", { class: "unseen" }, kpiTitle(each.name)), chosen.has(each.name), (on) => {
          if (on && chosen.size < most) chosen.add(each.name);
          else chosen.delete(each.name);
          told();
        }), kpiTerm(each.name), kpi(each.name).headline && h("span", { class: "chip" }, t("kpis.headline"))))) : null;
    }));
  }
  search.addEventListener("input", draw);
  draw();
  told();
  const done = await dialog(t("kpis.title"), h("div", { class: "stack" }, field(t("kpis.search"), search), count, list), { accept: t("kpis.accept") });
  return done ? [...chosen] : null;
}
