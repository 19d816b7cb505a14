// What to take away: the brief, the data, the scenario files, and a link to this view.

import { h } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { t } from "../../core/i18n.js";
import { button } from "../../ui/field.js";
import { icon } from "../../ui/icons.js";
import { complain, toast } from "../../ui/toast.js";

const KINDS = [["brief.html", "html"], ["brief.pdf", "pdf"], ["comparison.csv", "comparison"], ["kpis.csv", "kpis"], ["kpis.parquet", "parquet"]];

export function filesTab(all, want) {
  const there = new Set(all.found.downloads);
  const path = (name) => `/api/jobs/${all.job}/files/${name.split("/").map(encodeURIComponent).join("/")}`;
  const scenarios = [...there].filter((name) => name.startsWith("scenarios/"));
  const address = h("input", { class: "input", readonly: true, "aria-label": t("files.link"), hidden: true, id: "share-link" });
  const share = button(t("files.share"), async () => {
    try {
      const { job: _, start: __, ...state } = want;
      const { url } = await post("/api/share", { view: "compare", state: { ...state, job: all.job } });
      address.value = new URL(url, location.href).href;
      address.hidden = false;
      address.select();
      await navigator.clipboard?.writeText(address.value).then(() => toast(t("files.copied")), () => {});
    } catch (problem) { complain(problem); }
  }, { icon: icon("link"), id: "share" });
  return h("div", { class: "grid three", id: "files" },
    h("section", { class: "card stack" }, h("h2", {}, t("files.brief")), h("p", { class: "muted" }, t("files.brief.text")),
      KINDS.slice(0, 2).map(([name, key]) => (there.has(name) ? h("a", { class: "button", href: path(name), download: name }, icon("down"), t(`files.${key}`)) : h("p", { class: "help" }, t(`files.no.${key}`))))),
    h("section", { class: "card stack" }, h("h2", {}, t("files.data")), h("p", { class: "muted" }, t("files.data.text")),
      KINDS.slice(2).filter(([name]) => there.has(name)).map(([name, key]) => h("a", { class: "button", href: path(name), download: name }, icon("down"), t(`files.${key}`)))),
    h("section", { class: "card stack" }, h("h2", {}, t("files.scenarios")), h("p", { class: "muted" }, t("files.scenarios.text")),
      scenarios.map((name) => h("a", { class: "button", href: path(name), download: name.slice(10) }, icon("down"), h("span", { class: "code" }, name.slice(10))))),
    h("section", { class: "card stack" }, h("h2", {}, t("files.link")), h("p", { class: "muted" }, t("files.link.text")), share, address));
}
