// What is compared: service, options, shocks, size.

import { at, get, post } from "../../core/api.js";
import { download, fill, h } from "../../core/dom.js";
import { levers as leversOf, optionTitle, profileTitle, shockTitle } from "../../core/catalog.js";
import { plain } from "../../core/format.js";
import { foreign, t } from "../../core/i18n.js";
import { button, check, field, select } from "../../ui/field.js";
import { icon } from "../../ui/icons.js";
import { word } from "../../ui/term.js";
import { dialog } from "../../ui/dialog.js";
import { complain } from "../../ui/toast.js";
import { editor } from "./editor.js";
import { pasted } from "./paste.js";

export const fresh = (teaching, base) => ({ base, years: teaching.years, scale: teaching.scale, seeds: 4, shocks: [], settings: {}, options: [] });

/** Names an option of the form as it will be called. */
export const called = (option, plans) => {
  if (option.name) return optionTitle(plans.find((each) => each.name === option.name) ?? { name: option.name, title: option.name });
  return option.title ?? t("form.pasted");
};

const en = (key, text) => h("span", { lang: foreign(key) ? "en" : null }, text);

/** `want` is changed in place; `run` starts. `lists`: {all, plans, weather, limits, levers}. */
export function form(want, run, lists) {
  const { all, plans, weather, limits } = lists;
  const chosen = h("ul", { class: "plain stack tight", id: "chosen" }), start = button(t("compare.run"), () => run(), { kind: "primary", id: "run" });
  const library = h("div", { class: "listbox" });

  async function save({ title, changes }) {
    const { base, years, scale, settings } = want;
    try {
      const text = await post("/api/scenario", { base, years, scale, settings, shocks: want.shocks, options: [{ title, changes }] }, { raw: true });
      download(`${title.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "") || "option"}.yaml`, text, "application/yaml");
    } catch (problem) { complain(problem); }
  }
  function own(option) {
    return dialog(t("editor.title"), editor(option, want, lists.levers, { save }), { accept: t("editor.accept"), wide: true });
  }
  /** Opens a copy of a library option; it takes the option's place once it is accepted. */
  async function copy(option, i) {
    try {
      const found = await get(at(`/api/options/${encodeURIComponent(option.name)}`, { base: want.base }));
      const mine = { title: t("editor.copy", { title: called(option, plans) }).slice(0, 120), changes: found.changes.map((each) => each.item), told: found.changes.map(({ when, what, until }) => ({ when, what, until })) };
      if (await own(mine) && mine.changes.length) { want.options[i] = mine; draw(); }
    } catch (problem) { complain(problem); }
  }
  async function make() {
    const option = { title: t("editor.untitled", { n: want.options.filter((each) => each.changes).length + 1 }), changes: [] };
    if (await own(option) && option.changes.length) { want.options.push(option); draw(); }
  }
  async function paste() {
    const option = await pasted(want.base);
    if (option) { want.options.push(option); draw(); }
  }
  function draw() {
    fill(chosen, want.options.length ? want.options.map((option, i) => h("li", { class: "row apart nowrap" },
      option.name ? en(`option.${option.name}`, called(option, plans)) : h("span", { class: "strong" }, called(option, plans)),
      h("span", { class: "row nowrap" }, 
        option.changes ? button(t("form.edit"), async () => { await own(option); draw(); }, { kind: "small quiet", "aria-label": `${t("form.edit")}: ${called(option, plans)}` })
          : option.name && button(t("form.copy"), () => copy(option, i), { kind: "small quiet", "aria-label": `${t("form.copy")}: ${called(option, plans)}` }),
        h("button", { type: "button", class: "icon", "aria-label": t("form.remove", { title: called(option, plans) }), onclick: () => { want.options.splice(i, 1); draw(); } }, icon("close")))))
      : h("li", { class: "muted" }, t("form.nooption")));
    fill(library, plans.map((each) => check(en(`option.${each.name}`, optionTitle(each)), want.options.some((option) => option.name === each.name), (on) => {
      want.options = on ? [...want.options, { name: each.name }] : want.options.filter((option) => option.name !== each.name);
      draw();
    })));
    const over = want.options.length > limits.max_options;
    start.disabled = !want.options.length || over;
    start.title = over ? t("form.toomany", { n: limits.max_options }) : "";
  }
  draw();
  const seeds = [2, 4, 6, 12, 20].filter((n) => n <= limits.max_seeds);
  return h("form", { class: "stack", id: "form", onsubmit: (event) => event.preventDefault() },
    h("section", { class: "card stack" }, h("h2", {}, t("form.what")),
      field(t("form.profile"), select(all.map((each) => [each.name, profileTitle(each)]), want.base, async (value) => {
        want.base = value;
        want.start = all.find((each) => each.name === value).start;
        try { lists.levers = await leversOf(value); } catch (problem) { complain(problem); }
      })),
      h("div", { class: "stack tight" }, h("h3", {}, word("option", t("form.options"))), chosen,
        h("details", { open: !want.options.length }, h("summary", {}, t("form.library", { n: plans.length })), library),
        h("div", { class: "row" }, button(t("form.own"), make, { kind: "small", icon: icon("plus"), id: "own" }), button(t("form.paste"), paste, { kind: "small", id: "paste" }))),
      h("details", { open: want.shocks.length > 0 }, h("summary", {}, t("form.shocks")), h("p", { class: "help" }, t("form.shocks.help")),
        weather.map((each) => check(en(`shock.${each.name}`, shockTitle(each)), want.shocks.includes(each.name), (on) => {
          want.shocks = on ? [...want.shocks, each.name] : want.shocks.filter((name) => name !== each.name);
        }))),
      h("details", {}, h("summary", {}, t("form.finer")), h("div", { class: "stack" },
        field(t("form.years"), select([1, 2, 3, 5, 8, 10, 15].filter((n) => n <= limits.max_years).map((n) => [n, t("form.years.n", { n })]), want.years, (value) => { want.years = Number(value); })),
        field(t("form.seeds"), select(seeds.map((n) => [n, t("form.seeds.n", { n })]), want.seeds, (value) => { want.seeds = Number(value); }), t("form.seeds.help")),
        field(t("form.scale"), select([...new Set([50, 100, 200, 500, 1000, 2000, want.scale])].sort((a, b) => a - b).map((n) => [n, t("form.scale.n", { n: plain(n) })]), want.scale,
          (value) => { want.scale = Number(value); }), t("form.scale.help")))),
      h("div", { class: "row form-foot" }, start)));
}
