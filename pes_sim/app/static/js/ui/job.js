// Long work: progress, time left, cancel. The job lives on the server; a page that is loaded again finds it there.

import { h } from "../core/dom.js";
import { del, get } from "../core/api.js";
import { ApiError } from "../core/api.js";
import { duration, plain } from "../core/format.js";
import { t } from "../core/i18n.js";
import { button } from "./field.js";

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/**
 * Shows job `id` in the node it returns and resolves `result` with what the job gives, or null when it was cancelled.
 * `signal` ends the watching, not the job.
 */
export function watch(id, { signal = null, text = t("job.running") } = {}) {
  const bar = h("i"), line = h("span", { class: "muted small" }, t("job.queued"));
  const meter = h("div", { class: "meter", role: "progressbar", "aria-label": text, "aria-valuemin": 0, "aria-valuemax": 100 }, bar);
  bar.style.setProperty("transform", "scaleX(0)");
  const stop = button(t("job.cancel"), () => { stop.disabled = true; del(`/api/jobs/${id}`).catch(() => {}); }, { kind: "small" });
  const node = h("div", { class: "card stack tight", "aria-busy": "true" },
    h("div", { class: "row apart" }, h("span", { class: "strong" }, text), stop), meter, line);
  const began = performance.now();

  function show({ state, done, total }) {
    const share = total ? Math.min(1, done / total) : 0;
    bar.style.setProperty("transform", `scaleX(${share})`);
    meter.setAttribute("aria-valuenow", Math.round(100 * share));
    const spent = (performance.now() - began) / 1000;
    if (state === "queued") line.textContent = t("job.queued");
    else if (!total) line.textContent = t("job.preparing");
    else line.textContent = t("job.line", { done: plain(done), total: plain(total), left: share > 0.02 ? duration((spent * (1 - share)) / share) : t("job.unknown") });
  }

  async function follow() {
    for (let wait = 120; ; wait = Math.min(wait * 1.4, 700)) {
      if (signal?.aborted) throw new DOMException("left", "AbortError");
      const now = await get(`/api/jobs/${id}`, { signal });
      show(now);
      if (now.state === "done") return get(`/api/jobs/${id}/result`, { signal });
      if (now.state === "cancelled") return null;
      if (now.state === "failed") throw failure(now);
      await pause(wait);
    }
  }
  const result = follow();
  result.then(() => node.remove(), () => node.remove());
  return { node, result };
}

function failure({ error, message }) {
  const told = typeof error === "string" ? error : error?.message;
  return new ApiError(told || message || t("job.failed"), 500, error?.problems ?? []);
}
