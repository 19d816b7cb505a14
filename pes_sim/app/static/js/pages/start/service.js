// Step 1: which service. A profile, and a dozen questions for those who know their own better.

import { fill, h } from "../../core/dom.js";
import { at, get } from "../../core/api.js";
import { profileTitle, profiles } from "../../core/catalog.js";
import { inBrackets, isShare, plain, unitOf } from "../../core/format.js";
import { t } from "../../core/i18n.js";
import { button, choices, field, select } from "../../ui/field.js";

function asking(question, answers) {
  const now = answers[question.id];
  const title = question.question;
  const { why } = question;
  if (question.kind === "choice") {
    return h("div", { class: "stack tight", data: { question: question.id } },
      choices(title, question.choices.map((each) => [each.value, each.label]), now ?? question.default, (value) => {
        if (value === question.default) delete answers[question.id];
        else answers[question.id] = value;
      }), h("p", { class: "help" }, why));
  }
  const factor = isShare(question.unit) ? 100 : 1;
  const show = (value) => String(Number((value * factor).toPrecision(6)));
  const input = h("input", { class: "input", type: "number", step: "any", min: question.low * factor, max: question.high * factor, value: now === undefined ? "" : show(now), placeholder: t("start.today", { value: plain(question.default * factor) }) });
  input.addEventListener("change", () => {
    const value = Number(input.value) / factor;
    const fits = input.value === "" || (value >= question.low && value <= question.high);
    input.setAttribute("aria-invalid", String(!fits));
    if (input.value === "") delete answers[question.id];
    else if (fits) answers[question.id] = value;
  });
  return h("div", { data: { question: question.id } }, field(h("span", {}, title, inBrackets(unitOf(question.unit))), input, why));
}

export async function serviceStep({ told, next }) {
  const all = await profiles();
  const questions = h("div", { class: "grid three" }), about = h("p", { class: "muted" });
  async function draw() {
    const chosen = all.find((each) => each.name === told.base) ?? all[0];
    about.textContent = t("start.profile", { force: plain(chosen.labour_force), registered: plain(chosen.registered) });
    const asked = await get(at("/api/start/questions", { base: told.base }));
    fill(questions, asked.map((each) => asking(each, told.answers)));
  }
  await draw();
  return h("div", { class: "stack loose" },
    h("section", { class: "card stack" }, h("h2", { tabindex: -1 }, t("start.service")), h("p", {}, t("start.service.text")),
      field(t("form.profile"), select(all.map((each) => [each.name, profileTitle(each)]), told.base, (value) => { told.base = value; told.answers = {}; draw(); }, { id: "profile" })), about),
    h("section", { class: "card stack" }, h("h3", {}, t("start.questions")), h("p", { class: "muted" }, t("start.questions.text")), questions),
    h("div", { class: "row" }, button(t("start.next"), next, { kind: "primary", id: "next" })));
}
