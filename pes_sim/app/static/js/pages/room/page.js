// Room: a trainer opens one, teams join with its code. The role on this screen is kept with the room's key in this browser.

import { fill, h } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { t } from "../../core/i18n.js";
import { keep, recall } from "../../core/keep.js";
import { entrance } from "./entrance.js";
import { teamScreen } from "./team.js";
import { trainerScreen } from "./trainer.js";

export const seat = (code) => recall(`room.${code}`);
export const take = (code, held) => keep(`room.${code}`, held);

export async function show(body, query, signal) {
  const code = (query.get("code") ?? "").trim().toUpperCase();
  const held = code ? seat(code) : null;
  if (!held) return entrance(body, code);
  let room;
  try {
    room = await get(`/api/rooms/${encodeURIComponent(code)}`, { signal });
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    take(code, null);
    return entrance(body, "", t("room.gone", { code }));
  }
  const stage = h("div", { class: "stack loose" });
  fill(body, stage);
  return (held.role === "trainer" ? trainerScreen : teamScreen)(stage, { code, ...held, room, signal });
}
