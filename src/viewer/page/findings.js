// Findings: the card on a slide, the badge in the bar, the list at the side. All of it is text, never markup.

const WORDS = { error: ["error", "errors"], warning: ["warning", "warnings"], note: ["note", "notes"] };

/** What stands on a slide that could not be set, or where there is no slide. */
export function card({ errors, message, place }) {
  const body = make("div", "card-body");
  if (message !== null && message !== undefined) {
    body.classList.add("quiet");
    body.append(make("p", "message", message.title));
    if (message.text) body.append(make("p", "", message.text));
    return body;
  }
  body.append(make("h2", "", "This slide can’t be shown as it is written"));
  if (errors.length === 0) body.append(make("p", "message", "There is an error elsewhere in the deck; see the findings."));
  errors.slice(0, 3).forEach((finding, index) => {
    if (index > 0) body.append(make("hr"));
    body.append(told(make("p", "message"), finding.message));
    for (const help of finding.help) body.append(told(make("p"), help));
    body.append(make("p", "place", place(finding)));
  });
  if (errors.length > 3) body.append(make("p", "", `and ${errors.length - 3} more`));
  return body;
}

/** A line about errors that did not keep the slide from being shown. */
export function flagged(errors) {
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const line = told(make("span", "error"), errors[0].message);
  line.append(more);
  return line;
}

/** So many of a kind; nothing where there are none. */
export function counted(severity, count) {
  return count === 0 ? [] : [make("span", severity, `${count} ${WORDS[severity][count === 1 ? 0 : 1]}`)];
}

/** The badge: how many of each kind. */
export function fillBadge(badge, findings) {
  const parts = Object.keys(WORDS).flatMap((severity) => counted(severity, findings.filter((finding) => finding.severity === severity).length));
  badge.hidden = parts.length === 0;
  badge.replaceChildren(...parts);
}

/**
 * The list, errors first. A button has the index of its finding.
 * @param {{findings: object[], place: (finding) => string, slide: (finding) => string}} data
 */
export function fillList(list, { findings, place, slide }) {
  if (findings.length === 0) {
    list.replaceChildren(make("li", "none", "None."));
    return;
  }
  const ranks = Object.keys(WORDS);
  const entries = findings.map((finding, index) => ({ finding, index }));
  entries.sort((one, other) => ranks.indexOf(one.finding.severity) - ranks.indexOf(other.finding.severity));
  list.replaceChildren(
    ...entries.map(({ finding, index }) => {
      const item = make("li");
      const button = make("button", "finding");
      button.type = "button";
      button.dataset.index = index;
      const head = make("span", "head");
      head.append(make("span", finding.severity, WORDS[finding.severity]?.[0] ?? finding.severity), make("span", "where", slide(finding)));
      button.append(head, told(make("span", "message"), finding.message));
      for (const help of finding.help) button.append(told(make("span", "help-text"), help));
      button.append(make("span", "place", `${place(finding)}  ${finding.code}`));
      item.append(button);
      return item;
    }),
  );
}

/** Writes a sentence into a node, with what stands between backticks as code. */
function told(node, text) {
  for (const [at, part] of sentence(text).split(/`([^`\n]+)`/).entries()) if (part) node.append(at % 2 === 1 ? make("code", "", part) : part);
  return node;
}

/** Findings begin with a small letter, as the terminal prints them; here each is a sentence of its own. */
function sentence(text) {
  return /^[a-z]+[ ,’']/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}

function make(tag, name = "", text = null) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== null) node.textContent = text;
  return node;
}
