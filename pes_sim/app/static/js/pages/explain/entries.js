// Everything that can be explained, as one list to search.

import { kpiTitle, kpis, leverTitle, mechanisms, optionTitle, options, parameters, shockTitle, shocks } from "../../core/catalog.js";
import { has, t } from "../../core/i18n.js";

export const WORDS = [
  "agent", "availability", "band", "baseline", "channel", "couplings", "debt", "difference", "failed", "fte", "generation", "grade", "interval", "kpi", "lever", "mandate",
  "mechanism", "moving", "no_decision", "option", "overload", "pareto", "profile", "ramp", "ranking", "same_luck", "scale", "scenario", "seed", "shock", "swing", "uncertainty", "warmup",
];

export async function everything() {
  const [measures, numbers, causes, plans, weather] = await Promise.all([kpis(), parameters(), mechanisms(), options(), shocks()]);
  return [
    ...measures.map((each) => ({ kind: "kpi", name: each.name, title: kpiTitle(each.name), key: `kpi.${each.name}`, text: `${each.formula} ${each.family} ${each.title}`, data: each })),
    ...numbers.map((each) => {
      const lever = each.kind === "lever";
      return { kind: lever ? "lever" : "parameter", name: each.path, title: lever ? leverTitle(each.path) : each.meaning, own: lever, key: `parameter.${each.path}`, text: `${each.path} ${each.meaning} ${each.source}`, data: each };
    }),
    ...causes.map((each) => ({ kind: "mechanism", name: each.name, title: each.title, key: `mechanism.${each.name}`, text: each.parameters.join(" "), data: each })),
    ...plans.map((each) => ({ kind: "option", name: each.name, title: optionTitle(each), key: `option.${each.name}`, text: `${each.description} ${each.title}`, data: each })),
    ...weather.map((each) => ({ kind: "shock", name: each.name, title: shockTitle(each), key: `shock.${each.name}`, text: `${each.description} ${each.title}`, data: each })),
    ...WORDS.filter((name) => has(`glossary.${name}.word`)).map((name) => ({ kind: "word", name, title: t(`glossary.${name}.word`), own: true, key: `glossary.${name}.word`, text: t(`glossary.${name}.text`), data: {} })),
  ];
}
