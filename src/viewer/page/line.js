// The line to the server: what happens to some decks, as it happens; again after sleep, restart or a dead line.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;
/** The server speaks at least every 15 s. */
const SILENCE = 40_000;
/** So many tries later it is likely that the server was ended. */
const TRIES = 5;

/**
 * @param {string} root the address of the server with its secret part, with a slash at the end
 * @param {(deck: number|null, message: object) => void} tell told what concerns a deck, by its number, or all: `{kind: "hello", version}`,
 *   `{kind: "update", data}` with an update as JSON, `{kind: "alive"}`, and `{kind: "lost", why}` where there is no line: `lost` for now,
 *   `silent` for long, `gone` for good. Each start of the server has an address of its own, so that an old one never works again.
 */
export function makeLine(root, tell) {
  let wanted = [];
  let stream = null;
  /** The next one. The one before is kept until this one speaks, so that nothing is missed. */
  let coming = null;
  let wait = FIRST_WAIT;
  let tries = 0;
  let retry = 0;
  let silence = 0;

  /** Says which decks are looked at, by their numbers. */
  function want(decks) {
    const before = wanted.join("-");
    wanted = [...new Set(decks)].sort((a, b) => a - b);
    if (wanted.length === 0) close();
    else if (wanted.join("-") !== before || !(stream || coming)) open();
  }

  function open() {
    clearTimeout(retry);
    coming?.close();
    coming = new EventSource(`${root}${wanted.join("-")}/events`);
    const mine = coming;
    const listen = (name, then) => mine.addEventListener(name, (event) => {
      if (mine !== stream && mine !== coming) return;
      heard();
      then(Number(event.lastEventId), event.data);
    });
    listen("hello", (deck, data) => {
      if (mine === coming) take();
      tell(deck, { kind: "hello", version: JSON.parse(data).version });
    });
    listen("update", (deck, data) => tell(deck, { kind: "update", data }));
    listen("ping", () => tell(null, { kind: "alive" }));
    mine.addEventListener("error", () => {
      if (mine === stream || mine === coming) lost();
    });
    heard();
  }

  function take() {
    stream?.close();
    stream = coming;
    coming = null;
    wait = FIRST_WAIT;
    tries = 0;
  }

  function close() {
    for (const one of [stream, coming]) one?.close();
    stream = coming = null;
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
    tell(null, { kind: "lost", why: tries > TRIES ? "silent" : "lost" });
    retry = setTimeout(again, wait);
    wait = Math.min(wait * 1.6, LONGEST_WAIT);
  }

  /** A stream that fails does not say why; a file of the page does: a server that refuses it was started anew. */
  async function again() {
    const answer = await fetch(`${root}app.css`, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (stream || coming || wanted.length === 0) return;
    if (answer && answer.status >= 400 && answer.status < 500) tell(null, { kind: "lost", why: "gone" });
    else open();
  }

  return { want };
}
