// The deck as the server tells it, and what an update makes of it. Data only: nothing here touches the page.

/** The variant of a name, else the first. */
export function variantOf(deck, name) {
  return deck.variants.find((variant) => variant.name === name) ?? deck.variants[0] ?? null;
}

/** Another variant to stand beside this one: the next. */
export function variantBeside(deck, name) {
  const at = deck.variants.indexOf(variantOf(deck, name));
  return deck.variants.length > 1 ? deck.variants[(at + 1) % deck.variants.length] : null;
}

export function indexOf(variant, id) {
  return variant ? variant.slides.findIndex((slide) => slide.id === id) : -1;
}

/**
 * The ids of the slides of a variant, and, where another stands beside it, of the slides that only that one has: where they stand in the
 * deck. `paired` are left out: they are shown beside a slide of the first.
 */
export function order(main, beside, paired) {
  if (!beside) return main.slides.map(({ id }) => id);
  const [own, other] = [main, beside].map(({ slides }) => new Set(slides.map(({ id }) => id)));
  const out = [];
  let at = 0;
  // Up to the next slide that both have, the lines they were written on say what comes first.
  const take = (until) => {
    while (at < main.slides.length && until(main.slides[at])) out.push(main.slides[at++].id);
  };
  for (const { id, line } of beside.slides) {
    if (own.has(id)) {
      take((slide) => slide.id !== id);
      take((slide) => slide.id === id);
    } else if (!paired.has(id)) {
      take((slide) => !other.has(slide.id) && slide.line < line);
      out.push(id);
    }
  }
  take(() => true);
  return out;
}

/** How many pages a slide has to step through. One that failed has a single place. */
export function steps(slide) {
  return Math.max(1, slide.pages.length);
}

/** All page keys of a deck. */
export function keys(deck) {
  return new Set(deck.variants.flatMap((variant) => variant.slides.flatMap((slide) => slide.pages)));
}

/** The errors that hold a slide back. */
export function errorsOf(deck, slide) {
  return deck.findings.filter((finding) => finding.severity === "error" && finding.slides.includes(slide.id));
}

/** The ids of the slides that an error holds back. */
export function faulty(deck) {
  return new Set(deck.findings.filter(({ severity }) => severity === "error").flatMap(({ slides }) => slides));
}

/**
 * The deck after an update, or `null` when the update does not fit what we have and the whole deck is needed.
 * The old deck stays as it is.
 */
export function applied(deck, update) {
  if (update.to <= deck.version) return deck;
  if (update.from !== deck.version) return null;
  const variants = [...deck.variants];
  for (const change of update.variants ?? []) {
    const at = variants.findIndex((variant) => variant.name === change.name);
    if (at < 0) return null;
    const { slides: changed = [], order, ...rest } = change;
    const known = new Map(variants[at].slides.map((slide) => [slide.id, slide]));
    for (const slide of changed) known.set(slide.id, slide);
    const ids = order ?? variants[at].slides.map((slide) => slide.id);
    const slides = ids.map((id) => known.get(id));
    if (slides.includes(undefined)) return null;
    variants[at] = { ...variants[at], ...rest, slides };
  }
  return {
    ...deck,
    version: update.to,
    findings: update.findings ?? deck.findings,
    problem: update.problem === undefined ? deck.problem : update.problem,
    variants,
  };
}

/** The place after a change: the same slide; where it is gone, what now stands at its number. */
export function kept(place, before, after) {
  if (!after || after.slides.length === 0) return { ...place };
  let index = indexOf(after, place.id);
  if (index < 0) {
    const was = indexOf(before, place.id);
    index = Math.min(Math.max(was, 0), after.slides.length - 1);
  }
  const slide = after.slides[index];
  const old = before?.slides.find((other) => other.id === place.id);
  // Someone who looks at the last state of a slide goes on doing so when a step is added.
  const atEnd = old ? place.step >= steps(old) - 1 : true;
  return { id: slide.id, step: atEnd ? steps(slide) - 1 : Math.min(place.step, steps(slide) - 1) };
}

/** Can a place be shown: is its variant there, and its slide in that or, with both side by side, in the next? */
export function holds(deck, { variant: name, id, side }) {
  const variant = deck.variants.find((one) => one.name === name);
  return Boolean(variant) && [variant, side ? variantBeside(deck, name) : null].some((one) => indexOf(one, id) >= 0);
}

/**
 * The slide an edit was made on: a new one, else the first whose pages changed; `null` when the current one is among
 * those or gone (then its neighbour is the place of the edit) or nothing that is shown changed.
 */
export function edited(before, after, currentId) {
  const known = new Map(before.slides.map((slide) => [slide.id, slide]));
  const fresh = after.slides.filter((slide) => !known.has(slide.id));
  // Many new slides at once are another deck or another branch, not an edit.
  if (fresh.length > 0 && fresh.length <= 3) return fresh[0].id;
  if (indexOf(after, currentId) < 0) return null;
  const changed = after.slides.filter((slide) => known.has(slide.id) && differs(known.get(slide.id), slide));
  return changed.length === 0 || changed.some((slide) => slide.id === currentId) ? null : changed[0].id;
}

function differs(a, b) {
  return a.state !== b.state || a.pages.length !== b.pages.length || a.pages.some((key, at) => key !== b.pages[at]);
}
