// The address says which page and what it shows: /compare?job=…; so every view can be linked and shared.

export const PAGES = ["start", "compare", "fly", "room", "inside", "explain"];

let arrive = () => {};

/** {page, query} of the address. */
export function where() {
  const page = location.pathname.replace(/^\/+|\/+$/g, "");
  return { page: PAGES.includes(page) ? page : "start", query: new URLSearchParams(location.search) };
}

/** The address of a page; what is null is left out. */
export function link(page, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const tail = new URLSearchParams(kept).toString();
  return `/${page}${tail ? `?${tail}` : ""}`;
}

export function go(page, query) {
  history.pushState(null, "", link(page, query));
  arrive();
}

/** Change what this page's address says without loading the page again. */
export function note(query) {
  history.replaceState(null, "", link(where().page, query));
}

/** Call `work` now and whenever the address changes; links within the app do not load the document again. */
export function listen(work) {
  arrive = work;
  window.addEventListener("popstate", work);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[href]");
    if (!target || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const url = new URL(target.href);
    const page = url.pathname.replace(/^\/+|\/+$/g, "");
    if (url.origin !== location.origin || target.target || target.hasAttribute("download") || !(page === "" || PAGES.includes(page))) return;
    if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
    event.preventDefault();
    history.pushState(null, "", url);
    work();
  });
  work();
}
