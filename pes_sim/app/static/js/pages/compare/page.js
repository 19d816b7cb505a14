// Compare: options against the service as it is, on the same people and the same luck.

import { fill, h } from "../../core/dom.js";
import { get, post } from "../../core/api.js";
import { about, levers, options, profiles, shocks } from "../../core/catalog.js";
import { t } from "../../core/i18n.js";
import { keep, recall } from "../../core/keep.js";
import { note } from "../../core/router.js";
import { watch } from "../../ui/job.js";
import { complain } from "../../ui/toast.js";
import { form, fresh } from "./form.js";
import { results } from "./results.js";

async function asked(query, teaching, base) {
  const share = query.get("share");
  if (share) return { ...fresh(teaching, base), ...(await get(`/api/share/${encodeURIComponent(share)}`)).state };
  const kept = { ...fresh(teaching, base), ...recall("compare", {}) };
  if (query.get("job")) kept.job = query.get("job");
  else if (query.get("options")) Object.assign(kept, { job: null, options: query.get("options").split(",").map((name) => ({ name })) });
  return kept;
}

export async function show(body, query, signal) {
  const [all, plans, weather, { teaching, limits }] = await Promise.all([profiles(), options(), shocks(), about()]);
  const want = await asked(query, teaching, all[0].name);
  if (!all.some((each) => each.name === want.base)) want.base = all[0].name;
  want.start = all.find((each) => each.name === want.base).start;
  const out = h("div", { class: "stack loose", id: "out", "aria-live": "polite" });
  const empty = () => fill(out, h("div", { class: "card quiet stack" }, h("h2", {}, t("compare.empty")), h("p", {}, t("compare.empty.text"))));

  async function follow(job) {
    const { node, result } = watch(job, { signal, text: t("compare.running") });
    fill(out, node);
    try {
      const found = await result;
      if (found) {
        fill(out, await results(job, found, want, plans));
        // Somebody else's job: the form shows what of it can be run again from the library.
        if (!want.options.length) { want.options = found.options.filter((each) => plans.some((plan) => plan.name === each.name)).map(({ name }) => ({ name })); fill(side, make()); }
        if (innerWidth < 1000) out.scrollIntoView();
      }
      else { fill(out, h("div", { class: "note" }, t("compare.cancelled"))); note({}); }
    } catch (problem) {
      if (problem.name === "AbortError") return;
      if (problem.status === 404) { want.job = null; keep("compare", want); return empty(); }
      fill(out, h("div", { class: "note bad", role: "alert" }, problem.message, h("ul", {}, (problem.problems ?? []).map((each) => h("li", {}, each.message)))));
    }
    return undefined;
  }
  async function run() {
    const { base, years, scale, seeds, settings } = want;
    try {
      const { job } = await post("/api/compare", { base, years, scale, seeds, settings, shocks: want.shocks,
        options: want.options.map((each) => (each.text ? { text: each.text } : each.changes ? { title: each.title, changes: each.changes } : { name: each.name })) });
      want.job = job;
      keep("compare", want);
      note({ job });
      await follow(job);
    } catch (problem) { complain(problem); }
  }
  const offered = { all, plans, weather, limits, levers: await levers(want.base) };
  const make = () => form(want, run, offered);
  const side = h("div", { class: "sticky" }, make());
  fill(body, h("div", { class: "head" }, h("h1", {}, t("compare.title")), h("p", { class: "lead" }, t("compare.lead"))), h("div", { class: "beside" }, side, out));
  if (want.job) follow(want.job);
  else empty();
  if (query.get("run")) run();
}
