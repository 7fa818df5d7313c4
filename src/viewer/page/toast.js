// A line of text that can be copied and goes by itself.

const SHOWN = 6000;

/** @param {{box: HTMLElement, text: HTMLElement, copy: HTMLElement}} parts */
export function makeToast({ box, text, copy }) {
  let timer = 0;

  function show(words) {
    text.textContent = words;
    copy.textContent = "Copy";
    box.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(hide, SHOWN);
  }

  function hide() {
    clearTimeout(timer);
    box.hidden = true;
  }

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  return { show, hide };
}
