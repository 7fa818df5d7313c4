// All slides of the first variant below each other, always as they are now.
const pages = new Map();
let deck;

async function load() {
  deck = await (await fetch("deck.json")).json();
  draw();
}

async function page(key) {
  if (!pages.has(key)) pages.set(key, await (await fetch(`page/${key}.json`)).json());
  return pages.get(key);
}

function draw() {
  const problem = document.getElementById("problem");
  problem.textContent = deck.problem ?? "";
  problem.hidden = !deck.problem;
  document.getElementById("findings").replaceChildren(...deck.findings.map((finding) => {
    const item = document.createElement("li");
    item.textContent = `${finding.file}:${finding.line}:${finding.column}: ${finding.severity}: ${finding.message}`;
    return item;
  }));
  const slides = deck.variants[0]?.slides ?? [];
  document.getElementById("slides").replaceChildren(...slides.map((slide) => {
    const image = document.createElement("img");
    image.alt = slide.title;
    const key = slide.pages.at(-1);
    if (key) page(key).then(({ svg }) => { image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`; });
    return image;
  }));
}

function update(message) {
  if (message.to <= deck.version) return;
  if (message.from !== deck.version) return void load();
  deck.version = message.to;
  for (const [key, value] of Object.entries(message.pages)) pages.set(key, value);
  for (const change of message.variants) {
    const variant = deck.variants.find(({ name }) => name === change.name);
    const slides = new Map([...variant.slides, ...change.slides].map((slide) => [slide.id, slide]));
    variant.slides = (change.order ?? variant.slides.map(({ id }) => id)).map((id) => slides.get(id));
  }
  if (message.findings) deck.findings = message.findings;
  if (message.problem !== undefined) deck.problem = message.problem;
  draw();
}

await load();
const events = new EventSource("events");
events.addEventListener("hello", ({ data }) => { if (JSON.parse(data).version !== deck.version) load(); });
events.addEventListener("update", ({ data }) => update(JSON.parse(data)));
