// The picture of a flight, kept up to date while it is seen: it asks again whenever weeks have passed.

import { fill, h } from "../core/dom.js";
import { day } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { word } from "../ui/term.js";
import { flowPicture } from "./flow.js";
import { systemMap } from "./systems.js";

const name = (each) => ["pool", "channel", "queue"].map((kind) => `${kind}.${each}`).filter(has).map((key) => t(key))[0] ?? each;

export function livePicture(store, send) {
  const flow = flowPicture(), map = systemMap();
  const when = h("p", { class: "muted" }), lit = h("div", { class: "row", role: "status" });
  const node = h("div", { class: "stack loose", id: "picture" },
    h("section", { class: "card stack" }, h("div", { class: "row apart" }, h("h2", {}, t("inside.flow")), when), lit, h("div", { class: "scroll" }, flow.node),
      h("p", { class: "help" }, t("inside.flow.help"), " ", word("overload"), " · ", word("failed"))),
    h("section", { class: "card stack" }, h("h2", {}, t("systems.title")), h("p", { class: "help" }, t("systems.help")), map.node));
  let asked = false;
  const ask = () => { if (!asked) { asked = true; send({ type: "look" }); } };
  store.listen((what, now) => {
    if (what === "look") {
      asked = false;
      const look = now.look;
      when.textContent = look.date ? t("inside.when", { date: day(look.date) }) : "";
      fill(lit, look.overloaded.length ? [h("span", { class: "strong" }, t("inside.lit")), [...new Set(look.overloaded.map(name))].map((each) => h("span", { class: "chip hot" }, each))]
        : h("span", { class: "muted" }, t("inside.calm")));
      flow.set(look);
      map.set(look);
    } else if (node.isConnected && what !== "series") ask();
  });
  ask();
  return node;
}
