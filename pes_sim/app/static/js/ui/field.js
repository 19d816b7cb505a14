// Labelled controls.

import { h, uid } from "../core/dom.js";

/** A label over `control`, with help under it. */
export function field(label, control, help = null) {
  const id = control.id || uid("field");
  control.id = id;
  const hint = help ? h("p", { class: "help", id: `${id}-help` }, help) : null;
  if (hint) control.setAttribute("aria-describedby", hint.id);
  return h("div", { class: "field" }, h("label", { for: id }, label), control, hint);
}

/** A drop-down; `choices`: [[value, text]] or [{group, choices}]. */
export function select(choices, value, change, props = {}) {
  const option = ([each, text]) => h("option", { value: each, selected: String(each) === String(value) }, text);
  const node = h("select", { class: "select", ...props, onchange: () => change(node.value) }, choices.map((each) => (
    Array.isArray(each) ? option(each) : h("optgroup", { label: each.group }, each.choices.map(option)))));
  return node;
}

/** Some of a few, as buttons; `kind` "radio" for one of them. */
export function choices(label, items, value, change, { kind = "radio", hidden = false } = {}) {
  const name = uid("choice");
  const on = (each) => (kind === "radio" ? each === value : value.includes(each));
  return h("fieldset", { class: "stack tight" }, h("legend", { class: hidden ? "unseen" : null }, label),
    h("div", { class: "choices" }, items.map(([each, text]) => {
      const input = h("input", { type: kind, name, value: each, checked: on(each), onchange: () => change(each, input.checked) });
      return h("label", { class: "choice" }, input, h("span", {}, text));
    })));
}

export function check(text, checked, change, help = null) {
  const input = h("input", { type: "checkbox", checked, onchange: () => change(input.checked) });
  return h("label", { class: "check" }, input, h("span", {}, text, help && h("span", { class: "help block" }, help)));
}

export function button(text, click, { kind = "", icon = null, ...props } = {}) {
  return h("button", { type: "button", class: `button ${kind}`, onclick: click, ...props }, icon, text);
}
