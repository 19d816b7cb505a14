// Winners and losers: of every group, the share better off, worse off and unmoved.

import { h, s } from "../core/dom.js";
import { amount } from "../core/format.js";
import { t } from "../core/i18n.js";

/** `rows`: [{name, better, worse, people}] with shares of one. Bars are drawn in percent, so they need no layout. */
export function shareBars(rows, label) {
  const most = Math.max(0.02, ...rows.map((row) => Math.max(row.better, row.worse)));
  const bar = (share, left) => {
    const width = (50 * share) / most;
    return s("rect", { class: left ? "worse-fill" : "better-fill", x: left ? 50 - width : 50, y: 3, width, height: 14 });
  };
  return h("div", { class: "scroll" }, h("table", { "aria-label": label },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("people.group")), h("th", { scope: "col", class: "number" }, t("people.worse")),
      h("th", { scope: "col" }, h("span", { class: "unseen" }, t("people.picture"))), h("th", { scope: "col", class: "number" }, t("people.better")),
      h("th", { scope: "col", class: "number" }, t("people.mean")))),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name),
      h("td", { class: "number verdict worse" }, amount(row.worse, "share", 2)),
      h("td", { class: "bars" }, s("svg", { viewBox: "0 0 100 20", preserveAspectRatio: "none", class: "sharebar", "aria-hidden": "true" },
        s("rect", { class: "rest-fill", x: 0, y: 9, width: 100, height: 2 }), bar(row.worse, true), bar(row.better, false))),
      h("td", { class: "number verdict better" }, amount(row.better, "share", 2)),
      h("td", { class: "number" }, row.mean))))));
}
