// Start: four steps from "who are we" to "what is worth a look". What was answered is kept in this browser.

import { fill, h } from "../../core/dom.js";
import { profiles } from "../../core/catalog.js";
import { t } from "../../core/i18n.js";
import { keep, recall } from "../../core/keep.js";
import { note } from "../../core/router.js";
import { serviceStep } from "./service.js";
import { mattersStep } from "./matters.js";
import { nothingStep } from "./nothing.js";
import { optionsStep } from "./options.js";

const STEPS = [["service", serviceStep], ["matters", mattersStep], ["nothing", nothingStep], ["options", optionsStep]];

export async function show(body, query, signal) {
  const [first] = await profiles();
  const told = { base: first.name, answers: {}, kpis: [], targets: {}, job: null, result: null, ...recall("start", {}), result: null };
  if (query.get("job")) told.job = query.get("job");
  const stage = h("div", { class: "stack loose", id: "stage" });
  const bar = h("ol", { class: "plain steps", "aria-label": t("start.steps") });
  let open = 0;

  function save() {
    const { result: _, ...rest } = told;
    keep("start", rest);
  }
  async function step(i) {
    open = i;
    save();
    fill(bar, STEPS.map(([name], at) => h("li", {}, h("button", { type: "button", "aria-current": at === open ? "step" : null, disabled: at > 1 && !told.job, onclick: () => step(at) }, t(`start.step.${name}`)))));
    note({ step: i || null, job: told.job });
    const node = await STEPS[i][1]({ told, signal, save, next: () => step(Math.min(i + 1, STEPS.length - 1)), back: () => step(Math.max(0, i - 1)), to: step });
    fill(stage, node);
    if (i) stage.querySelector("h2")?.focus();
  }
  fill(body, h("div", { class: "head" }, h("h1", {}, t("start.title")), h("p", { class: "lead" }, t("start.lead"))), h("div", { class: "stack loose" }, bar, stage));
  const wanted = Math.max(0, Math.min(STEPS.length - 1, Number(query.get("step")) || 0));
  await step(wanted > 1 && !told.job ? 1 : wanted);
}
