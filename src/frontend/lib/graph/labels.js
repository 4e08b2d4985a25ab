/** Names and signs where there is room for them: the more important first, none over another. */

const WIDEST = 24;
const LINES = 3;
const LINE = 15;
const LETTER = 6.4;
/** From a thing to its name: there is room for the ring of the focus. */
const BESIDE = 6;
const ruler = document.createElement("canvas").getContext("2d");

/** Words in lines of about so many letters. */
function wrap(text, widest) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line && line.length + word.length >= widest) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/** @typedef {{ lines: string[], width: number, height: number }} Label */

/**
 * A name in lines; a short form of it where it would need many.
 * @param {string} text
 * @param {{ whole?: boolean, font: string }} how
 * @returns {Label}
 */
export function label(text, { whole = false, font }) {
  let lines = wrap(text, WIDEST);
  if (!whole && lines.length > LINES) lines = [...lines.slice(0, LINES - 1), `${lines[LINES - 1]} …`];
  ruler.font = font;
  const width = Math.max(...lines.map((line) => ruler.measureText(line).width));
  return { lines, width, height: lines.length * LINE };
}

/** About what a name takes up, whatever the fonts are. @param {string} text */
export function roughly(text) {
  const lines = wrap(text, WIDEST).slice(0, LINES);
  return { width: Math.max(...lines.map((line) => line.length)) * LETTER, height: lines.length * LINE };
}

/** The width of a line of text. @param {string} text @param {string} font */
export function widthOf(text, font) {
  ruler.font = font;
  return ruler.measureText(text).width;
}

const hits = (one, other) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

const span = (from, to, other, end) => Math.max(0, Math.min(to, end) - Math.max(from, other));

/** How much of two boxes lies over each other. */
const common = (one, other) =>
  span(one.x, one.x + one.width, other.x, other.x + other.width) * span(one.y, one.y + one.height, other.y, other.y + other.height);

/** The four places for a name: below, above, to the right and to the left of its thing. */
function places({ x, y, radius }, { width, height }) {
  const gap = radius + BESIDE;
  return [
    { x: x - width / 2, y: y + gap, anchor: "middle" },
    { x: x - width / 2, y: y - gap - height, anchor: "middle" },
    { x: x + gap, y: y - height / 2, anchor: "start" },
    { x: x - gap - width, y: y - height / 2, anchor: "end" },
  ].map((place, side) => ({ ...place, width, height, side }));
}

/** Room on the canvas; what is taken is not given again. */
export class Room {
  #taken = [];
  #size;

  /** @param {{ width: number, height: number }} size */
  constructor(size) {
    this.#size = size;
  }

  /** @param {{ x: number, y: number, width: number, height: number }} box */
  take(box) {
    this.#taken.push(box);
  }

  free(box) {
    return this.#inside(box) && !this.#taken.some((other) => hits(box, other));
  }

  /**
   * That of some places which lies least over what is taken.
   * @template {{ box: { x: number, y: number, width: number, height: number } }} Place
   * @param {Place[]} some
   */
  best(some) {
    const over = ({ box }) => this.#taken.reduce((sum, other) => sum + common(box, other), 0);
    const costs = new Map(some.map((place) => [place, over(place)]));
    return some.reduce((one, other) => (costs.get(other) < costs.get(one) ? other : one));
  }

  #inside({ x, y, width, height }) {
    return x >= 0 && y >= 0 && x + width <= this.#size.width && y + height <= this.#size.height;
  }

  /**
   * A place for a name beside its thing; undefined where there is none, unless it must stand.
   * @param {{ x: number, y: number, radius: number }} spot
   * @param {Label} text
   * @param {boolean} must
   * @param {number} [side] where it stands already: what is pointed at must not go from under the pointer
   */
  beside(spot, text, must, side) {
    const tried = places(spot, text);
    const found =
      (must && side !== undefined ? this.#shifted(tried[side]) : undefined) ??
      tried.find((place) => this.free(place)) ??
      (must ? (tried.find((place) => this.#inside(place)) ?? tried[0]) : undefined);
    if (found) this.take(found);
    return found;
  }

  /** The same place, moved sideways into the frame. */
  #shifted(place) {
    return { ...place, x: Math.max(0, Math.min(place.x, this.#size.width - place.width)) };
  }
}
