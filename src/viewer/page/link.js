// The line to the server: the whole deck first, then what changes; again after sleep, restart or a dead line.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;
/** The server speaks at least every 15 s. */
const SILENCE = 40_000;
/** So many tries later it is likely that the server was ended. */
const TRIES = 5;
/** A hidden tab gives its stream back after this: browsers allow six a host. */
const HIDDEN = 20_000;

/**
 * @param {string} base the address of the deck, with a slash at the end
 * @param {{deck: (deck: object) => void, update: (update: object) => boolean, open: (isOpen: boolean, why?: string) => void}} on
 *   `update` says whether the update fitted; if not, the deck is asked for again. `open` is told why there is no line: `lost` for now,
 *   `silent` for long, `gone` for good. Each start of the server has an address of its own, so that an old one never works again.
 */
export function connect(base, on) {
  let stream = null;
  let wait = FIRST_WAIT;
  let tries = 0;
  let retry = 0;
  let silence = 0;
  let hidden = 0;
  let loading = null;
  let waiting = [];

  function open() {
    close();
    stream = new EventSource(`${base}events`);
    // The first event of a stream.
    stream.addEventListener("hello", () => {
      wait = FIRST_WAIT;
      tries = 0;
      heard();
      load();
    });
    stream.addEventListener("ping", heard);
    stream.addEventListener("update", (event) => {
      heard();
      const update = JSON.parse(event.data);
      if (loading) waiting.push(update);
      else if (!on.update(update)) load();
    });
    stream.addEventListener("error", lost);
  }

  function close() {
    stream?.close();
    stream = null;
    clearTimeout(retry);
    clearTimeout(silence);
  }

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  }

  function lost() {
    close();
    tries += 1;
    on.open(false, tries > TRIES ? "silent" : "lost");
    retry = setTimeout(again, wait);
    wait = Math.min(wait * 1.6, LONGEST_WAIT);
  }

  /** A stream that fails does not say why; a file of the page does: a server that refuses it was started anew. */
  async function again() {
    const answer = await fetch(`${base}../app.css`, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (stream) return;
    if (answer && answer.status >= 400 && answer.status < 500) on.open(false, "gone");
    else open();
  }

  /** Fetches the deck. Updates that come meanwhile are kept and brought in after it. */
  function load() {
    loading ??= fetchDeck().then(
      (deck) => {
        const missed = waiting;
        loading = null;
        waiting = [];
        on.deck(deck);
        on.open(true);
        const later = missed.filter((update) => !(update.to <= deck.version));
        if (!later.every((update) => on.update(update))) setTimeout(load, 50);
      },
      () => {
        loading = null;
        waiting = [];
        lost();
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
    if (document.hidden) hidden = setTimeout(close, HIDDEN);
    else if (!stream) open();
  });
  addEventListener("online", () => {
    if (!stream && !document.hidden) open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) open();
  });
  open();
  return { reload: load };
}
