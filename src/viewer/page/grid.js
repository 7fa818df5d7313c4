// The overview: all slides of a variant as small pictures, each made when it comes into view and dropped when it leaves.

import { steps } from "./deck.js";

/**
 * @param {HTMLElement} root
 * @param {ReturnType<import("./pages.js").pageStore>} pages
 * @param {(id: string) => void} chosen
 */
export function makeGrid(root, pages, chosen) {
  const tiles = new Map();
  let watcher = null;

  /** Draws the variant anew; tiles of slides that are still there are used again. `faulty` has the ids of slides with an error. */
  function show(variant, currentId, faulty) {
    watcher ??= new IntersectionObserver(seen, { root, rootMargin: "300px" });
    const wanted = new Set(variant.slides.map((slide) => slide.id));
    for (const [id, tile] of tiles) {
      if (!wanted.has(id)) drop(id, tile);
    }
    const parts = [];
    let list = null;
    let section;
    for (const slide of variant.slides) {
      if (list === null || slide.section !== section) {
        section = slide.section;
        if (section) parts.push(heading(section));
        list = document.createElement("ul");
        list.className = "tiles";
        parts.push(list);
      }
      const item = document.createElement("li");
      item.append(fill(slide, variant, { current: slide.id === currentId, faulty: slide.state !== "good" || faulty.has(slide.id) }).node);
      list.append(item);
    }
    root.replaceChildren(...parts);
  }

  function fill(slide, variant, { current, faulty }) {
    const tile = tiles.get(slide.id) ?? make(slide.id);
    tile.slide = slide;
    tile.face.style.setProperty("--ratio", variant.width / variant.height);
    tile.face.classList.toggle("broken", faulty);
    tile.face.classList.toggle("stale", slide.state === "stale");
    tile.number.textContent = slide.number;
    tile.title.textContent = slide.title || "";
    tile.node.setAttribute("aria-label", `${slide.number}${slide.title ? `: ${slide.title}` : ""}${faulty ? ", with an error" : ""}`);
    if (current) tile.node.setAttribute("aria-current", "true");
    else tile.node.removeAttribute("aria-current");
    tile.mark.hidden = !faulty && steps(slide) === 1;
    tile.mark.className = faulty ? "tile-mark error" : "tile-mark";
    tile.mark.textContent = faulty ? "error" : `${steps(slide)} steps`;
    if (tile.near) draw(tile);
    return tile;
  }

  function make(id) {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "tile";
    node.dataset.id = id;
    const part = (name, tag = "span") => Object.assign(document.createElement(tag), { className: name });
    const face = part("tile-face", "div");
    const mark = part("tile-mark");
    const name = part("tile-name", "div");
    const number = part("", "b");
    const title = part("tile-title");
    name.append(number, title, mark);
    node.append(face, name);
    const tile = { node, face, mark, number, title, picture: null, key: null, near: false, slide: null };
    tiles.set(id, tile);
    watcher.observe(node);
    return tile;
  }

  function seen(entries) {
    for (const entry of entries) {
      const tile = tiles.get(entry.target.dataset.id);
      if (!tile) continue;
      tile.near = entry.isIntersecting;
      if (tile.near) draw(tile);
      else undraw(tile);
    }
  }

  function draw(tile) {
    const key = tile.slide.pages.at(-1) ?? null;
    if (key === tile.key) return;
    if (key === null) return undraw(tile);
    tile.key = key;
    pages.get(key).then(
      (page) => {
        if (tile.key === key && tile.near) paint(tile, page.svg);
      },
      () => {
        if (tile.key === key) tile.key = null;
      },
    );
  }

  /** As a picture and not as nodes: a hundred slides are a hundred thousand nodes. */
  function paint(tile, svg) {
    const picture = new Image();
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    picture.alt = "";
    picture.decoding = "async";
    picture.onload = () => {
      // Once decoded it needs its address no more, and the old picture can go.
      URL.revokeObjectURL(address);
      if (tile.next !== picture) return;
      tile.picture?.remove();
      tile.picture = picture;
      tile.face.prepend(picture);
    };
    picture.onerror = () => URL.revokeObjectURL(address);
    tile.next = picture;
    picture.src = address;
  }

  function undraw(tile) {
    tile.picture?.remove();
    tile.picture = null;
    tile.next = null;
    tile.key = null;
  }

  function drop(id, tile) {
    watcher.unobserve(tile.node);
    undraw(tile);
    tiles.delete(id);
  }

  function clear() {
    watcher?.disconnect();
    watcher = null;
    for (const [id, tile] of tiles) {
      undraw(tile);
      tiles.delete(id);
    }
    root.replaceChildren();
  }

  /** Moves the focus over the tiles as they lie. Gives `false` for keys that mean nothing here. */
  function key(name) {
    const all = [...root.querySelectorAll(".tile")];
    const at = all.indexOf(document.activeElement);
    if (at < 0) return false;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[name] ?? vertical(all, at, name);
    if (to === null) return false;
    all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
    return true;
  }

  function vertical(all, at, name) {
    if (name !== "ArrowDown" && name !== "ArrowUp") return null;
    const here = all[at].getBoundingClientRect();
    const down = name === "ArrowDown";
    const rows = all
      .map((tile, index) => ({ index, box: tile.getBoundingClientRect() }))
      .filter(({ box }) => (down ? box.top > here.top + 1 : box.top < here.top - 1));
    if (rows.length === 0) return at;
    const top = down ? Math.min(...rows.map(({ box }) => box.top)) : Math.max(...rows.map(({ box }) => box.top));
    const row = rows.filter(({ box }) => Math.abs(box.top - top) < 2);
    row.sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left));
    return row[0].index;
  }

  root.addEventListener("click", (event) => {
    const tile = event.target.closest(".tile");
    if (tile) chosen(tile.dataset.id);
  });

  return {
    show,
    clear,
    key,
    focus(id) {
      const node = tiles.get(id)?.node ?? root.querySelector(".tile");
      node?.scrollIntoView({ block: "center" });
      node?.focus({ preventScroll: true });
    },
  };
}

function heading(text) {
  const node = document.createElement("h2");
  node.textContent = text;
  return node;
}
