// The preview of one deck: where we are, what is shown, and what every key and button does.

import * as decks from "./deck.js";
import { closeOnBackdrop, makeGoto } from "./dialogs.js";
import { fillBadge, fillList } from "./findings.js";
import { makeGrid } from "./grid.js";
import { listenToKeys, listenToPointer } from "./keys.js";
import { connect } from "./link.js";
import { fillDifferences, headline, markNodes, markStore } from "./marks.js";
import { pageStore } from "./pages.js";
import * as route from "./route.js";
import { makePane } from "./stage.js";
import { makeToast } from "./toast.js";

const byId = (id) => document.getElementById(id);
const base = new URL("./", location.href).href.replace(/[?#].*$/, "");
const pages = pageStore(base);
const panes = [0, 1].map(() => makePane(pages, () => toggleFindings(true)));
const marks = markStore(base, () => deck && settle());
const toast = makeToast({ box: byId("toast"), text: byId("toast-text"), copy: byId("toast-copy") });
const grid = makeGrid(byId("overview"), pages, (id) => {
  toggleOverview(false);
  jump(id);
});

/** `step` counts from 0. A step past the end is the last one. */
const place = { variant: null, id: null, step: 0 };
const view = { side: false, overview: false, follow: remembered("follow", true), marks: false };
let deck = null;
let said = "";
/** Where the reader was when the deck lost that place. The page returns there as soon as it can, unless the reader goes on meanwhile. */
let home = null;

// ---------------------------------------------------------------- what is shown

const variant = () => decks.variantOf(deck, place.variant);
const index = () => decks.indexOf(variant(), place.id);
const slide = () => variant()?.slides[index()] ?? null;
const beside = () => (deck.variants.length > 1 ? decks.variantBeside(deck, variant().name) : null);
/** The slides one goes through: those of this variant, and with another beside it, those that only that one has. */
const order = () => (variant() ? decks.order(variant(), view.side ? beside() : null, stoodIn()) : []);
/** The slide, or, where only the other audience has it, that one's. */
const either = () => slide() ?? (view.side ? beside()?.slides[decks.indexOf(beside(), place.id)] : null) ?? null;
/** Slides that stand beside another in the place of which they are shown. */
const paired = new Set();
const stoodIn = () => new Set([...paired].filter((id) => id !== place.id));
const findingPlace = (finding) => `${finding.file}:${finding.line}${finding.column ? `:${finding.column}` : ""}`;

function draw() {
  const main = variant();
  if (!main) return drawNothing();
  const shown = [main, view.side ? beside() : null].filter(Boolean);
  lookForMarks(main);
  const compared = marks.now();
  shown.forEach((one, at) => {
    const drawn = viewOf(one, shown.length > 1, compared);
    panes[at].show(drawn);
    panes[at].mark(view.marks && compared && drawn.slide ? marksOn(one, drawn, compared) : null);
  });
  setPanes(shown.length);
  drawDifferences(compared, main);
  arrange(shown.length, main);
  drawBar(main);
  if (view.overview) grid.show(main, place.id, decks.faulty(deck));
  document.title = [...new Set([slide()?.title, main.title])].filter(Boolean).join(" – ") || "Deckle";
}

/** A node that is put in again is drawn anew, so only what changes is touched. */
function setPanes(count) {
  panes.forEach(({ node }, at) => {
    if (at >= count) node.remove();
    else if (!node.isConnected) byId("stage").append(node);
  });
}

/** Two variants are compared as the deck has them: the first one first. */
function comparedPair(main) {
  const pair = [main, beside()].map((one) => deck.variants.indexOf(one));
  return pair.sort((one, other) => one - other);
}

/** Marks are asked for where they are shown, and where one audience lacks the slide: another may stand in its place. */
function lookForMarks(main) {
  const other = beside();
  const [here, there] = [main, other].map((one) => one?.slides[decks.indexOf(one, place.id)]);
  const key = (here ?? there)?.pages.at(-1);
  if (!other || !key || !(view.marks || (view.side && !(here && there)))) return marks.want(null);
  const pair = comparedPair(main);
  marks.want({ address: marks.address(pair, key), pair: pair.join(), id: place.id, version: deck.version });
}

/** One audience's side of what is compared. */
function sideOf(compared, one) {
  return compared.sides[comparedPair(variant()).indexOf(deck.variants.indexOf(one))];
}

function marksOn(one, { slide: what, step }, compared) {
  const side = sideOf(compared, one);
  return side?.id === what.id ? markNodes(side, compared.differences, step, one) : null;
}

function drawDifferences(compared, main) {
  const on = view.marks && deck.variants.length > 1;
  byId("main").classList.toggle("marked", on);
  byId("differences").hidden = !on;
  if (!on) return;
  const names = comparedPair(main).map((at) => deck.variants[at].name);
  byId("differences-title").textContent = compared ? headline(compared, names) : `${names[0]} → ${names[1]}`;
  fillDifferences(byId("differences-list"), compared?.differences ?? []);
}

function viewOf(one, named, compared = null) {
  let at = decks.indexOf(one, place.id);
  const side = at < 0 && compared?.relation === "replaced" ? sideOf(compared, one) : null;
  if (side?.id) {
    at = decks.indexOf(one, side.id);
    if (one !== variant()) paired.add(side.id);
  }
  const what = one.slides[at] ?? null;
  const missing =
    one.slides.length === 0
      ? nothingYet()
      : what === null
        ? { title: `Not in the ${one.name} variant`, text: whyMissing(one, compared) }
        : null;
  return {
    variant: one,
    slide: what,
    step: what ? Math.min(place.step, decks.steps(what) - 1) : 0,
    total: one.slides.length,
    name: named ? one.name : null,
    errors: what ? decks.errorsOf(deck, what) : [],
    missing,
    file: deck.deck,
    place: findingPlace,
    addressOf: (id) => addressOf(id, null),
  };
}

/** What stands where there are no slides at all. */
function nothingYet() {
  if (deck.problem) return { title: "There is nothing to show yet", text: `${deck.problem}.` };
  if (deck.findings.some(({ severity }) => severity === "error")) {
    return { title: "No slides can be shown", text: "There is an error in the deck; see the findings." };
  }
  return { title: "No slides yet", text: "Write a heading, and its slide appears here." };
}

function whyMissing(one, compared) {
  const first = compared && sideOf(compared, one) === compared.sides[0];
  return compared && !first ? "Dropped on purpose: this slide is for another audience." : "This slide is for another audience.";
}

function drawNothing() {
  const one = { name: "", width: 960, height: 540, slides: [] };
  panes[0].show({ ...viewOf(one, false), total: 0 });
  setPanes(1);
  drawBar(one);
}

/** Two panes stand beside or below each other, whichever makes the slides larger. For one there is nothing to measure: that would
 * have the browser lay out the new slide while others still wait for it. */
function arrange(count, main) {
  const below = count > 1 && isLargerBelow(main);
  byId("stage").classList.toggle("beside", count > 1 && !below);
  byId("stage").classList.toggle("below", below);
}

function isLargerBelow({ width, height }) {
  const ratio = width / height || 16 / 9;
  const room = byId("stage").getBoundingClientRect();
  const widthIn = (w, h) => Math.min(w, h * ratio);
  return widthIn(room.width, room.height / 2) > widthIn(room.width / 2, room.height);
}

function drawBar(main) {
  const what = slide();
  const states = either() ? decks.steps(either()) : 1;
  byId("title").textContent = main.title || deck.deck;
  byId("title").title = deck.deck;
  byId("decks").hidden = deck.decks === 1;
  drawCounter(main, what, states);
  const ids = order();
  byId("previous").disabled = ids.length === 0 || (ids[0] === place.id && place.step === 0);
  byId("next").disabled = ids.length === 0 || (ids.at(-1) === place.id && place.step >= states - 1);
  byId("progress").style.setProperty("--done", main.slides.length > 0 ? (index() + 1) / main.slides.length : 0);
  drawVariants(main);
  press("side", view.side);
  press("marks", view.marks);
  press("grid", view.overview);
  press("follow", view.follow);
}

function drawCounter(main, what, states) {
  const counter = byId("counter");
  const part = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const step = states > 1 ? ` · ${place.step + 1}/${states}` : "";
  counter.replaceChildren(part("b", what ? what.number : main.slides.length ? "–" : 0), part("span", ` / ${main.slides.length}${step}`));
  const none = main.slides.length ? `Not in the ${main.name} variant` : "No slides";
  const spoken = what ? `Slide ${what.number} of ${main.slides.length}` : none;
  counter.setAttribute("aria-label", `${spoken}. Go to a slide`);
}

function drawVariants(main) {
  const box = byId("variants");
  const names = deck.variants.map(({ name }) => name);
  box.hidden = names.length < 2;
  byId("side").hidden = names.length < 2;
  byId("marks").hidden = names.length < 2;
  const drawn = [...box.children].map((button) => button.dataset.name);
  if (drawn.join("\n") !== names.join("\n")) {
    box.replaceChildren(
      ...names.map((name) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
        button.dataset.name = name;
        button.title = `${name} (v)`;
        return button;
      }),
    );
  }
  for (const button of box.children) button.setAttribute("aria-pressed", String(button.dataset.name === main.name));
}

function drawFindings() {
  const findings = deck.findings;
  fillBadge(byId("findings-open"), findings);
  if (byId("findings").hidden) return;
  const named = (finding) => {
    const number = variant()?.slides.find(({ id }) => finding.slides.includes(id))?.number;
    return number ? `slide ${number}` : "";
  };
  fillList(byId("findings-list"), { findings, place: findingPlace, slide: named });
}

const LOST = {
  lost: "Disconnected, trying again",
  silent: "Disconnected. If deckle watch was started again, open the address in its terminal",
  gone: "deckle watch was started again and has a new address: open the one in its terminal",
};

/** Something is wrong with the deck as a whole, or with the line to the server. */
function drawState(isOpen = byId("main").dataset.open !== "false", why = byId("main").dataset.lost ?? "lost") {
  Object.assign(byId("main").dataset, { open: String(isOpen), lost: why });
  const text = isOpen ? deck?.problem : LOST[why];
  byId("lost").hidden = !text;
  if (text) byId("lost-text").textContent = text;
}

function press(id, on) {
  byId(id).setAttribute("aria-pressed", String(on));
}

/** Told to screen readers: the slide when it is another one, an error when it is new. */
function tell() {
  const what = slide();
  if (!what) {
    if (either()) byId("said").textContent = said = `Not in the ${variant().name} variant`;
    return;
  }
  const error = what.state === "good" ? "" : `. Error: ${decks.errorsOf(deck, what)[0]?.message ?? "it can't be shown"}`;
  const states = decks.steps(what) > 1 ? `, step ${place.step + 1} of ${decks.steps(what)}` : "";
  const text = `Slide ${what.number} of ${variant().slides.length}${what.title ? `: ${what.title}` : ""}${states}${error}`;
  if (text !== said) byId("said").textContent = text;
  said = text;
}

// ---------------------------------------------------------------- going about

/** Goes to a place of this variant. `push` makes it a step of the browser's history. */
function go(to, { push = false } = {}) {
  home = null;
  const ids = order();
  if (ids.length === 0) return;
  place.id = ids[Math.min(Math.max(to.index, 0), ids.length - 1)];
  place.step = Math.min(Math.max(to.step, 0), decks.steps(either()) - 1);
  settle({ push });
}

/** Draws, writes the address, makes the neighbours ready. */
function settle({ push = false } = {}) {
  draw();
  tell();
  toast.hide();
  const what = slide();
  const address = addressOf(place.id, what && decks.steps(what) > 1 ? place.step : null);
  if (address !== location.hash) history[push ? "pushState" : "replaceState"](null, "", address);
  prepare();
}

/** The address of a slide, with all else as it is seen now. */
function addressOf(id, step) {
  const named = place.variant !== null && place.variant !== deck.variants[0]?.name ? place.variant : null;
  return route.format({ id, step, variant: named, side: view.side, marks: view.marks });
}

/** The pages a key press may ask for next. */
function prepare() {
  const main = variant();
  const at = index();
  if (!main || at < 0) return;
  const near = [at, at + 1, at - 1].flatMap((near) => main.slides[near]?.pages ?? []).slice(0, 12);
  const other = main.slides[at] ? deck.variants.map((one) => one.slides[decks.indexOf(one, place.id)]?.pages.at(-1)) : [];
  for (const key of [...near, ...other]) if (key) pages.get(key).catch(() => {});
}

const LAST = Number.MAX_SAFE_INTEGER;

/** To a slide as a whole, in its last state. */
function jump(id) {
  const at = order().indexOf(id);
  if (at >= 0) go({ index: at, step: LAST }, { push: id !== place.id });
}

function next() {
  const at = order().indexOf(place.id);
  const what = either();
  if (!what) return;
  if (place.step < decks.steps(what) - 1) go({ index: at, step: place.step + 1 });
  else if (at < order().length - 1) go({ index: at + 1, step: 0 });
}

function previous() {
  const at = order().indexOf(place.id);
  if (place.step > 0) go({ index: at, step: place.step - 1 });
  else if (at > 0) go({ index: at - 1, step: LAST });
}

/** Another audience, at the same slide, or at the nearest one it has. */
function switchTo(name) {
  const before = variant();
  const after = decks.variantOf(deck, name);
  if (!after || after === before) return;
  const from = Math.max(index(), 0);
  home = null;
  place.variant = after.name;
  if (decks.indexOf(after, place.id) < 0) {
    const order = [...before.slides.slice(0, from).reverse(), ...before.slides.slice(from)];
    const near = order.find(({ id }) => decks.indexOf(after, id) >= 0);
    place.id = near?.id ?? after.slides[0]?.id ?? null;
    place.step = LAST;
  }
  const what = slide();
  place.step = what ? Math.min(place.step, decks.steps(what) - 1) : 0;
  settle();
  drawFindings();
}

function followAddress() {
  const to = route.parse(location.hash);
  if (to.variant !== null && deck.variants.some(({ name }) => name === to.variant)) place.variant = to.variant;
  else if (to.variant === null && place.variant === null) place.variant = deck.variants[0]?.name ?? null;
  else if (to.id !== null) place.variant = decks.variantOf(deck, to.variant)?.name ?? null;
  view.side = to.side && deck.variants.length > 1;
  view.marks = to.marks && deck.variants.length > 1;
  const at = order().indexOf(to.id ?? place.id);
  go({ index: Math.max(at, 0), step: to.step ?? LAST });
  if (!variant()?.slides.length) draw();
}

// ---------------------------------------------------------------- what the server says

connect(base, {
  deck(whole) {
    const before = deck;
    deck = whole;
    pages.keep(decks.keys(deck));
    if (before === null) {
      followAddress();
    } else {
      stay(decks.variantOf(before, place.variant));
    }
    drawFindings();
    drawState();
    byId("main").dataset.version = deck.version;
  },
  update(change) {
    const after = deck && decks.applied(deck, change);
    if (!after) return false;
    const before = variant();
    deck = after;
    for (const [key, page] of Object.entries(change.pages ?? {})) pages.put(key, page);
    pages.keep(decks.keys(deck));
    const target = view.follow && before && before.name === variant()?.name ? decks.edited(before, variant(), place.id) : null;
    stay(before, target);
    drawFindings();
    drawState();
    byId("main").dataset.version = deck.version;
    return true;
  },
  open: drawState,
});

/** After a change of the deck: back where the reader was, else at the slide that was edited, else where one is. */
function stay(before, edited = null) {
  if (returned()) return settle();
  if (edited) Object.assign(place, { id: edited, step: LAST });
  if (place.variant === null || !deck.variants.some(({ name }) => name === place.variant)) {
    place.variant = deck.variants[0]?.name ?? null;
  }
  if (deck.variants.length < 2) view.side = view.marks = false;
  // A slide that only the other audience has stays in sight while that one stands beside.
  if (slide() || !either()) Object.assign(place, decks.kept(place, before, variant()));
  settle();
}

/** Notes a place that is lost, and goes back to it when it is there again. */
function returned() {
  const now = { ...place, side: view.side, marks: view.marks };
  if (home && decks.holds(deck, home)) {
    const { side, marks, ...was } = home;
    home = null;
    Object.assign(place, was);
    Object.assign(view, { side, marks });
    if (either()) place.step = Math.min(place.step, decks.steps(either()) - 1);
    return true;
  }
  if (now.id !== null && !decks.holds(deck, now)) home ??= now;
  return false;
}

// ---------------------------------------------------------------- buttons, keys, pointer

const goto = makeGoto(
  { dialog: byId("goto"), input: byId("goto-input"), list: byId("goto-list"), none: byId("goto-none") },
  (id) => {
    toggleOverview(false);
    jump(id);
  },
);

const actions = {
  next,
  previous,
  first: () => go({ index: 0, step: 0 }),
  last: () => go({ index: LAST, step: LAST }),
  goto: () => goto.open(variant()?.slides ?? [], place.id),
  overview: () => toggleOverview(!view.overview),
  variant: () => switchTo(decks.variantBeside(deck, place.variant)?.name),
  side: toggleSide,
  marks: toggleMarks,
  follow: toggleFollow,
  findings: () => toggleFindings(byId("findings").hidden),
  full: toggleFull,
  blank: () => toggleBlank(true),
  help: () => byId("help").showModal(),
  escape,
};

listenToKeys((action, event) => {
  if (!deck) return;
  if (!byId("blank").hidden) toggleBlank(false);
  else if (view.overview && grid.key(event.key)) return event.preventDefault();
  else actions[action]();
  if (action !== "escape") event.preventDefault();
});

listenToPointer(byId("stage"), { next, previous, text: showOrigin });

for (const [id, action] of Object.entries({ previous, next, counter: actions.goto, grid: actions.overview, side: toggleSide, marks: toggleMarks, follow: toggleFollow, full: toggleFull, "help-open": actions.help, "findings-open": actions.findings })) {
  byId(id).addEventListener("click", (event) => {
    if (!deck) return;
    action();
    // After a mouse click the keys belong to the slides again; from the keyboard the focus stays.
    if (event.detail > 0) event.currentTarget.blur();
  });
}

byId("variants").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) switchTo(button.dataset.name);
  if (event.detail > 0) button?.blur();
});

byId("findings-close").addEventListener("click", () => toggleFindings(false));
byId("findings-list").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const finding = button && deck.findings[Number(button.dataset.index)];
  if (!finding || String(getSelection()) !== "") return;
  const target = finding.slides.find((id) => decks.indexOf(variant(), id) >= 0);
  if (target) {
    toggleOverview(false);
    jump(target);
  }
});

byId("help-close").addEventListener("click", () => byId("help").close());
closeOnBackdrop(byId("help"));
byId("blank").addEventListener("click", () => toggleBlank(false));
addEventListener("popstate", () => deck && followAddress());
addEventListener("resize", () => deck && draw());

function toggleOverview(on) {
  if (view.overview === on) return;
  view.overview = on;
  byId("overview").hidden = !on;
  byId("stage").inert = on;
  press("grid", on);
  toast.hide();
  if (on) {
    grid.show(variant(), place.id, decks.faulty(deck));
    grid.focus(place.id);
  } else {
    grid.clear();
  }
}

function toggleSide() {
  if (deck.variants.length < 2) return;
  home = null;
  view.side = !view.side;
  if (!slide()) Object.assign(place, decks.kept(place, beside(), variant()));
  settle();
}

function toggleMarks() {
  if (deck.variants.length < 2) return;
  home = null;
  view.marks = !view.marks;
  settle();
}

function toggleFollow() {
  view.follow = !view.follow;
  remember("follow", view.follow);
  press("follow", view.follow);
}

function toggleFindings(on) {
  byId("findings").hidden = !on;
  byId("findings-open").setAttribute("aria-expanded", String(on));
  drawFindings();
  draw();
  if (on) byId("findings-list").querySelector("button")?.focus({ focusVisible: false });
  else byId("findings-open").focus({ focusVisible: false });
}

function toggleBlank(on) {
  byId("blank").hidden = !on;
  if (on) byId("said").textContent = said = "Blank screen";
  else tell();
}

function escape() {
  if (view.overview) toggleOverview(false);
  else if (!byId("findings").hidden) toggleFindings(false);
  else toast.hide();
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

let idle = 0;
function stir() {
  clearTimeout(idle);
  document.body.classList.remove("idle");
  if (document.fullscreenElement) idle = setTimeout(() => document.body.classList.add("idle"), 2200);
}
addEventListener("pointermove", stir);
document.addEventListener("fullscreenchange", () => {
  document.body.classList.toggle("full", document.fullscreenElement !== null);
  press("full", document.fullscreenElement !== null);
  stir();
  draw();
});

// ---------------------------------------------------------------- where a text comes from

function showOrigin(target) {
  const from = panes.map((pane) => pane.origin(target)).find(Boolean);
  if (from) toast.show(`${from.file}:${from.line}`);
}

// ---------------------------------------------------------------- small things

function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`deckle.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`deckle.${name}`, JSON.stringify(value));
  } catch {
    // Without a store it holds for this visit.
  }
}
