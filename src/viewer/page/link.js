// What a page hears of its deck: the whole deck first, then what changes.

import { makeLine } from "./line.js";

/** A hidden page leaves the line after this: what it is told would only pile up. */
const HIDDEN = 20_000;
/** The line speaks, or tells that it is lost, more often than this; else the worker that holds it is gone. */
const SILENCE = 60_000;
/** How long to wait before the deck is asked for again. */
const AGAIN = 1000;

/**
 * @param {string} base the address of the deck, with a slash at the end
 * @param {{deck: (deck: object) => void, update: (update: object) => boolean, open: (isOpen: boolean, why?: string) => void}} on
 *   `update` says whether the update fitted; if not, the deck is asked for again. `open` is told why there is no line, as `line.js` does.
 */
export function connect(base, on) {
  const root = new URL("../", base).href;
  const number = Number(base.slice(root.length, -1));
  let line = sharedLine(root, number, heard) ?? ownLine(root, number, heard);
  let joined = false;
  /** The line is lost. It comes back with a greeting. */
  let cut = false;
  let silence = 0;
  let hidden = 0;
  let again = 0;
  let version = 0;
  let loading = null;
  let waiting = [];

  function join() {
    joined = true;
    line.join();
    awaitWord();
  }

  function leave() {
    joined = false;
    line.leave();
    clearTimeout(silence);
    clearTimeout(again);
  }

  function awaitWord() {
    clearTimeout(silence);
    silence = setTimeout(() => renew(sharedLine(root, number, heard)), SILENCE);
  }

  /** Takes another line in the place of the one that is there. */
  function renew(next) {
    line.leave();
    line = next ?? ownLine(root, number, heard);
    if (joined) join();
  }

  function heard(message) {
    if (message.kind === "broken") return renew(null);
    if (!joined) return;
    awaitWord();
    const { kind } = message;
    if (kind === "lost") {
      cut = true;
      on.open(false, message.why);
    } else if (kind === "joined") load();
    else if (kind === "update") take(JSON.parse(message.data));
    else if (kind === "hello") {
      cut = false;
      take({ from: message.version, to: message.version });
    }
  }

  /** A greeting is an update with nothing in it: whoever has another version fetches the deck. */
  function take(update) {
    if (loading) waiting.push(update);
    else if (!brought(update)) load();
    else on.open(true);
  }

  function brought(update) {
    if (update.to <= version) return true;
    if (!on.update(update)) return false;
    version = update.to;
    return true;
  }

  /** Fetches the deck. Updates that come meanwhile are kept and brought in after it. */
  function load() {
    clearTimeout(again);
    loading ??= fetchDeck().then(
      (deck) => {
        const missed = waiting;
        loading = null;
        waiting = [];
        version = deck.version;
        on.deck(deck);
        on.open(true);
        if (!missed.every(brought)) again = setTimeout(load, 50);
      },
      () => {
        loading = null;
        waiting = [];
        if (cut) return;
        on.open(false, "lost");
        again = setTimeout(load, AGAIN);
      },
    );
  }

  async function fetchDeck() {
    const answer = await fetch(`${base}deck.json`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status} for the deck`);
    return answer.json();
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(leave, HIDDEN);
    else if (!joined) join();
  });
  addEventListener("online", () => joined && join());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => {
    if (event.persisted) join();
  });
  join();
}

/** The line that all pages of this browser share; `null` where it has no workers for that. */
function sharedLine(root, deck, tell) {
  if (!globalThis.SharedWorker) return null;
  try {
    const worker = new SharedWorker(`${root}worker.js`, { type: "module" });
    worker.addEventListener("error", () => tell({ kind: "broken" }));
    worker.port.addEventListener("message", ({ data }) => tell(data));
    worker.port.start();
    return { join: () => worker.port.postMessage({ deck }), leave: () => worker.port.postMessage({ deck: null }) };
  } catch {
    return null;
  }
}

/** A line of this page alone. */
function ownLine(root, deck, tell) {
  const line = makeLine(root, (_, message) => tell(message));
  const join = () => {
    line.want([deck]);
    queueMicrotask(() => tell({ kind: "joined" }));
  };
  return { join, leave: () => line.want([]) };
}
