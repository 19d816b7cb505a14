// The map of systems: oldest generation at the left, size by running cost, a ring for technical debt, lines for couplings.

import { h, s } from "../core/dom.js";
import { amount } from "../core/format.js";
import { t } from "../core/i18n.js";
import { plot } from "../charts/frame.js";
import { word } from "../ui/term.js";

const GENERATIONS = ["mainframe", "client_server", "web", "cloud"];
const HEIGHT = 420;

function ring(share, r) {
  const full = 2 * Math.PI * r;
  return { "stroke-dasharray": `${full * Math.min(1, share)} ${full}`, transform: "rotate(-90)" };
}

/** Where each system stands: a column a generation, spread over the height; the order keeps. */
function places(systems, width) {
  const there = GENERATIONS.filter((name) => systems.some((each) => each.generation === name));
  const found = new Map();
  there.forEach((name, column) => {
    const some = systems.filter((each) => each.generation === name);
    some.forEach((each, i) => {
      const gap = (HEIGHT - 70) / some.length;
      const sway = some.length > 3 ? (i % 2 ? 46 : -46) : 0;
      found.set(each.name, [((column + 0.5) * width) / there.length + sway, 50 + gap * (i + 0.5)]);
    });
  });
  return { found, there };
}

export function systemMap() {
  let look = null;
  const chart = plot({ height: HEIGHT, label: t("systems.label"), draw });
  chart.box.classList.add("picture");
  const marks = s("g"), table = h("div", { class: "scroll" });
  chart.svg.append(marks);

  function draw(width) {
    if (!look) return;
    const { found, there } = places(look.systems, width);
    const most = Math.max(...look.systems.map((each) => each.run_meur), 1e-9);
    const edges = look.couplings.filter(([from, to]) => found.has(from) && found.has(to)).map(([from, to]) => {
      const [x0, y0] = found.get(from), [x1, y1] = found.get(to);
      const hot = look.systems.some((each) => (each.name === from || each.name === to) && each.overload);
      const bend = Math.abs(x0 - x1) < 60 ? 70 : 0;
      return s("path", { class: `coupling${hot ? " hot" : ""}`, d: `M${x0} ${y0}Q${(x0 + x1) / 2 + bend} ${(y0 + y1) / 2 - 18} ${x1} ${y1}` }, s("title", {}, t("systems.coupling", { from, to })));
    });
    const nodes = look.systems.map((each) => {
      const [x, y] = found.get(each.name), r = 13 + 17 * Math.sqrt(each.run_meur / most);
      return s("g", { class: `system${each.overload ? " hot" : ""}`, transform: `translate(${x} ${y})` },
        s("title", {}, `${each.name}: ${t("inside.debt", { share: amount(each.debt, "share", 2) })}, ${t("inside.up", { share: amount(each.available, "share", 3) })}`),
        s("circle", { class: "disc", r }), s("circle", { class: "debt-bed", r: r + 4 }), s("circle", { class: "debt", r: r + 4, ...ring(each.debt, r + 4) }),
        each.overload && s("text", { class: "bang", y: 6, "text-anchor": "middle" }, "!"),
        s("text", { class: "node-title", y: r + 22, "text-anchor": "middle", lang: "en" }, each.name));
    });
    marks.replaceChildren(...there.map((name, i) => s("text", { class: "column", x: ((i + 0.5) * width) / there.length, y: 20, "text-anchor": "middle" }, t(`generation.${name}`))),
      ...edges, ...nodes);
  }
  function rows() {
    table.replaceChildren(h("table", {}, h("caption", { class: "unseen" }, t("systems.label")), h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, t("systems.name")), h("th", { scope: "col" }, word("generation", t("systems.generation"))), h("th", { scope: "col", class: "number" }, t("systems.age")),
      h("th", { scope: "col", class: "number" }, word("debt", t("systems.debt"))), h("th", { scope: "col", class: "number" }, t("systems.run")),
      h("th", { scope: "col", class: "number" }, word("availability", t("systems.available"))))),
    h("tbody", {}, look.systems.map((each) => h("tr", {}, h("th", { scope: "row", lang: "en" }, each.name, each.overload && h("span", { class: "chip hot" }, t("inside.trouble"))),
      h("td", {}, t(`generation.${each.generation}`)), h("td", { class: "number" }, amount(each.age_years, "years")), h("td", { class: "number" }, amount(each.debt, "share", 2)),
      h("td", { class: "number" }, amount(each.run_meur, "million EUR/year")), h("td", { class: "number" }, amount(each.available, "share", 3)))))));
  }
  return {
    node: h("div", { class: "stack" }, chart.box, h("details", {}, h("summary", {}, t("chart.table")), table)),
    set(found) { look = found; chart.redraw(); rows(); },
  };
}
