// Winners and losers: the same person with and without the option, by groups.

import { fill, h } from "../../core/dom.js";
import { at, get } from "../../core/api.js";
import { segmentTitle, segments } from "../../core/catalog.js";
import { signedBeside, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { shareBars } from "../../charts/shares.js";
import { field, select } from "../../ui/field.js";
import { complain } from "../../ui/toast.js";
import { verdict } from "./answer.js";

const OUTCOMES = ["weeks_unemployed", "unmet_needs", "client_hours"];

export async function peopleTab(all) {
  const dimensions = Object.keys(await segments());
  const now = { by: dimensions.includes("digital_skill") ? "digital_skill" : dimensions[0], outcome: OUTCOMES[0] };
  const out = h("div", { class: "grid wide", id: "winners" });
  async function draw() {
    try {
      const rows = await get(at(`/api/jobs/${all.job}/winners`, { by: now.by }));
      const told = all.found.options.map((each) => [each.name, rows.filter((row) => row.option === each.name && row.outcome === now.outcome)]);
      fill(out, told.map(([name, some]) => h("section", { class: "card stack" }, h("h3", {}, all.titled(name)),
        some.length ? shareBars(some.map((row) => ({ name: row.group === "all" ? segmentTitle("all") : segmentTitle(`${now.by}:${row.group}`), better: row.share_better, worse: row.share_worse,
          mean: h("span", {}, signedBeside(row.mean_change, row.ci_low, row.ci_high, row.unit), h("br"), verdict(row.verdict)) })), t("people.label", { option: all.title(name) })) : h("p", { class: "muted" }, t("people.none")))));
    } catch (problem) { complain(problem); }
  }
  await draw();
  return h("div", { class: "stack" }, h("p", {}, t("people.text")), h("div", { class: "row" },
    field(t("people.by"), select([["all", segmentTitle("all")], ...dimensions.map((name) => [name, t(`dimension.${name}`)])], now.by, (value) => { now.by = value; draw(); })),
    field(t("people.outcome"), select(OUTCOMES.map((name) => [name, t(`outcome.${name}`)]), now.outcome, (value) => { now.outcome = value; draw(); }))), out,
  h("p", { class: "help" }, t("people.help", { unit: unitOf("weeks") })));
}
