// Tabs after the ARIA pattern: arrows move, the panel is built when it is first opened.

import { fill, h, uid } from "../core/dom.js";

/** `items`: [{name, title, build}]; `build` returns a node or a promise of one. `chosen` is told each change. */
export function tabs(items, { label, open = items[0].name, chosen = () => {} }) {
  const panel = h("div", { role: "tabpanel", id: uid("panel"), tabindex: 0 });
  const built = new Map();
  const buttons = items.map((item) => h("button", {
    type: "button", role: "tab", id: uid("tab"), "aria-controls": panel.id, data: { tab: item.name },
    onclick: () => select(item.name), onkeydown: (event) => keys(event, item.name),
  }, item.title));

  function keys(event, name) {
    const at = items.findIndex((item) => item.name === name);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = items[(to + items.length) % items.length].name;
    select(next);
    buttons.find((button) => button.dataset.tab === next).focus();
  }

  async function select(name) {
    for (const button of buttons) {
      const on = button.dataset.tab === name;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
      if (on) panel.setAttribute("aria-labelledby", button.id);
    }
    panel.dataset.tab = name;
    if (!built.has(name)) built.set(name, items.find((item) => item.name === name).build());
    const node = await built.get(name);
    if (panel.dataset.tab === name) fill(panel, node);
    chosen(name);
  }
  select(items.some((item) => item.name === open) ? open : items[0].name);
  return h("div", {}, h("div", { class: "tabs", role: "tablist", "aria-label": label }, buttons), panel);
}
