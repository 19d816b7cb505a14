// What the cockpit knows of a flight: the server's state, kept up to date message by message.

/** `listen(work)` is told after every change what kind of change it was. */
export function store() {
  const listeners = new Set();
  const now = {
    state: null, week: 0, weeks: 0, start: "2026-01-01", series: {}, levers: {}, log: [], projects: [], alerts: [], kpis: [],
    playing: false, speed: 4, ended: false, ahead: null, look: null, lines: [], segment: "all",
    pending: {}, // levers on their way: what was asked for, until it is reached
  };
  const tell = (what) => { for (const work of listeners) work(what, now); };

  function whole(state) {
    Object.assign(now, { state, ...state, ahead: null, pending: {} });
  }
  function weeks(message) {
    for (const [line, kpis] of Object.entries(message.series)) {
      now.series[line] ??= {};
      for (const [kpi, values] of Object.entries(kpis)) {
        const kept = (now.series[line][kpi] ?? []).slice(0, message.from);
        now.series[line][kpi] = kept.concat(values);
      }
    }
    Object.assign(now.levers, message.levers ?? {});
    for (const [path, to] of Object.entries(now.pending)) if (Math.abs(now.levers[path] - to) <= Math.abs(to) * 1e-9) delete now.pending[path];
    for (const key of ["week", "date", "projects", "alerts", "ended", "log", "playing"]) if (key in message) now[key] = message[key];
    if (now.ahead && now.week >= now.ahead.from + now.ahead.weeks) now.ahead = null;
  }

  const takes = {
    state: whole,
    weeks,
    // A team is sent apart how the service goes when nobody decides anything.
    reference(message) {
      weeks({ ...message, week: now.week });
    },
    decided(message) {
      Object.assign(now.levers, message.levers ?? {});
      if (message.log) now.log = message.log;
      takes.ahead(message);
    },
    // In a room the quarter ahead follows its decision: nobody's lever waits for another team's future.
    ahead(message) {
      now.ahead = message.ahead ? { from: now.week, weeks: message.ahead.weeks, series: message.ahead.series, without: message.without?.series ?? {} } : null;
    },
    undone: (message) => whole(message.state),
    series(message) {
      now.series = message.series;
      now.kpis = message.names;
      now.segment = message.segment ?? now.segment;
      now.ahead = null;
    },
    playing(message) {
      now.playing = message.playing;
      now.speed = message.speed ?? now.speed;
    },
    look: (message) => { now.look = message; },
  };
  return {
    now,
    listen(work) { listeners.add(work); return () => listeners.delete(work); },
    take(message) {
      if (!(message.type in takes)) return false;
      takes[message.type](message);
      tell(message.type);
      return true;
    },
  };
}
