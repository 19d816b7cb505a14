// Runs before the first paint, so that no page flashes in the wrong scheme. A classic script: modules run later.
"use strict";
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function paint() {
    var chosen = null;
    try { chosen = localStorage.getItem("scheme"); } catch { /* no storage: follow the system */ }
    document.documentElement.dataset.scheme = chosen || (dark.matches ? "dark" : "light");
  }
  dark.addEventListener("change", paint);
  paint();
})();
