// Beginning a flight: which service, with what already decided, for how long.

import { fill, h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { about, optionTitle, options, profileTitle, profiles, shockTitle, shocks } from "../../core/catalog.js";
import { plain } from "../../core/format.js";
import { said, t } from "../../core/i18n.js";
import { recall } from "../../core/keep.js";
import { go, link } from "../../core/router.js";
import { button, check, field, select } from "../../ui/field.js";
import { complain } from "../../ui/toast.js";
import { word } from "../../ui/term.js";

/** What a cockpit shows before somebody chose. */
export const SHOWN = ["unemployment_duration_weeks", "unmet_need_share", "client_satisfaction", "phone_answered_share", "cost_per_client", "staff_strain"];

export async function begin(body, notice = null) {
  const [all, plans, weather, { teaching }] = await Promise.all([profiles(), options(), shocks(), about()]);
  const want = { base: all[0].name, options: [], shocks: [], years: teaching.years, scale: teaching.scale, seed: 1, kpis: recall("kpis") ?? SHOWN };
  const kept = recall("flight");
  const seed = h("input", { class: "input", type: "number", min: 1, max: 1e9, step: 1, value: "1", onchange: () => { want.seed = Math.max(1, Math.round(Number(seed.value)) || 1); } });
  const go_ = button(t("fly.begin"), async () => {
    go_.disabled = true;
    go_.textContent = t("fly.warming");
    try {
      const { flight } = await post("/api/flights", want);
      go("fly", { flight });
    } catch (problem) {
      complain(problem);
      go_.disabled = false;
      go_.textContent = t("fly.begin");
    }
  }, { kind: "primary", id: "begin" });
  const picked = (list, name) => (on) => { const i = list.indexOf(name); if (on && i < 0) list.push(name); else if (!on && i >= 0) list.splice(i, 1); };
  fill(body,
    h("div", { class: "head" }, h("h1", {}, t("fly.title")), h("p", { class: "lead" }, t("fly.lead"))),
    notice && h("div", { class: "note" }, notice),
    kept && !notice && h("div", { class: "note row apart" }, h("span", {}, t("fly.kept")), h("a", { class: "button small", href: link("fly", { flight: kept }) }, t("fly.resume"))),
    h("div", { class: "grid three" },
      h("section", { class: "card stack" }, h("h2", {}, t("fly.service")),
        field(t("form.profile"), select(all.map((each) => [each.name, profileTitle(each)]), want.base, (value) => { want.base = value; }, { id: "profile" })),
        field(t("form.years"), select([2, 3, 5, 8, 10].map((n) => [n, t("form.years.n", { n })]), want.years, (value) => { want.years = Number(value); })),
        h("details", {}, h("summary", {}, t("form.finer")), h("div", { class: "stack" },
          field(t("form.scale"), select([...new Set([50, 100, 200, 500, 1000, 2000, want.scale])].sort((a, b) => a - b)
            .map((n) => [n, t("form.scale.n", { n: plain(n) })]), want.scale, (value) => { want.scale = Number(value); }), t("form.scale.help")),
          h("div", { class: "field" }, h("span", { class: "label" }, word("seed")), field(t("form.seed"), seed, t("form.seed.help"))))),
        h("div", {}, go_)),
      h("section", { class: "card stack" }, h("h2", {}, t("fly.decided")), h("p", { class: "muted small" }, t("fly.decided.text")),
        h("div", { class: "listbox" }, plans.map((each) => check(h("span", { lang: said(`option.${each.name}`, null) ? null : "en" }, optionTitle(each)), false, picked(want.options, each.name))))),
      h("section", { class: "card stack" }, h("h2", {}, t("fly.weather")), h("p", { class: "muted small" }, t("fly.weather.text")),
        h("div", { class: "listbox" }, weather.map((each) => check(h("span", { lang: said(`shock.${each.name}`, null) ? null : "en" }, shockTitle(each)), false, picked(want.shocks, each.name)))))));
}
