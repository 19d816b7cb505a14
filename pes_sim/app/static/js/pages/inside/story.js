// One person's way through the service: somebody is found, and traced under the service as it is and under an option.

import { fill, h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { optionTitle, options, segmentTitle, segments } from "../../core/catalog.js";
import { day, plain } from "../../core/format.js";
import { language, t } from "../../core/i18n.js";
import { button, field, select } from "../../ui/field.js";
import { watch } from "../../ui/job.js";
import { complain } from "../../ui/toast.js";

const OUTCOMES = ["registered", "found_work", "still_registered", "long_term", "gave_up", "several_spells"];
const YEARS = 2;

export async function storyForm(flight, signal) {
  const [plans, groups] = await Promise.all([options(), segments()]);
  const want = { option: "", who: "", outcome: "registered", number: 1 };
  const out = h("div", { "aria-live": "polite" });
  const again = button(t("story.another"), () => { want.number += 1; tell(); }, { id: "another", hidden: true });
  const first = button(t("story.tell"), () => { want.number = 1; tell(); }, { kind: "primary", id: "tell" });

  async function tell() {
    first.disabled = again.disabled = true;
    const find = [want.who, `outcome:${want.outcome}`].filter(Boolean);
    try {
      const { job } = await post("/api/story", { base: flight.base ?? "austria", options: want.option ? [want.option] : [], years: YEARS, scale: Math.max(500, flight.scale), seed: flight.seed, find, number: want.number, language: language() });
      const { node, result } = watch(job, { signal, text: t("story.running") });
      fill(out, node);
      const found = await result;
      fill(out, found ? stories(found.stories) : null);
      again.hidden = !found;
    } catch (problem) {
      fill(out);
      complain(problem);
    }
    first.disabled = again.disabled = false;
  }
  const who = Object.entries(groups).map(([name, all]) => ({ group: t(`dimension.${name}`), choices: all.map((each) => [each, segmentTitle(each)]) }));
  return h("section", { class: "card stack", id: "story" }, h("h2", {}, t("story.title")), h("p", { class: "muted" }, t("story.text")),
    h("div", { class: "row end" },
      field(t("story.who"), select([["", t("story.anybody")], ...who], "", (value) => { want.who = value; })),
      field(t("story.outcome"), select(OUTCOMES.map((each) => [each, t(`story.outcome.${each}`)]), want.outcome, (value) => { want.outcome = value; })),
      field(t("story.option"), select([["", t("story.none")], ...plans.map((each) => [each.name, optionTitle(each)])], "", (value) => { want.option = value; })),
      first, again), out);
}

function stories(all) {
  return h("div", { class: "grid wide" }, all.map((tale, i) => h("article", { class: "stack", data: { story: tale.scenario } },
    h("h3", {}, i ? tale.title : t("compare.base")),
    h("p", { class: "small muted" }, t("story.number", { person: plain(tale.person), scale: plain(tale.scale) })),
    h("ol", { class: "plain story", lang: tale.language }, tale.events.map((each) => h("li", {}, h("span", { class: "muted small" }, day(each.date)), " ", each.sentence))))));
}
