// Calls to the server. Every failure becomes an ApiError whose message is fit to be read by a person.

import { language, t } from "./i18n.js";

export class ApiError extends Error {
  constructor(message, status = 0, problems = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

function reading(body, status) {
  const told = body?.error ?? {};
  const message = typeof told === "string" ? told : told.message;
  return new ApiError(message || t("error.status", { status }), status, told.problems ?? []);
}

async function call(method, path, body, { signal, token, raw } = {}) {
  const headers = { Accept: "application/json" };
  headers["Accept-Language"] = language();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiError(t("error.offline"));
  }
  if (raw && answer.ok) return answer.text();
  const found = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw reading(found, answer.status);
  return found;
}

export const get = (path, options) => call("GET", path, undefined, options);
export const post = (path, body = {}, options = undefined) => call("POST", path, body, options);
export const put = (path, body = {}, options = undefined) => call("PUT", path, body, options);
export const del = (path, options) => call("DELETE", path, undefined, options);

/** `path` with a query; nothing for what is null. */
export function at(path, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return kept.length ? `${path}?${new URLSearchParams(kept)}` : path;
}

const kept = new Map();
/** GET once a page's life: for what does not change while the server runs. */
export function once(path) {
  if (!kept.has(path)) kept.set(path, get(path).catch((problem) => { kept.delete(path); throw problem; }));
  return kept.get(path);
}
