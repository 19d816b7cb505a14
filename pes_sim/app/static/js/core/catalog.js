// What there is: KPIs, levers, profiles, options, shocks, groups; and what they are called in the reader's language.

import { at, get, once } from "./api.js";
import { said, has, t } from "./i18n.js";

export const about = () => once("/api/about");
export const profiles = () => once("/api/profiles");
export const options = () => once("/api/options");
export const shocks = () => once("/api/shocks");
export const kpis = () => once("/api/kpis");
export const segments = () => once("/api/segments");
export const mechanisms = () => once("/api/mechanisms");
export const parameters = () => once("/api/parameters");
export const levers = (base) => once(at("/api/parameters", { kind: "lever", base }));
export const parameter = (path, base) => get(at(`/api/parameters/${encodeURIComponent(path)}`, { base }));
export const kpiDetail = (name) => once(`/api/kpis/${encodeURIComponent(name)}`);

let byName = new Map();
/** Load the KPIs once, so that `kpi()` can answer at once. */
export async function ready() {
  if (!byName.size) byName = new Map((await kpis()).map((each) => [each.name, each]));
}
export const kpi = (name) => byName.get(name) ?? { name, title: name, unit: "", direction: "neutral", family: "" };
export const kpiTitle = (name) => said(`kpi.${name}`, kpi(name).title);
export const headline = () => [...byName.values()].filter((each) => each.headline).map((each) => each.name);
export const families = () => [...new Set([...byName.values()].map((each) => each.family))];

/** What a lever is called; a channel's and a task's share a pattern. */
export function leverTitle(path) {
  if (has(`lever.${path}`)) return t(`lever.${path}`);
  const [family, thing, what] = path.split(".");
  const key = `lever.${family}.*.${what}`;
  if (has(key)) return t(key, { thing: has(`${family === "channels" ? "channel" : "task"}.${thing}`) ? t(`${family === "channels" ? "channel" : "task"}.${thing}`) : thing });
  return path;
}

/** The family of a path, by its first word. */
export const family = (path) => path.split(".")[0];
export const familyTitle = (name) => said(`family.${name}`, name);

/** Titles of library entries. */
export const optionTitle = (entry) => said(`option.${entry.name}`, entry.title);
export const shockTitle = (entry) => said(`shock.${entry.name}`, entry.title);
export const profileTitle = (entry) => said(`profile.${entry.name}`, entry.title);
export const segmentTitle = (name) => said(`segment.${name}`, name);
