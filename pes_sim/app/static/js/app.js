// The frame: bar, language, light and dark; and the page the address names, loaded when it is first needed.

import { fill, h } from "./core/dom.js";
import { LANGUAGES, choose, language, start, t } from "./core/i18n.js";
import { PAGES, link, listen, where } from "./core/router.js";
import { about, ready } from "./core/catalog.js";
import { icon, mark } from "./ui/icons.js";
import { signIn } from "./ui/signin.js";

let main = null, links = [], leave = () => {}, arrival = 0;

function scheme() {
  const root = document.documentElement;
  const next = root.dataset.scheme === "dark" ? "light" : "dark";
  root.dataset.scheme = next;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    if (next === system) localStorage.removeItem("scheme");
    else localStorage.setItem("scheme", next);
  } catch { /* it holds until the page is left */ }
}

function tools() {
  const tongue = h("select", { class: "select narrow", "aria-label": t("app.language"), onchange: () => choose(tongue.value) },
    Object.entries(LANGUAGES).map(([key, name]) => h("option", { value: key, lang: key, selected: key === language() }, name)));
  return h("div", { class: "tools" }, tongue,
    h("button", { type: "button", class: "icon", id: "scheme", "aria-label": t("app.scheme"), title: t("app.scheme"), onclick: scheme }, icon("sun")));
}

function shell() {
  links = PAGES.map((page) => h("a", { href: link(page), data: { page } }, t(`nav.${page}`)));
  main = h("main", { id: "main", tabindex: -1 });
  document.body.prepend(
    h("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, t("app.skip")),
    h("header", { class: "bar" }, h("div", { class: "bar-row" },
      h("a", { class: "brand", href: link("start"), "aria-label": t("app.home") }, mark(), h("span", {}, t("app.name"))),
      h("nav", { class: "nav", "aria-label": t("app.pages") }, links), tools())),
    main,
    h("footer", { class: "foot" }, h("span", {}, t("app.caveat")), h("span", { id: "version" })),
  );
}

async function show() {
  const mine = (arrival += 1);
  const { page, query } = where();
  leave();
  leave = () => {};
  for (const each of links) {
    if (each.dataset.page === page) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
  document.title = `${t(`nav.${page}`)} · ${t("app.name")}`;
  const left = new AbortController();
  try {
    const [module] = await Promise.all([import(`./pages/${page}/page.js`), ready()]);
    if (mine !== arrival) return;
    leave = () => left.abort();
    const body = h("div", { class: "page", data: { page } });
    fill(main, body);
    await module.show(body, query, left.signal);
    main.dataset.ready = page;
  } catch (problem) {
    if (mine !== arrival || problem.name === "AbortError") return;
    console.error(problem);
    if (problem.status === 401) fill(main, signIn(show));
    else fill(main, h("div", { class: "note bad", role: "alert" }, h("h1", {}, t("error.page")), h("p", {}, problem.message)));
    main.dataset.ready = page;
  }
  if (arrival > 1) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

await start();
shell();
listen(show);
about().then((found) => { document.getElementById("version").textContent = `${t("app.version", { version: found.version })}`; }, () => {});
