// One entry in full: definition, formula, source, grade, mechanism, and what it is tied to.

import { h } from "../../core/dom.js";
import { kpi, kpiDetail, kpiTitle, leverTitle, parameter } from "../../core/catalog.js";
import { amount, unitOf } from "../../core/format.js";
import { foreign, said, t } from "../../core/i18n.js";
import { link } from "../../core/router.js";
import { english } from "../../ui/term.js";

const en = (text) => h("span", { lang: "en" }, text);
const rows = (pairs) => h("dl", { class: "definition" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
  .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
const links = (items) => h("ul", { class: "plain stack tight" }, items.map((each) => h("li", {}, each)));
const section = (title, body) => h("section", { class: "stack tight" }, h("h3", {}, title), body);
const lever = (path) => h("a", { href: link("explain", { parameter: path }) }, leverTitle(path));
const measure = (name) => h("a", { href: link("explain", { kpi: name }) }, english(`kpi.${name}`, kpiTitle(name)));
const mechanism = ({ name, title }) => h("a", { href: link("explain", { mechanism: name }) }, english(`mechanism.${name}`, said(`mechanism.${name}`, title)));

/** What a trial moves a lever to: a value, or a step from today's as files write it ("x0.7", "-20%"). */
const moved = (to, unit) => (typeof to === "number" ? amount(to, unit) : to.startsWith("x") ? t("explain.trial.times", { share: amount(Number(to.slice(1)), "share") }) : to);

/** What a tested lever is expected to do to a KPI. */
const expects = (trial) => [t(`expect.${trial.expect}`), ": ", en(trial.because)];

const shows = {
  async kpi(entry) {
    const found = await kpiDetail(entry.name);
    return [rows([[t("explain.formula"), en(found.formula)], [t("explain.unit"), unitOf(found.unit)], [t("explain.direction"), t(`direction.${found.direction}`)],
      [t("explain.family"), said(`kpifamily.${found.family}`, found.family)], [t("explain.source"), en(found.source)], [t("explain.groups"), found.by_segment ? t("yes") : t("no")],
      [t("explain.counters"), h("code", { lang: "en" }, (found.counters ?? []).join(", "))], [t("explain.name"), h("code", {}, found.name)]]),
    found.levers?.length ? section(t("explain.levers"), links(found.levers.map((each) => [lever(each.path), " – ", ...expects(each)]))) : null];
  },
  async parameter(entry) {
    const found = await parameter(entry.name, "austria");
    return [h("p", { lang: "en" }, found.meaning),
      rows([[t("explain.value"), amount(found.value, found.unit)], [t("explain.range"), `${amount(found.low, found.unit)} – ${amount(found.high, found.unit)}`],
        [t("explain.kind"), t(`parameterkind.${found.kind}`)], [t("explain.grade"), `${found.grade}: ${said(`grade.${found.grade}`, found.grade_meaning)}`],
        [t("explain.source"), en(found.source)], [t("explain.setby"), found.set_by?.length ? en(found.set_by.join("; ")) : null], [t("explain.name"), h("code", {}, found.path)]]),
      found.mechanisms?.length ? section(t("explain.mechanisms"), links(found.mechanisms.map(mechanism))) : null,
      found.trial ? section(t("explain.trial"), h("div", { class: "stack tight" }, h("p", {}, t("explain.trial.moved", { to: moved(found.trial.to, found.unit) }), " ", measure(found.trial.kpi), " ", ...expects(found.trial)),
        found.trial.known ? h("p", { class: "muted", lang: "en" }, found.trial.known) : null)) : null];
  },
  mechanism: (entry) => [h("p", {}, t("explain.mechanism.text")), section(t("explain.parameters"), links(entry.data.parameters.map((path) => h("a", { href: link("explain", { parameter: path }) }, h("code", {}, path)))))],
  option: (entry) => plan(entry),
  shock: (entry) => plan(entry),
  word: (entry) => [h("p", {}, t(`glossary.${entry.name}.text`))],
};
shows.lever = shows.parameter;

function plan({ data }) {
  const list = (items, lang = null) => h("ul", { lang }, items.map((each) => h("li", {}, each)));
  return [data.description && h("p", {}, data.description),
    section(t("explain.changes"), h("ul", {}, data.changes.map((each) => h("li", {}, `${each.when}: ${each.what}`, " ", each.path ? h("a", { href: link("explain", { parameter: each.path }), class: "small" }, t("explain.lever")) : null)))),
    data.assumes?.length ? section(t("explain.assumes"), list(data.assumes)) : null, data.based_on?.length ? section(t("explain.based"), list(data.based_on, "en")) : null];
}

export async function detail(entry, entries) {
  const body = await shows[entry.kind](entry, entries);
  const title = entry.kind === "kpi" ? kpiTitle(entry.name) : entry.title;
  return h("article", { class: "card stack", data: { kind: entry.kind, name: entry.name } }, h("p", { class: "muted small" }, t(`explain.kind.${entry.kind}`)),
    h("h2", {}, !entry.own && foreign(entry.key) ? en(title) : title), body, entry.kind === "kpi" && kpi(entry.name).headline ? h("p", {}, h("span", { class: "chip" }, t("kpis.headline"))) : null);
}
