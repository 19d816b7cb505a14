// Building the page: elements without markup strings, so nothing a user wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";

function put(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === "class") node.setAttribute("class", value);
  else if (key === "style") for (const [name, each] of Object.entries(value)) node.style.setProperty(name, each);
  else if (key === "data") Object.assign(node.dataset, value);
  else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "value" || key === "checked" || key === "selected" || key === "indeterminate") node[key] = value;
  else node.setAttribute(key, value === true ? "" : String(value));
}

function add(node, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) for (const each of child) add(node, each);
  else node.append(child instanceof Node ? child : document.createTextNode(String(child)));
}

/** An HTML element. Keys `onclick` and the like listen, `style` and `data` take objects. */
export function h(name, props = {}, ...children) {
  const node = document.createElement(name);
  add(node, children);
  for (const [key, value] of Object.entries(props ?? {})) put(node, key, value);
  return node;
}

/** The same for SVG. */
export function s(name, props = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(props ?? {})) put(node, key, value);
  add(node, children);
  return node;
}

/** Take the children of `node` out and put these in. */
export function fill(node, ...children) {
  node.replaceChildren();
  add(node, children);
  return node;
}

let last = 0;
/** An id nobody else has. */
export const uid = (stem = "x") => `${stem}-${(last += 1)}`;

/** Call `work` once in the next frame, however often this is called before it. */
export function frame(work) {
  let waiting = 0;
  return (...values) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => work(...values));
  };
}

/** Call `work` once nothing has been asked for `ms`. */
export function later(ms, work) {
  let waiting = 0;
  return (...values) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => work(...values), ms);
  };
}

/** Hand the reader a file made here. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
