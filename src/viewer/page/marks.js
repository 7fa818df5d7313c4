// What two audiences see differently on a slide: asked for when it is looked at, drawn over the slides, told in a list.

/** Typing goes on: the slide is shown first, then what is marked on it. */
const PAUSE = 120;

/**
 * @param {string} base the address of the deck, with a slash at the end
 * @param {() => void} onChange called when an answer is there
 */
export function markStore(base, onChange) {
  let wanted = null;
  let answer = null;
  let timer = 0;

  /**
   * Says which slide is looked at: the numbers of two variants, a page of the slide in one of them, its id, and the version of the
   * deck. `null`: nobody looks.
   */
  function want(next) {
    if (wanted?.address === next?.address && wanted?.version === next?.version) return;
    // Another state of the same slide: its marks stay until the new ones are there.
    if (!next || wanted?.id !== next.id || wanted?.pair !== next.pair) answer = null;
    wanted = next;
    clearTimeout(timer);
    if (next) timer = setTimeout(ask, answer ? PAUSE : 0);
  }

  async function ask() {
    const mine = wanted;
    const got = await fetch(mine.address).then(
      (found) => (found.ok ? found.json() : null),
      () => null,
    );
    if (mine !== wanted) return;
    answer = got;
    onChange();
  }

  function address([first, second], key) {
    return `${base}marks/${first}-${second}/${key}.json`;
  }

  return { want, address, now: () => answer };
}

/** The marks of a page, as boxes to lie over it. */
export function markNodes({ pages }, differences, step, page) {
  const marks = pages[Math.min(step, pages.length - 1)] ?? [];
  const out = document.createDocumentFragment();
  for (const { difference, block, areas } of pages.length === 1 || step < pages.length ? marks : []) {
    const kind = differences[difference].kind.replaceAll(" ", "-");
    areas.forEach((area, at) => {
      const box = make("div", `mark ${kind}`);
      place(box, area, page);
      const numbered = block ? at === 0 : at === areas.length - 1;
      if (numbered) box.append(make("b", block ? "before" : "behind", String(difference + 1)));
      out.append(box);
    });
  }
  return out;
}

function place(node, [x, y, width, height], page) {
  node.style.left = `${(x / page.width) * 100}%`;
  node.style.top = `${(y / page.height) * 100}%`;
  node.style.width = `${(width / page.width) * 100}%`;
  node.style.height = `${(height / page.height) * 100}%`;
}

/** What there is to say about a slide as a whole. */
export function headline({ relation, sides, differences }, [first, second]) {
  if (relation === "replaced") return `${second} sees #${sides[1].id} in place of #${sides[0].id}`;
  if (relation === "only-first") return `Dropped on purpose: ${second} does not see this slide`;
  if (relation === "only-second") return `Only ${second} sees this slide`;
  if (differences.length === 0) return `${first} and ${second} see the same here`;
  return `${first} → ${second}`;
}

/** Fills the list of what differs. */
export function fillDifferences(list, differences) {
  list.replaceChildren(
    ...differences.map(({ kind, place, words }, index) => {
      const item = make("li");
      const head = make("span", `head ${kind.replaceAll(" ", "-")}`);
      head.append(make("b", "", String(index + 1)), make("span", "kind", kind), make("span", "place", place));
      const body = make("span", "words");
      const [first, second] = words.map((text) => text ?? "–");
      // An explanation repeats its word.
      if (kind === "glossed") body.append(make("span", "", words[0] !== null && words[0].length > (words[1] ?? "").length ? first : second));
      else body.append(make("span", "", first), make("span", "arrow", " → "), make("span", "", second));
      item.append(head, body);
      return item;
    }),
  );
}

function make(tag, name = "", text = null) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== null) node.textContent = text;
  return node;
}
