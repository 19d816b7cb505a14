// Numbers to pixels, and round numbers for the axis.

/** Maps `domain` onto `range`; `scale.back` maps pixels to numbers. */
export function linear([d0, d1], [r0, r1]) {
  const span = d1 - d0 || 1;
  const to = (value) => r0 + ((value - d0) / span) * (r1 - r0);
  to.back = (pixel) => d0 + ((pixel - r0) / (r1 - r0 || 1)) * span;
  to.domain = [d0, d1];
  to.range = [r0, r1];
  return to;
}

/** About `count` round numbers in [low, high]. */
export function ticks(low, high, count = 5) {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? 10 * power;
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) found.push(at * step || 0);
  return found;
}

/** The least and the most of all finite numbers in `lists`, with some air; with `zero` it holds nought. */
export function extent(lists, { zero = false, air = 0.06, floor = null } = {}) {
  let low = Infinity, high = -Infinity;
  for (const list of lists) {
    for (const value of list) {
      if (value === null || !Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  if (zero) { low = Math.min(low, 0); high = Math.max(high, 0); }
  if (low === high) {
    const around = Math.abs(low) * 0.05 || 1;
    return [low - around, high + around];
  }
  const pad = (high - low) * air;
  return [floor !== null && low >= floor ? Math.max(floor, low - pad) : low - pad, high + pad];
}
