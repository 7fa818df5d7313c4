// One line to the server for all pages in this browser: browsers open six connections to a host, and each line takes one for good.

import { makeLine } from "./line.js";

/** The pages that listen, each with the number of its deck. */
const pages = new Map();

const line = makeLine(new URL("./", self.location.href).href, (deck, message) => {
  for (const [page, its] of pages) if (deck === null || its === deck) page.postMessage(message);
});

function forget(page) {
  pages.delete(page);
  line.want([...pages.values()]);
}

self.addEventListener("connect", ({ ports: [page] }) => {
  page.addEventListener("message", ({ data: { deck } }) => {
    if (deck === null) return forget(page);
    pages.set(page, deck);
    line.want([...pages.values()]);
    // Everything after this is told to it.
    page.postMessage({ kind: "joined" });
  });
  // Not every browser tells; a page that leaves says so itself.
  page.addEventListener("close", () => forget(page));
  page.start();
});
