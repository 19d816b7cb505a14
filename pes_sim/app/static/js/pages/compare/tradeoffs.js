// Trade-offs: parallel lines over the KPIs that have a better direction, and any two of them against each other.

import { fill, h } from "../../core/dom.js";
import { kpi, kpiTitle } from "../../core/catalog.js";
import { t } from "../../core/i18n.js";
import { parallelChart } from "../../charts/parallel.js";
import { scatterChart } from "../../charts/scatter.js";
import { button, field, select } from "../../ui/field.js";
import { chooseKpis } from "../../ui/kpichooser.js";
import { word } from "../../ui/term.js";

const FIRST = ["unemployment_duration_weeks", "ltu_share", "unmet_need_share", "client_satisfaction", "phone_answered_share", "staff_strain", "cost_per_client"];

const axis = (name) => ({ title: kpiTitle(name), unit: kpi(name).unit, direction: kpi(name).direction });

function value(all, kpiName, name) {
  const rows = all.of(kpiName);
  if (name === all.found.base.name) return { at: rows[0]?.baseline ?? null };
  const row = rows.find((each) => each.option === name);
  if (!row || row.baseline === null) return { at: null };
  return { at: row.baseline + row.difference, low: row.baseline + row.ci_low, high: row.baseline + row.ci_high };
}

export function tradeTab(all) {
  const asked = FIRST.filter((name) => all.directed.includes(name));
  let names = asked.length > 2 ? asked : all.directed.slice(0, 7);
  const usable = () => names.filter((name) => kpi(name).direction !== "neutral" && all.of(name).length);
  let [x, y] = [names.includes("cost_per_client") ? "cost_per_client" : names[0], names.includes("client_satisfaction") ? "client_satisfaction" : names[1]];
  const parallel = h("div"), pareto = h("div"), axes = h("div", { class: "row" });
  function draw() {
    fill(parallel, parallelChart({ axes: usable().map(axis), label: t("trade.parallel.label"),
      lines: all.names.map((name) => ({ name: all.title(name), hue: all.hue(name), values: usable().map((each) => value(all, each, name).at) })) }));
    scatter();
  }
  function scatter() {
    const pick = (now, change) => select(all.directed.map((name) => [name, kpiTitle(name)]), now, (chosen) => { change(chosen); scatter(); });
    fill(axes, field(t("trade.x"), pick(x, (chosen) => { x = chosen; })), field(t("trade.y"), pick(y, (chosen) => { y = chosen; })));
    const points = all.names.map((name) => {
      const [h0, v0] = [value(all, x, name), value(all, y, name)];
      return { name: all.title(name), hue: all.hue(name), x: h0.at, xLow: h0.low, xHigh: h0.high, y: v0.at, yLow: v0.low, yHigh: v0.high };
    }).filter((each) => each.x !== null && each.y !== null);
    fill(pareto, scatterChart({ points, xAxis: axis(x), yAxis: axis(y), label: t("trade.pareto") }));
  }
  draw();
  return h("div", { class: "stack loose" },
    h("section", { class: "card stack", id: "parallel" }, h("div", { class: "row apart" }, h("h2", {}, t("trade.parallel")), button(t("fly.kpis"), async () => {
      const chosen = await chooseKpis(names, { most: 8 });
      if (chosen && chosen.filter((name) => kpi(name).direction !== "neutral").length > 1) { names = chosen; draw(); }
    }, { kind: "small" })), h("p", { class: "help" }, t("trade.parallel.help")), h("div", { class: "scroll" }, parallel)),
    h("section", { class: "card stack", id: "pareto" }, h("h2", {}, word("pareto", t("trade.pareto"))), h("p", { class: "help" }, t("trade.pareto.help", { x: t(`direction.${kpi(x).direction}`), y: t(`direction.${kpi(y).direction}`) })), axes, pareto));
}
