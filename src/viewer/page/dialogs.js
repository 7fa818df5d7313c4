// The dialog to go to a slide, and the one that tells the keys.

/** More are not drawn; typing narrows them. */
const SHOWN = 200;

/**
 * @param {{dialog: HTMLDialogElement, input: HTMLInputElement, list: HTMLElement, none: HTMLElement}} parts
 * @param {(id: string) => void} chosen
 */
export function makeGoto({ dialog, input, list, none }, chosen) {
  let slides = [];
  let found = [];
  let at = 0;

  function open(all, currentId) {
    slides = all.map((slide) => ({ slide, words: folded(`${slide.title ?? ""} ${slide.section ?? ""}`) }));
    input.value = "";
    search(currentId);
    dialog.showModal();
    reveal();
  }

  function search(currentId = null) {
    const typed = input.value.trim();
    const words = folded(typed).split(/\s+/).filter(Boolean);
    const byNumber = /^\d+$/.test(typed) ? slides.filter(({ slide }) => String(slide.number) === typed) : [];
    const byWords = slides.filter((entry) => !byNumber.includes(entry) && words.every((word) => entry.words.includes(word)));
    found = [...byNumber, ...byWords].slice(0, Math.max(SHOWN, 1 + slides.findIndex(({ slide }) => slide.id === currentId)));
    at = Math.max(0, found.findIndex(({ slide }) => slide.id === currentId));
    list.replaceChildren(...found.map(({ slide }, index) => option(slide, index)));
    none.hidden = found.length > 0;
    mark();
  }

  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (found.length > 0) input.setAttribute("aria-activedescendant", `goto-${at}`);
    else input.removeAttribute("aria-activedescendant");
    reveal();
  }

  const reveal = () => list.children[at]?.scrollIntoView({ block: "nearest" });

  function choose(index) {
    const entry = found[index];
    if (!entry) return;
    dialog.close();
    chosen(entry.slide.id);
  }

  input.addEventListener("input", () => search());
  input.addEventListener("keydown", (event) => {
    const page = 8;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (event.key === "Enter") choose(at);
    else if (to === undefined || found.length === 0) return;
    else {
      at = Math.min(Math.max(to, 0), found.length - 1);
      mark();
    }
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) choose([...list.children].indexOf(item));
  });
  closeOnBackdrop(dialog);
  return { open };
}

function option(slide, index) {
  const item = document.createElement("li");
  item.id = `goto-${index}`;
  item.setAttribute("role", "option");
  const part = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  item.append(part("b", slide.number), part("span", slide.title || "Untitled"), part("small", slide.section === slide.title ? "" : (slide.section ?? "")));
  return item;
}

/** Small letters without accents. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

export function closeOnBackdrop(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
