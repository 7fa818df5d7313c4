// Keyboard, clicks and touch, turned into named actions.

const KEYS = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  " ": "next",
  n: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  Home: "first",
  End: "last",
  g: "goto",
  o: "overview",
  v: "variant",
  s: "side",
  m: "marks",
  e: "follow",
  p: "findings",
  f: "full",
  b: "blank",
  ".": "blank",
  "?": "help",
  Escape: "escape",
};

/** A click that comes this soon after the window was entered only meant the window. */
const ENTERING = 250;
const SWIPE = 48;

/** @param {(action: string, event: KeyboardEvent) => void} act */
export function listenToKeys(act) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select")) return;
    // A control in focus keeps the keys it understands.
    if (event.target.closest?.("button, a[href]") && (event.key === " " || event.key === "Enter")) return;
    const action = event.key === " " && event.shiftKey ? "previous" : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) act(action, event);
  });
}

/**
 * Clicks and swipes on the stage. A click on text or a link is the text's own; elsewhere it turns the page.
 * @param {HTMLElement} stage
 * @param {{next: () => void, previous: () => void, text: (target: Element) => void}} on
 */
export function listenToPointer(stage, on) {
  let entered = 0;
  let start = null;
  const isZoomed = () => (globalThis.visualViewport?.scale ?? 1) > 1.01;
  let swiped = false;
  addEventListener("focus", () => (entered = performance.now()));
  // Someone who looks closer moves what is seen, in every direction.
  globalThis.visualViewport?.addEventListener("resize", () => document.body.classList.toggle("zoomed", isZoomed()));

  stage.addEventListener("pointerdown", (event) => {
    start = event.isPrimary ? { x: event.clientX, y: event.clientY, touch: event.pointerType === "touch" } : null;
    swiped = false;
  });
  stage.addEventListener("pointerup", (event) => {
    if (!start?.touch || isZoomed()) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (Math.abs(dx) < SWIPE || Math.abs(dx) < 1.5 * Math.abs(dy)) return;
    swiped = true;
    if (dx < 0) on.next();
    else on.previous();
  });
  stage.addEventListener("click", (event) => {
    if (swiped || event.button !== 0 || event.target.closest("a[href], button, .card")) return;
    const moved = start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
    if (moved || String(getSelection()) !== "") return;
    if (event.target.closest(".text span")) return on.text(event.target);
    if (performance.now() - entered < ENTERING) return;
    const box = stage.getBoundingClientRect();
    if (event.clientX - box.left < box.width / 3) on.previous();
    else on.next();
  });
}
