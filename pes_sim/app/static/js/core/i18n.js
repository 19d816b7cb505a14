// Words. Every text a reader meets is in lang/*.json; the code holds keys only. What the server says
// comes in the language it is asked in; titles of KPIs and library entries are in lang/content.*.json; what describes the
// model's mechanics (meanings, formulas, sources) is English.

export const LANGUAGES = { en: "English", de: "Deutsch" };

let words = {};
let english = {};
let current = "en";

const base = new URL("../../lang/", import.meta.url);

async function table(name) {
  const answer = await fetch(new URL(`${name}.json`, base));
  if (!answer.ok) throw new Error(`language file ${name}: ${answer.status}`);
  return answer.json();
}

function wanted() {
  const said = new URLSearchParams(location.search).get("lang");
  let kept = null;
  try { kept = localStorage.getItem("language"); } catch { /* no storage */ }
  return [said, kept, ...navigator.languages.map((each) => each.slice(0, 2)), "en"].find((each) => each in LANGUAGES);
}

/** Load the reader's language and set the page's. */
export async function start() {
  current = wanted();
  const own = current === "en" ? [] : [table(current), table(`content.${current}`)];
  const [first, ...others] = await Promise.all([table("en"), ...own]);
  english = first;
  words = Object.assign({}, ...others);
  document.documentElement.lang = current;
}

/** Keep `name` for the next visits and load the page again in it. */
export function choose(name) {
  try { localStorage.setItem("language", name); } catch { /* it holds for this page only */ }
  const here = new URL(location.href);
  here.searchParams.delete("lang");
  history.replaceState(null, "", here);
  location.reload();
}

export const language = () => current;
export const has = (key) => key in words || key in english;

/** The text of `key`, `{name}` replaced; with `n` among the values, `key.one` or `key.other`. */
export function t(key, values = {}) {
  let found = key;
  if ("n" in values && !has(key)) found = `${key}.${new Intl.PluralRules(current).select(Number(values.n))}`;
  if (!has(found) && "n" in values) found = `${key}.other`;
  const text = words[found] ?? english[found];
  if (text === undefined) {
    console.error(`no text for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of `key` if the language has one of its own, else `text`, which is data and English. */
export function said(key, text) {
  return words[key] ?? english[key] ?? text;
}

/** Whether `said(key, …)` gives English to a reader of another language. */
export const foreign = (key) => current !== "en" && !(key in words);
