// The instruments: a chart a KPI, the flight against what it is compared with, and what the next quarter would bring.

import { fill, h } from "../core/dom.js";
import { amount, signed } from "../core/format.js";
import { t } from "../core/i18n.js";
import { kpi, kpiTitle } from "../core/catalog.js";
import { lineChart } from "../charts/lines.js";
import { legend } from "../charts/legend.js";
import { button } from "../ui/field.js";
import { chooseKpis } from "../ui/kpichooser.js";
import { kpiTerm, word } from "../ui/term.js";

export const HUES = { flight: 0, baseline: 2, no_decision: "base" };

const weeksOf = (values, from = 0) => values.map((_, i) => from + i);

/** Lines of one KPI as the chart takes them. */
export function linesOf(now, name) {
  const order = ["no_decision", "baseline", "flight"].filter((line) => now.series[line]?.[name]);
  const lines = order.map((line) => ({ name: t(`line.${line}`), hue: HUES[line], y: now.series[line][name], x: weeksOf(now.series[line][name]) }));
  const flown = now.series.flight?.[name] ?? [];
  if (now.ahead?.series[name]) {
    const last = now.ahead.from - 1;
    const joined = (values) => (last >= 0 ? { y: [flown[last], ...values], x: weeksOf([0, ...values], last) } : { y: values, x: weeksOf(values) });
    lines.push({ name: t("line.without"), hue: "0", style: "without", ...joined(now.ahead.without[name] ?? []) });
    lines.push({ name: t("line.ahead"), hue: "0", style: "ahead", ...joined(now.ahead.series[name]) });
  }
  return lines;
}

function verdictOf(name, difference, size) {
  const { direction } = kpi(name);
  if (direction === "neutral" || Math.abs(difference) <= size * 1e-4) return "";
  return (difference > 0) === (direction === "higher") ? "better" : "worse";
}

/** A long horizon opens up as the flight goes on, so that the first quarters are not a hair's breadth. */
const shownWeeks = (now) => (now.week < 80 ? Math.min(now.weeks, 104) : now.weeks);

function gauge(name, now) {
  const { unit } = kpi(name);
  const value = h("span", { class: "value" }), versus = h("span", { class: "small verdict" });
  const chart = lineChart({ height: 168, title: kpiTitle(name), unit, start: now.start, weeks: now.weeks, lines: [] });
  const node = h("section", { class: "card gauge", data: { kpi: name } }, h("h3", {}, kpiTerm(name)),
    h("p", {}, value), h("p", {}, versus), chart.box);
  function draw() {
    const flight = now.series.flight?.[name] ?? [], other = now.series.no_decision?.[name] ?? [];
    const last = flight.at(-1), than = other[flight.length - 1];
    value.textContent = amount(last, unit);
    const gap = last - than;
    const verdict = Number.isFinite(gap) ? verdictOf(name, gap, Math.abs(than)) : "";
    versus.className = `small ${verdict ? "verdict" : "muted"} ${verdict}`;
    versus.textContent = flight.length && Number.isFinite(gap) && Math.abs(gap) > Math.abs(than) * 1e-6
      ? [signed(gap, unit), verdict && t(`verdict.${verdict}`)].filter(Boolean).join(", ") : flight.length ? t("fly.same") : "";
    versus.title = t("fly.versus");
    chart.set({ lines: linesOf(now, name), weeks: shownWeeks(now), start: now.start,
      events: now.log.map((entry) => ({ week: entry.week, title: entry.title })) });
  }
  return { node, draw };
}

/** `send` asks for other KPIs. The board says in `data-redraw-ms` how long the last lever took to reach the charts. */
export function board(store, send, { note = () => {} } = {}) {
  const { now } = store;
  const grid = h("div", { class: "grid wide gauges" });
  const key = h("div", {});
  let gauges = [];
  const choose = button(t("fly.kpis"), async () => {
    const chosen = await chooseKpis(now.kpis, { most: 9 });
    if (chosen?.length) send({ type: "kpis", names: chosen, segment: now.segment });
  }, { kind: "small" });
  const node = h("div", { class: "stack", id: "board" }, h("div", { class: "row apart" }, key,
    h("div", { class: "row" }, h("span", { class: "small muted" }, word("same_luck"), " · ", word("moving")), choose)), grid);

  function build() {
    gauges = now.kpis.map((name) => gauge(name, now));
    fill(grid, gauges.map((each) => each.node));
    note(now.kpis);
  }
  let told = "";
  function explain() {
    const there = ["flight", "baseline", "no_decision"].filter((line) => now.series[line]).map((line) => ({ hue: HUES[line], name: t(`line.${line}`) }));
    if (now.ahead) there.push({ hue: 0, style: "ahead", name: t("line.ahead") }, { hue: 0, style: "without", name: t("line.without") });
    const names = there.map((each) => each.name).join();
    if (names !== told) { told = names; fill(key, legend(there)); }
  }
  let shown = "";
  function draw(what) {
    const wanted = `${now.kpis.join()}|${now.lines.join()}|${now.flight}`;
    if (wanted !== shown) { shown = wanted; build(); }
    for (const each of gauges) each.draw();
    explain();
    if (what === "decided") measure(node);
  }
  store.listen(draw);
  if (now.state) draw("state");
  return node;
}

/** From the letting go of a lever, and from the arrival of what it brings, until both are on the screen. */
function measure(node) {
  const arrived = performance.now(), [mark] = performance.getEntriesByName("lever");
  // Two frames on, what was drawn in the first has been painted.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    node.dataset.drawMs = Math.round(performance.now() - arrived);
    if (mark) node.dataset.redrawMs = Math.round(performance.now() - mark.startTime);
  }));
}
