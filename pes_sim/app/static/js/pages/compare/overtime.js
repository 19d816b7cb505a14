// KPIs over time: levels with the span of the seeds, or paired differences with their 95 % band.

import { fill, h } from "../../core/dom.js";
import { at, get } from "../../core/api.js";
import { kpi, kpiTitle } from "../../core/catalog.js";
import { inBrackets, isShare, unitOf, weekOfDate } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { lineChart } from "../../charts/lines.js";
import { button, choices } from "../../ui/field.js";
import { chooseKpis } from "../../ui/kpichooser.js";
import { kpiTerm, word } from "../../ui/term.js";
import { complain } from "../../ui/toast.js";

const curves = new Map();
function curvesOf(job, name) {
  const path = at(`/api/jobs/${job}/curves`, { kpi: name });
  if (!curves.has(path)) curves.set(path, get(path));
  return curves.get(path);
}

function linesOf(all, found, what) {
  const start = all.found.base.start, x = found.dates.map((date) => weekOfDate(start, date));
  return all.names.filter((name) => found[what][name]).map((name) => {
    const { middle, low, high } = found[what][name];
    return { name: all.title(name), hue: all.hue(name), x, y: middle, low, high };
  });
}

function chart(all, name, view) {
  const box = h("section", { class: "card gauge", data: { kpi: name } }, h("h3", {}, kpiTerm(name), h("span", { class: "small muted" }, inBrackets(view === "differences" && isShare(kpi(name).unit) ? t("unit.points") : unitOf(kpi(name).unit)))));
  curvesOf(all.job, name).then((found) => {
    box.append(lineChart({ title: kpiTitle(name), unit: kpi(name).unit, start: all.found.base.start, weeks: all.found.base.years * 52, height: 220,
      zero: view === "differences", lines: linesOf(all, found, view) }).box);
  }, complain);
  return box;
}

export function timeTab(all) {
  let names = all.found.headline.slice(0, 6), view = "levels";
  const grid = h("div", { class: "grid wide gauges" }), help = h("p", { class: "help" });
  function draw() {
    fill(help, t(`compare.${view}.help`), " ", word("band"), " · ", word("moving"));
    fill(grid, names.map((name) => chart(all, name, view)));
  }
  draw();
  return h("div", { class: "stack" }, h("div", { class: "row apart" },
    choices(t("compare.view"), [["levels", t("compare.levels")], ["differences", t("compare.paired")]], view, (value) => { view = value; draw(); }, { hidden: true }),
    button(t("fly.kpis"), async () => {
      const chosen = await chooseKpis(names, { most: 12 });
      if (chosen?.length) { names = chosen; draw(); }
    }, { kind: "small" })), help, grid);
}
