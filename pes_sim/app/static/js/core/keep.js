// What this browser remembers: nothing personal, and the page works without it.

export function recall(name, otherwise = null) {
  try { return JSON.parse(localStorage.getItem(`pes.${name}`)) ?? otherwise; } catch { return otherwise; }
}

export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`pes.${name}`);
    else localStorage.setItem(`pes.${name}`, JSON.stringify(value));
  } catch { /* private browsing: forget */ }
}
