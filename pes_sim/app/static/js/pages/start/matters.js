// Step 2: which KPIs matter, and what would count as reached.

import { fill, h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { headline, kpi } from "../../core/catalog.js";
import { inBrackets, isShare, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { button, check, field } from "../../ui/field.js";
import { chooseKpis } from "../../ui/kpichooser.js";
import { kpiTerm } from "../../ui/term.js";
import { complain } from "../../ui/toast.js";

const FIRST = ["unemployment_duration_weeks", "unmet_need_share", "client_satisfaction", "cost_per_client"];

function target(name, told) {
  const { unit, direction } = kpi(name);
  const factor = isShare(unit) ? 100 : 1, now = told.targets[name];
  const value = h("input", { class: "input", type: "number", step: "any", value: now ? String(Number((now.value * factor).toPrecision(6))) : "" });
  const year = h("input", { class: "input", type: "number", min: 1, max: 5, step: 1, value: String(now?.year ?? 3) });
  const set = () => {
    const n = Number(value.value) / factor, in_year = Math.round(Number(year.value));
    if (value.value === "" || !Number.isFinite(n)) delete told.targets[name];
    else told.targets[name] = { value: n, year: Math.max(1, Math.min(5, in_year || 3)) };
  };
  value.addEventListener("change", set);
  year.addEventListener("change", set);
  return h("div", { class: "row", data: { target: name } },
    field(h("span", {}, t(direction === "lower" ? "start.atmost" : "start.atleast"), inBrackets(unitOf(unit))), value), field(t("start.inyear"), year));
}

export async function mattersStep({ told, save, next, back }) {
  if (!told.kpis.length) told.kpis = FIRST.filter((name) => kpi(name).formula);
  const list = h("div", { class: "grid three" });
  const go = button(t("start.run"), async () => {
    go.disabled = true;
    const { base, answers, kpis } = told;
    try {
      const targets = kpis.filter((name) => told.targets[name]).map((name) => ({ kpi: name, ...told.targets[name] }));
      told.job = (await post("/api/start", { base, answers, kpis, targets })).job;
      told.result = null;
      save();
      next();
    } catch (problem) {
      complain(problem);
      go.disabled = false;
    }
  }, { kind: "primary", id: "next" });
  function draw() {
    const offered = [...new Set([...headline().filter((name) => kpi(name).direction !== "neutral"), ...told.kpis])];
    fill(list, offered.map((name) => {
      const on = told.kpis.includes(name);
      return h("article", { class: `card flat stack tight${on ? " rank-first" : ""}`, data: { kpi: name } },
        h("div", { class: "row nowrap" }, check(h("span", { class: "unseen" }, t("start.choose")), on, (now) => {
          told.kpis = now ? [...told.kpis, name] : told.kpis.filter((each) => each !== name);
          draw();
        }), h("h3", {}, kpiTerm(name))), on && target(name, told));
    }));
    go.disabled = !told.kpis.length;
  }
  draw();
  return h("div", { class: "stack loose" },
    h("section", { class: "stack" }, h("h2", { tabindex: -1 }, t("start.matters")), h("p", {}, t("start.matters.text")), list,
      h("div", {}, button(t("start.more"), async () => {
        const chosen = await chooseKpis(told.kpis, { most: 8 });
        if (chosen) { told.kpis = chosen.filter((name) => kpi(name).direction !== "neutral"); draw(); }
      }, { kind: "small" }))),
    h("div", { class: "row" }, button(t("start.back"), back), go));
}
