// A live line to the server that comes back by itself; what was decided is on the server, so nothing is lost meanwhile.

import { language } from "./i18n.js";

/**
 * `hello` is sent first after every (re)connection; `on` gets each message, `state` "open" or "lost".
 * Returns {send, close}; what is sent while the line is down goes out when it is back.
 */
export function socket(path, { hello = null, on, state = () => {} }) {
  let line = null, closed = false, pause = 250, waiting = [], timer = 0;

  function open() {
    line = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}?lang=${language()}`);
    line.addEventListener("open", () => {
      pause = 250;
      if (hello) line.send(JSON.stringify(hello()));
      for (const text of waiting.splice(0)) line.send(text);
      state("open");
    });
    line.addEventListener("message", (event) => on(JSON.parse(event.data)));
    line.addEventListener("close", (event) => {
      if (closed) return;
      state("lost", event);
      if (event.code === 1008 || event.code === 4403 || event.code === 4404) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, 4000);
    });
  }
  open();

  return {
    send(message) {
      const text = JSON.stringify(message);
      if (line.readyState === WebSocket.OPEN) line.send(text);
      else waiting = [...waiting.slice(-20), text];
    },
    close() {
      closed = true;
      clearTimeout(timer);
      line.close();
    },
  };
}
