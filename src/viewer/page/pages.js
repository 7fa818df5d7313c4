// Pages of slides: asked for when needed, kept while near.

/** Bytes of SVG text kept. A text slide has about 100 kB. */
const ROOM = 24e6;
/** How many are asked for at a time: browsers allow six connections to a host, one of which is the line of updates. */
const AT_ONCE = 3;

/** @param {string} base the address of the deck, with a slash at the end */
export function pageStore(base) {
  const kept = new Map();
  const asked = new Map();
  const queue = [];
  let running = 0;
  let size = 0;

  function put(key, page) {
    forget(key);
    kept.set(key, page);
    size += page.svg.length;
    for (const [oldest] of kept) {
      if (size <= ROOM || oldest === key) break;
      forget(oldest);
    }
  }

  function forget(key) {
    const page = kept.get(key);
    if (page) size -= page.svg.length;
    kept.delete(key);
  }

  /** The page if it is here. */
  function now(key) {
    const page = kept.get(key);
    if (page) {
      // Moved to the end: the map keeps the order of use.
      kept.delete(key);
      kept.set(key, page);
    }
    return page;
  }

  /** The page, asked for if it isn't here. `urgent` goes before all that wait. */
  function get(key, { urgent = false } = {}) {
    const page = now(key);
    if (page) return Promise.resolve(page);
    let wanted = asked.get(key);
    if (!wanted) {
      wanted = new Promise((resolve, reject) => queue[urgent ? "unshift" : "push"]({ key, resolve, reject }));
      asked.set(key, wanted);
      pump();
    } else if (urgent) {
      const at = queue.findIndex((job) => job.key === key);
      if (at > 0) queue.unshift(...queue.splice(at, 1));
    }
    return wanted;
  }

  function pump() {
    while (running < AT_ONCE && queue.length > 0) {
      const job = queue.shift();
      running += 1;
      fetched(`${base}page/${job.key}.json`)
        .then((page) => {
          put(job.key, page);
          job.resolve(page);
        }, job.reject)
        .finally(() => {
          running -= 1;
          asked.delete(job.key);
          pump();
        });
    }
  }

  /** Forgets all pages that are not in the set, and the requests for them that wait. */
  function keep(keys) {
    for (const key of [...kept.keys()]) if (!keys.has(key)) forget(key);
    for (let at = queue.length - 1; at >= 0; at -= 1) {
      if (keys.has(queue[at].key)) continue;
      const [job] = queue.splice(at, 1);
      asked.delete(job.key);
      job.reject(new Error("the page is gone"));
    }
  }

  return { now, get, put, keep };
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for a page`);
  return answer.json();
}
