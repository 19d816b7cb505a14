// Numbers with their units, dates, differences: one way of writing each.

import { has, language, t } from "./i18n.js";

const formats = new Map();
/** Where a language leaves the order of day and month open, one that does not. */
const LOCALES = { en: "en-GB", de: "de-AT" };
const locale = () => LOCALES[language()] ?? language();

function formatter(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(locale(), options));
  return formats.get(key);
}

/** Digits that matter: three, but never a thousand rounded away. */
export function plain(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return t("number.none");
  const size = Math.abs(value);
  if (size >= 10 ** (digits - 1)) return formatter({ maximumFractionDigits: 0 }).format(value);
  return formatter({ maximumSignificantDigits: digits }).format(size < 1e-12 ? 0 : value);
}

/** Shares are shown as percentages. */
export const isShare = (unit) => unit === "share" || unit === "probability" || unit === "share of value";

/** The unit as words: "weeks", "million EUR a year". */
export function unitOf(unit) {
  if (!unit || isShare(unit)) return isShare(unit) ? t("unit.percent") : "";
  return has(`unit.${unit}`) ? t(`unit.${unit}`) : unit;
}

/** The unit in brackets, as a label has it behind a name; nothing where there is none. */
export function inBrackets(unit) {
  return !unit ? "" : unit.startsWith("(") ? ` ${unit}` : ` (${unit})`;
}

/** A value without its unit, on the scale on which it is shown. */
export function bare(value, unit, digits = 3) {
  return plain(isShare(unit) && Number.isFinite(value) ? value * 100 : value, digits);
}

/** A unit behind a number; one that begins with a hyphen ("-fach") joins it. */
const behind = (word) => (!word ? "" : word.startsWith("-") ? word : `\u00a0${word}`);

/** A value with its unit: "38.7 weeks", "12.4 %". */
export function amount(value, unit, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return t("number.none");
  const word = unitOf(unit);
  return `${bare(value, unit, digits)}${behind(word)}`;
}

/** A difference with its sign; shares differ by percentage points. */
export function signed(value, unit, digits = 3, withUnit = true) {
  if (value === null || value === undefined || !Number.isFinite(value)) return t("number.none");
  const sign = value > 0 ? "+" : value < 0 ? "\u2212" : "\u00b1";
  const word = !withUnit ? "" : isShare(unit) ? t("unit.points") : unitOf(unit);
  return `${sign}${bare(Math.abs(value), unit, digits)}${behind(word)}`;
}

/** A difference with as many digits as its 95 % interval leaves it: no more than the half-width tells. */
export function signedBeside(value, low, high, unit) {
  const half = (high - low) / 2;
  if (!Number.isFinite(half) || low === null || half <= 0 || !Number.isFinite(value) || !value) return signed(value, unit);
  const scale = isShare(unit) ? 100 : 1;
  const digits = Math.floor(Math.log10(Math.abs(value * scale))) - Math.floor(Math.log10(half * scale)) + 1;
  return signed(value, unit, Math.max(1, Math.min(3, digits)));
}

const asDate = (value) => (value instanceof Date ? value : new Date(`${value}T00:00:00Z`));

export function day(value) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(asDate(value));
}

export function month(value) {
  return new Intl.DateTimeFormat(locale(), { month: "short", year: "numeric", timeZone: "UTC" }).format(asDate(value));
}

/** The first day of `week` after `start` as "2027-03-01". */
export function dateOfWeek(start, week) {
  const at = asDate(start);
  return new Date(at.getTime() + week * 7 * 86400e3).toISOString().slice(0, 10);
}

/** Whole weeks from `start` to `date`. */
export const weekOfDate = (start, date) => Math.floor((asDate(date) - asDate(start)) / (7 * 86400e3));

/** Seconds in words for a progress line. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return t("number.none");
  if (seconds < 90) return t("time.seconds", { n: Math.max(1, Math.round(seconds)) });
  return t("time.minutes", { n: Math.round(seconds / 60) });
}
