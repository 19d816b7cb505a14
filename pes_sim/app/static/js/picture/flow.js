// The service as a picture: people reach it through channels, wait in queues, are served by staff who work in systems.
// The width of a stream is its share of the week's contacts; what is overloaded is lit up, and says so in words.

import { s } from "../core/dom.js";
import { amount, plain } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { plot, zoom } from "../charts/frame.js";

const Z = zoom(), HEIGHT = Math.round(460 * Z), TOP = 40, BOX = Math.round(46 * Z), POOL = Math.round(62 * Z);
/** Which pool of staff a channel leads to; the others are served by software. */
const SERVES = { counter: "front", phone: "phone", post: "back", message: "back", video: "caseworkers" };

const label = (kind, name) => (has(`${kind}.${name}`) ? t(`${kind}.${name}`) : name);

function box({ x, y, width, height = BOX, title, lines, hot, lang = null }) {
  return s("g", { class: `node${hot ? " hot" : ""}` },
    s("title", {}, `${title}: ${lines.filter(Boolean).join(", ")}${hot ? `. ${t("inside.overload")}` : ""}`),
    s("rect", { x, y, width, height, rx: 8 }),
    s("text", { class: "node-title", x: x + 10, y: y + 18 * Z, lang }, clip(title, hot ? width - 22 : width)),
    lines.filter(Boolean).slice(0, 2).map((line, i) => s("text", { class: "node-line", x: x + 10, y: y + (34 + 14 * i) * Z }, clip(line, width - 4, 6))),
    hot && s("g", { class: "flare", transform: `translate(${x + width - 14} ${y + 12})` }, s("circle", { r: 8 }),
      s("text", { y: 4, "text-anchor": "middle" }, "!")));
}

/** Cut to what fits, by the mean width of a letter; the whole text is in the title. */
const clip = (text, width, per = 7.2) => (text.length * per * Z > width - 16 ? `${text.slice(0, Math.max(3, Math.floor((width - 24) / (per * Z))))}…` : text);

function stream(x0, y0, x1, y1, width, hot) {
  const mid = (x0 + x1) / 2;
  const d = `M${x0} ${y0}C${mid} ${y0} ${mid} ${y1} ${x1} ${y1}`;
  return s("g", { class: `stream${hot ? " hot" : ""}` }, s("path", { d, class: "bed", "stroke-width": width }),
    s("path", { d, class: "drift", "stroke-width": Math.max(1, Math.min(3, width / 3)) }));
}

/** Rows spread over the height of the picture. */
function spread(n, height) {
  const gap = (HEIGHT - TOP) / Math.max(1, n);
  return Array.from({ length: n }, (_, i) => TOP + gap * i + (gap - height) / 2);
}

export function flowPicture() {
  let look = null;
  const chart = plot({ height: HEIGHT, label: t("inside.flow.label"), draw });
  chart.box.classList.add("picture");
  const marks = s("g");
  chart.svg.append(marks);

  function draw(width) {
    if (!look) return;
    const narrow = width < 700;
    const columns = narrow ? [0, 0.245, 0.52, 0.765] : [0, 0.27, 0.54, 0.79];
    const wide = narrow ? [0.19, 0.2, 0.2, 0.235] : [0.19, 0.19, 0.18, 0.21];
    const at = columns.map((share) => share * width), size = wide.map((share) => share * width);
    const heads = ["people", "channels", "staff", "systems"].map((name, i) => s("text", { class: "column", x: at[i], y: 20 }, t(`inside.column.${name}`)));

    const open = look.channels.filter((each) => each.contacts > 0 || each.open > 0);
    const total = open.reduce((sum, each) => sum + each.contacts, 0) || 1;
    const channelY = spread(open.length, Math.min(BOX, (HEIGHT - TOP) / Math.max(1, open.length) - 6));
    const tall = Math.min(BOX, (HEIGHT - TOP) / Math.max(1, open.length) - 6);
    const staffY = spread(look.staff.length, POOL);
    const systems = look.systems.slice(0, 9);
    const high = Math.min(BOX, (HEIGHT - TOP) / Math.max(1, systems.length) - 6);
    const systemY = spread(systems.length, high);
    const registerY = TOP + 24 + BOX + 40;
    const tallest = Math.round(80 * Z);
    const queueOf = Object.fromEntries(look.queues.map((each) => [each.name, each]));

    const streams = [];
    open.forEach((each, i) => {
      const weight = Math.max(1.5, (44 * each.contacts) / total);
      streams.push(stream(at[0] + size[0], registerY + tallest / 2, at[1], channelY[i] + tall / 2, weight, false));
      const pool = look.staff.findIndex((one) => one.name === SERVES[each.name]);
      if (pool >= 0) streams.push(stream(at[1] + size[1], channelY[i] + tall / 2, at[2], staffY[pool] + POOL / 2, weight, look.staff[pool].overload));
      else {
        const to = systems.findIndex((one) => one.channels?.includes(each.name));
        if (to >= 0) streams.push(stream(at[1] + size[1], channelY[i] + tall / 2, at[3], systemY[to] + high / 2, weight, systems[to].overload));
      }
    });
    look.staff.forEach((pool, p) => systems.forEach((each, i) => {
      const telephony = Object.entries(SERVES).some(([channel, name]) => name === pool.name && each.channels?.includes(channel));
      if (each.staff_tool || telephony) streams.push(stream(at[2] + size[2], staffY[p] + POOL / 2, at[3], systemY[i] + high / 2, 1.5, each.overload));
    }));

    const people = [
      box({ x: at[0], y: TOP + 14, width: size[0], title: t("inside.entries"), lines: [t("inside.weekly", { n: plain(look.entries) })] }),
      box({ x: at[0], y: registerY, width: size[0], height: tallest, title: t("inside.register"), lines: [plain(look.register), t("inside.measures", { n: plain(look.in_measures) })] }),
      box({ x: at[0], y: registerY + tallest + 44, width: size[0], title: t("inside.towork"), lines: [t("inside.weekly", { n: plain(look.to_work) })] }),
      box({ x: at[0], y: registerY + tallest + 56 + BOX, width: size[0], title: t("inside.leave"), lines: [t("inside.weekly", { n: plain(Math.max(0, look.exits - look.to_work)) })] }),
      s("path", { class: "arrow", d: `M${at[0] + 30} ${TOP + 14 + BOX}V${registerY - 3}` }),
      s("path", { class: "arrow", d: `M${at[0] + 30} ${registerY + tallest}V${registerY + tallest + 41}` }),
    ];
    marks.replaceChildren(...heads, ...streams, ...people,
      ...open.map((each, i) => box({ x: at[1], y: channelY[i], width: size[1], height: tall, title: label("channel", each.name), hot: each.overload,
        lines: [`${amount(each.share, "share", 2)}${each.failed > 0 ? ` · ${t("inside.failed", { share: amount(each.failed, "share", 2) })}` : ""}`] })),
      ...look.staff.map((each, i) => {
        const queue = queueOf[each.name];
        return box({ x: at[2], y: staffY[i], width: size[2], height: POOL, title: label("pool", each.name), hot: each.overload || queue?.overload,
          lines: [each.utilisation === null || each.utilisation === undefined ? null : t("inside.busy", { share: amount(each.utilisation, "share", 3) }),
            Number.isFinite(queue?.waiting) ? t("inside.waiting", { n: plain(queue.waiting) }) : t("inside.present", { n: plain(each.present) })] });
      }),
      ...systems.map((each, i) => box({ x: at[3], y: systemY[i], width: size[3], height: high, title: each.name, lang: "en", hot: each.overload,
        lines: [each.available < 0.999 ? t("inside.up", { share: amount(each.available, "share", 3) }) : t("inside.debt", { share: amount(each.debt, "share", 2) })] })));
  }
  return { node: chart.box, set(found) { look = found; chart.redraw(); } };
}
