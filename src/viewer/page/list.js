// The list of several decks, as they are now.

import { counted } from "./findings.js";

/** How often the server is asked. It tells little, and the list is looked at for a short while. */
const EVERY = 1500;

const list = document.getElementById("decks");
const rows = [];
let known = "";
let timer = 0;

async function look() {
  clearTimeout(timer);
  const text = await fetch("decks.json", { cache: "no-store" }).then(
    (answer) => (answer.ok ? answer.text() : null),
    () => null,
  );
  document.getElementById("lost").hidden = text !== null;
  if (text !== null && text !== known) {
    known = text;
    JSON.parse(text).decks.forEach(fill);
  }
  if (!document.hidden) timer = setTimeout(look, EVERY);
}

/** A deck keeps its number, so that a row is made once. */
function fill(deck, number) {
  rows[number] ??= makeRow(number);
  const { link, title, file, state } = rows[number];
  title.textContent = deck.title || deck.deck;
  file.textContent = deck.title ? deck.deck : "";
  file.hidden = !deck.title;
  link.classList.toggle("away", deck.problem !== null);
  state.replaceChildren(...stateOf(deck));
}

function makeRow(number) {
  const part = (tag, name) => Object.assign(document.createElement(tag), { className: name });
  const [item, link, title, file, state] = [part("li", ""), part("a", ""), part("b", "deck-title"), part("span", "deck-file"), part("span", "deck-state")];
  link.href = `${number}/`;
  link.append(title, file, state);
  item.append(link);
  list.append(item);
  return { link, title, file, state };
}

function stateOf({ slides, problem, errors, warnings }) {
  if (problem !== null) return [problem];
  if (slides === null) return ["being built"];
  const count = document.createElement("span");
  count.textContent = `${slides} ${slides === 1 ? "slide" : "slides"}`;
  return [count, ...counted("error", errors), ...counted("warning", warnings)];
}

document.addEventListener("visibilitychange", () => !document.hidden && look());
look();
