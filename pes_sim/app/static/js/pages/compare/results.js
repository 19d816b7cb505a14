// What a comparison found, in the order in which it is read: answer, curves, trade-offs, people, what would turn it, files.

import { h } from "../../core/dom.js";
import { kpi, optionTitle } from "../../core/catalog.js";
import { foreign, t } from "../../core/i18n.js";
import { legend } from "../../charts/legend.js";
import { tabs } from "../../ui/tabs.js";
import { answerTab } from "./answer.js";
import { filesTab } from "./files.js";
import { peopleTab } from "./people.js";
import { timeTab } from "./overtime.js";
import { tradeTab } from "./tradeoffs.js";
import { turnTab } from "./turn.js";

/** What every tab reads: result, job, and how alternatives are called and coloured. */
function reading(job, found, plans) {
  const names = [found.base.name, ...found.options.map((each) => each.name)];
  const plan = new Map(plans.map((each) => [each.name, each]));
  const titles = new Map(found.options.map((each) => [each.name, plan.has(each.name) ? optionTitle(plan.get(each.name)) : each.title]));
  titles.set(found.base.name, t("compare.base"));
  return {
    job, found, names,
    title: (name) => titles.get(name) ?? name,
    titled: (name) => (name !== found.base.name && plan.has(name) && foreign(`option.${name}`) ? h("span", { lang: "en" }, titles.get(name)) : titles.get(name) ?? name),
    hue: (name) => (name === found.base.name ? "base" : String((names.indexOf(name) - 1) % 5)),
    of: (name) => found.kpis.filter((row) => row.kpi === name),
    directed: found.headline.filter((name) => kpi(name).direction !== "neutral"),
  };
}

export async function results(job, found, want, plans) {
  const all = reading(job, found, plans);
  const box = h("div", { class: "stack", id: "results" },
    legend(all.names.map((name) => ({ hue: all.hue(name), name: all.title(name), node: all.titled(name) }))),
    tabs([
      { name: "answer", title: t("compare.tab.answer"), build: () => answerTab(all) },
      { name: "time", title: t("compare.tab.time"), build: () => timeTab(all) },
      { name: "trade", title: t("compare.tab.trade"), build: () => tradeTab(all) },
      { name: "people", title: t("compare.tab.people"), build: () => peopleTab(all) },
      { name: "turn", title: t("compare.tab.turn"), build: () => turnTab(all) },
      { name: "files", title: t("compare.tab.files"), build: () => filesTab(all, want) },
    ], { label: t("compare.tabs") }));
  return box;
}
