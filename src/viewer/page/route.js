// The place in the address: `#/slide-id/step?audience=name&side&marks`. Without a step the slide's last state is meant.

/** @returns {{id: string|null, step: number|null, variant: string|null, side: boolean, marks: boolean}} `step` counts from 0 */
export function parse(hash) {
  const text = hash.replace(/^#\/?/, "");
  const cut = text.indexOf("?");
  const path = cut < 0 ? text : text.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? "" : text.slice(cut + 1));
  const [id, step] = path.split("/").map(decoded);
  const number = Number.parseInt(step, 10);
  return { id: id || null, step: number > 0 ? number - 1 : null, variant: query.get("audience"), side: query.has("side"), marks: query.has("marks") };
}

/** The address of a place. `step` is `null` where the slide has one state only. */
export function format({ id, step, variant, side, marks }) {
  const path = [id ?? "", ...(step === null ? [] : [String(step + 1)])].map(encodeURIComponent).join("/");
  const query = [variant === null ? null : `audience=${encodeURIComponent(variant)}`, side ? "side" : null, marks ? "marks" : null].filter(Boolean);
  return `#/${path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
