// The text of a slide, laid over its picture: transparent, to be selected, copied, searched and read aloud.

import { parse } from "./route.js";

/** The family the widths are measured in; each run is then stretched to the width it has in the picture. */
const FAMILY = "Arial, Helvetica, sans-serif";
/** Letters of scripts that run from right to left. */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** A picture that covers more of a slide than this is its ground: a click on it turns the page. */
const GROUND = 0.6;
const measure = document.createElement("canvas").getContext("2d");
measure.font = `100px ${FAMILY}`;

/**
 * @param {Array<{x, y, width, size, text, line?, link?, lang?, role?}>} runs in points
 * @param {{width: number, height: number}} page in points
 */
export function textNodes(runs, page) {
  const out = document.createDocumentFragment();
  for (const run of runs) {
    const node = run.role === "picture" ? picture(run, page) : words(run, page);
    if (run.line !== undefined && run.line !== null) node.dataset.line = run.line;
    if (run.lang) node.lang = run.lang;
    if (LEFTWARD.test(run.text)) node.dir = "auto";
    out.append(node);
    // Copying sees the line's end here: spans that are placed by hand have none.
    if (run.text.endsWith("\n")) out.append(document.createElement("br"));
  }
  return out;
}

function words(run, page) {
  const node = document.createElement(run.link ? "a" : "span");
  if (run.link) toward(node, run.link);
  const shown = run.text.replace(/\n$/, "");
  node.textContent = shown;
  place(node, run, page, run.y - run.size * 0.95);
  node.style.fontFamily = FAMILY;
  node.style.fontSize = `${(run.size / page.height) * 100}cqh`;
  const natural = (measure.measureText(shown.trimEnd()).width / 100) * run.size;
  if (natural > 0) node.style.transform = `scaleX(${run.width / natural})`;
  return node;
}

function picture(run, page) {
  const node = document.createElement("span");
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", run.text.trim());
  node.classList.toggle("ground", run.width * run.size > GROUND * page.width * page.height);
  place(node, run, page, run.y - run.size);
  node.style.width = `${(run.width / page.width) * 100}%`;
  node.style.height = `${(run.size / page.height) * 100}%`;
  return node;
}

function place(node, run, page, top) {
  node.style.left = `${(run.x / page.width) * 100}%`;
  node.style.top = `${(top / page.height) * 100}%`;
}

function toward(node, address) {
  node.href = address;
  if (address.startsWith("#")) {
    node.dataset.to = parse(address).id ?? "";
  } else {
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  }
}
