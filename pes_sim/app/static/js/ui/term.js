// A word that can be asked what it means: a dotted underline, and a small window with the answer and where to read on.

import { h, uid } from "../core/dom.js";
import { amount, unitOf } from "../core/format.js";
import { foreign, has, said, t } from "../core/i18n.js";
import { kpi, kpiDetail, kpiTitle, leverTitle, parameter } from "../core/catalog.js";
import { link } from "../core/router.js";

let shown = null;

function hide(back = false) {
  if (!shown) return;
  const { box, from } = shown;
  shown = null;
  box.remove();
  from.setAttribute("aria-expanded", "false");
  if (back) from.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (shown && !shown.box.contains(event.target) && !shown.from.contains(event.target)) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) hide(true);
});
window.addEventListener("scroll", (event) => {
  if (shown && !shown.box.contains(event.target)) hide();
}, true);

function place(box, from) {
  const at = from.getBoundingClientRect(), width = box.offsetWidth, height = box.offsetHeight;
  const left = Math.max(12, Math.min(at.left, innerWidth - width - 12));
  const below = at.bottom + 6 + height < innerHeight;
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${below ? at.bottom + 6 : Math.max(12, at.top - height - 6)}px`);
}

async function open(from, body) {
  hide();
  const name = uid("pop");
  const box = h("div", { class: "pop", id: name, role: "dialog", "aria-label": from.textContent, tabindex: -1 }, t("loading"));
  (from.closest("dialog") ?? document.body).append(box);
  shown = { box, from };
  from.setAttribute("aria-expanded", "true");
  place(box, from);
  box.focus({ preventScroll: true });
  let found;
  try { found = await body(); } catch (problem) { found = h("p", {}, problem.message); }
  if (shown?.box !== box) return;
  box.replaceChildren(...[found].flat());
  place(box, from);
}

/** A button that reads as a word; `body` gives (a promise of) what the window holds. */
export function ask(label, body) {
  const button = h("button", { type: "button", class: "term", "aria-expanded": "false", "aria-haspopup": "dialog" }, label);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (shown?.from === button) hide(true);
    else open(button, body);
  });
  return button;
}

/** A word of the glossary. */
export function word(name, label = null) {
  return ask(label ?? t(`glossary.${name}.word`), () => [
    h("p", { class: "strong" }, t(`glossary.${name}.word`)),
    h("p", {}, t(`glossary.${name}.text`)),
    h("p", {}, h("a", { href: link("explain", { word: name }) }, t("explain.more"))),
  ]);
}

/** Data in English inside a page of another language says so to screen readers. */
export const english = (key, text) => (foreign(key) ? h("span", { lang: "en" }, text) : text);

const rows = (pairs) => h("dl", {}, pairs.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

/** A KPI's name that leads to its definition. */
export function kpiTerm(name, label = null) {
  return ask(label ?? english(`kpi.${name}`, kpiTitle(name)), async () => {
    const found = kpi(name).formula ? kpi(name) : await kpiDetail(name);
    return [
      h("p", { class: "strong" }, english(`kpi.${name}`, kpiTitle(name))),
      rows([
        [t("explain.formula"), h("span", { lang: "en" }, found.formula)],
        [t("explain.unit"), unitOf(found.unit)],
        [t("explain.direction"), t(`direction.${found.direction}`)],
        [t("explain.source"), h("span", { lang: "en" }, found.source)],
      ]),
      h("p", {}, h("a", { href: link("explain", { kpi: name }) }, t("explain.more"))),
    ];
  });
}

/** A parameter's name that leads to what it means, where its value comes from and how far to trust it. */
export function leverTerm(path, label = null, base = null) {
  return ask(label ?? leverTitle(path), async () => {
    const found = await parameter(path, base);
    return [
      h("p", { class: "strong" }, leverTitle(path)),
      h("p", { lang: "en" }, found.meaning),
      rows([
        [t("explain.value"), amount(found.value, found.unit)],
        [t("explain.range"), `${amount(found.low, found.unit)} – ${amount(found.high, found.unit)}`],
        [t("explain.grade"), found.grade ? `${found.grade}: ${said(`grade.${found.grade}`, found.grade_meaning)}` : null],
        [t("explain.source"), h("span", { lang: "en" }, found.source)],
      ]),
      h("p", {}, h("a", { href: link("explain", { parameter: path }) }, t("explain.more"))),
    ];
  });
}

export const hasWord = (name) => has(`glossary.${name}.word`);
