// A pane: one slide as large as fits, its text over it, and a card where it could not be set.

import { card, flagged } from "./findings.js";
import { textNodes } from "./text.js";

/**
 * @param {ReturnType<import("./pages.js").pageStore>} pages
 * @param {() => void} onFlag called when the line about errors is clicked
 */
export function makePane(pages, onFlag) {
  const node = element("section", "pane");
  const name = element("p", "pane-name");
  const slide = element("div", "slide");
  const picture = element("div", "picture");
  const marks = element("div", "marks");
  const text = element("div", "text");
  const over = element("div", "card");
  const flag = element("button", "flag");
  // Pictures of slides name their parts by ids of their own; the shadow keeps those of one slide apart from another's.
  const shadow = picture.attachShadow({ mode: "open" });
  picture.inert = true;
  picture.setAttribute("aria-hidden", "true");
  over.hidden = true;
  flag.type = "button";
  flag.hidden = true;
  flag.addEventListener("click", onFlag);
  marks.setAttribute("aria-hidden", "true");
  slide.append(picture, marks, text, over);
  node.append(name, slide, flag);
  node.setAttribute("aria-roledescription", "slide");

  let shown = null;
  let turn = 0;

  /**
   * Shows a slide of a variant. The old picture stays until the new one is ready.
   * @param {{variant, slide, step, total, name: string|null, errors: object[], place: (finding) => string,
   *   addressOf: (id: string) => string}} view `slide` is `null` where the variant has none
   */
  function show(view) {
    turn += 1;
    const { variant, slide: what } = view;
    frame(view);
    const key = what?.pages[Math.min(view.step, what.pages.length - 1)] ?? null;
    if (key === null) return swap(null, view);
    if (key === shown?.key) return relate(view);
    const page = pages.now(key);
    if (page) return swap(page, view, key);
    const mine = turn;
    node.setAttribute("aria-busy", "true");
    pages.get(key, { urgent: true }).then(
      (page) => {
        if (mine === turn) swap(page, view, key);
      },
      () => {
        // The deck went on meanwhile; an update or a new deck is on its way.
        if (mine === turn) node.removeAttribute("aria-busy");
      },
    );
  }

  /** What is known without the page: size, label, card. */
  function frame(view) {
    const { variant, slide: what, errors } = view;
    slide.style.setProperty("--width", variant.width || 960);
    slide.style.setProperty("--height", variant.height || 540);
    node.classList.toggle("named", view.name !== null);
    name.hidden = view.name === null;
    name.textContent = view.name ?? "";
    text.lang = variant.lang || "";
    node.setAttribute("aria-label", label(view));
    const broken = what !== null && what.state !== "good";
    slide.classList.toggle("stale", broken && what.state === "stale");
    const message = what === null ? view.missing : null;
    over.hidden = !broken && message === null;
    flag.hidden = broken || errors.length === 0;
    node.classList.toggle("flagged", !flag.hidden);
    if (!flag.hidden) flag.replaceChildren(flagged(errors));
    over.replaceChildren(...(over.hidden ? [] : [card({ errors: broken ? errors : [], message, place: view.place })]));
  }

  function swap(page, view, key = null) {
    node.removeAttribute("aria-busy");
    if (page === null) {
      shadow.replaceChildren();
      text.replaceChildren();
      shown = null;
      return;
    }
    const svg = parsed(page.svg);
    const words = textNodes(page.text, { width: view.variant.width, height: view.variant.height });
    shadow.replaceChildren(svg);
    text.replaceChildren(words);
    shown = { key };
    relate(view);
  }

  /** What a page is to its deck: it may stand on other lines after an edit above it, and its links lead to what is seen now. */
  function relate(view) {
    node.removeAttribute("aria-busy");
    for (const link of text.querySelectorAll("a[data-to]")) link.href = view.addressOf(link.dataset.to);
    shown.file = view.slide.file ?? view.file;
    shown.line = view.slide.line;
  }

  /** Lays marks over the slide, or takes them away. */
  function mark(nodes) {
    if (nodes || marks.firstChild) marks.replaceChildren(...(nodes ? [nodes] : []));
  }

  /** The file and line of a piece of text, or `null`. Where that is not known, it is that of the slide. */
  function origin(target) {
    const run = target.closest?.(".text span");
    return run && shown && text.contains(run) ? { file: shown.file, line: shown.line + Number(run.dataset.line ?? 0) } : null;
  }

  return { node, show, mark, origin };
}

/**
 * The picture as nodes. They are read as part of an HTML page, which a browser does four times as fast as a document of XML. The
 * content of a template is in no page: nothing in it is loaded or runs.
 */
function parsed(svg) {
  const template = document.createElement("template");
  template.innerHTML = svg;
  const root = template.content.firstElementChild;
  if (root?.localName !== "svg") throw new Error("a page is no SVG");
  root.setAttribute("width", "100%");
  root.setAttribute("height", "100%");
  // The slide has whole pixels: its edges are sharp, and its ratio is off by less than one.
  root.setAttribute("preserveAspectRatio", "none");
  root.style.display = "block";
  return root;
}

function label({ slide, step, total }) {
  if (slide === null) return "No slide";
  const states = slide.pages.length > 1 ? `, step ${step + 1} of ${slide.pages.length}` : "";
  return `${slide.number} of ${total}${slide.title ? `: ${slide.title}` : ""}${states}`;
}

function element(tag, name) {
  const node = document.createElement(tag);
  node.className = name;
  return node;
}
