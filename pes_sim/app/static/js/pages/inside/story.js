// One person's way through the service, under the service as it is and under an option.

import { fill, h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { optionTitle, options } from "../../core/catalog.js";
import { day } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { button, field, select } from "../../ui/field.js";
import { watch } from "../../ui/job.js";
import { complain } from "../../ui/toast.js";

export async function storyForm(flight, signal) {
  const plans = await options();
  const want = { option: "", person: 1 };
  const out = h("div", { "aria-live": "polite" });
  const person = h("input", { class: "input", type: "number", min: 1, step: 1, value: "1", onchange: () => { want.person = Math.max(1, Math.round(Number(person.value)) || 1); } });
  const tell = button(t("story.tell"), async () => {
    tell.disabled = true;
    try {
      const { job } = await post("/api/story", { base: flight.base ?? "austria", options: want.option ? [want.option] : [], years: 2, scale: flight.scale, seed: flight.seed, person: want.person });
      const { node, result } = watch(job, { signal, text: t("story.running") });
      fill(out, node);
      const found = await result;
      fill(out, found ? story(found) : null);
    } catch (problem) {
      fill(out);
      complain(problem);
    }
    tell.disabled = false;
  }, { kind: "primary", id: "tell" });
  return h("section", { class: "card stack", id: "story" }, h("h2", {}, t("story.title")), h("p", { class: "muted" }, t("story.text")),
    h("div", { class: "row" }, field(t("story.person"), person), field(t("story.option"), select([["", t("story.none")], ...plans.map((each) => [each.name, optionTitle(each)])], "", (value) => { want.option = value; })),
      tell), out);
}

/** A trace: who the person is, and what happened in which week. */
function story(found) {
  const tales = found.stories ?? [found];
  return h("div", { class: "grid wide" }, tales.map((tale) => h("article", { class: "stack" },
    h("h3", { lang: "en" }, tale.title ?? tale.scenario ?? ""),
    tale.who ? h("p", { lang: "en" }, tale.who) : null,
    h("ol", { class: "plain story", lang: "en" }, (tale.events ?? []).map((each) => h("li", {}, h("span", { class: "muted small" }, each.date ? day(each.date) : ""), " ", each.what ?? each.text))))));
}
