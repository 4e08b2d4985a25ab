/**
 * What is drawn: things, what is still closed around the chosen one, what had no room, and the lines between them.
 * All of it is read from the page, so that the graph and the list say the same.
 */

/**
 * @typedef {{ css: string, text: string }} Sign
 * @typedef {{ relation: string, signs: Sign[], statement: string, from: string, to: string }} Told
 * @typedef {{
 *   id: string, kind: "thing" | "closed" | "rest", name: string, label: string, shape: string, type: string,
 *   degree: number, radius: number, open: string, pinned: boolean, from?: string, x?: number, y?: number
 * }} Spot
 * @typedef {{ source: string, target: string, told: Told[], soft: boolean }} Line
 * @typedef {{ at: string, start: string, spots: Map<string, Spot>, lines: Line[], plan: import("./layout.js").Plan }} Model
 */

const SMALLEST = 6.5;
const LARGEST = 15;
const CROWD = 100;

/** The number or name that a sign shows, without what only a screen reader hears. */
function signOf(button) {
  const texts = [...button.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const css = [...button.classList].find((name) => name !== "p") ?? "stated";
  return { css, text: texts.map((node) => node.data.trim()).filter(Boolean).join(" ") };
}

/** @returns {Told} */
function toldBy(row) {
  const { from, to, relation, statement } = row.dataset;
  return { from, to, relation, statement, signs: [...row.querySelectorAll(".signs .p")].map(signOf) };
}

/** One line for each two things, with all that is told between them. */
function linesOf(list, spots) {
  const lines = new Map();
  for (const row of list.querySelectorAll("li[data-to]")) {
    const told = toldBy(row);
    if (!spots.has(told.from) || !spots.has(told.to)) continue;
    const key = [told.from, told.to].sort().join("|");
    if (!lines.has(key)) lines.set(key, { source: told.from, target: told.to, told: [], soft: true });
    const line = lines.get(key);
    line.told.push(told);
    line.soft = line.soft && told.signs.every((sign) => sign.css === "held");
  }
  return [...lines.values()];
}

const radiusOf = ({ degree }) => Math.min(LARGEST, SMALLEST + Math.sqrt(degree) * 0.7);

function thing(one, pins, many) {
  const radius = radiusOf(one) * (many > CROWD ? 0.75 : 1);
  return { ...one, kind: "thing", radius, open: "", pinned: pins.has(one.id) };
}

/** What the places follow from. */
function planOf({ start, things, ghosts, steps }, pins) {
  const all = [...things, ...ghosts];
  return {
    start,
    things: new Map(all.map((one) => [one.id, { label: one.label, radius: radiusOf(one) }])),
    steps: steps.map((step) => step.map((pair) => pair.map((number) => all[number].id))),
    pins,
  };
}

function closed(one) {
  const label = `${one.name} ${one.count.toLocaleString("en")}`;
  const name = "not opened";
  const id = `closed ${one.open}`;
  return { id, kind: "closed", name, label, shape: "", type: "", degree: 0, radius: 9, open: one.open, pinned: false, from: one.from };
}

function rest(one) {
  const label = `and ${one.count.toLocaleString("en")} more`;
  const name = "in the list";
  const id = `rest ${one.open}`;
  return { id, kind: "rest", name, label, shape: "", type: "", degree: 0, radius: 9, open: one.open, pinned: false, from: one.from };
}

/**
 * Read the page.
 * @param {HTMLElement} root the element with `data-canvas`
 * @param {HTMLElement} list the element with the rows
 * @returns {Model}
 */
export function read(root, list) {
  const drawn = JSON.parse(root.dataset.canvas);
  const pins = new Map(drawn.pins.map(([id, x, y, after = 0]) => [id, { x, y, after }]));
  const spots = new Map(drawn.things.map((one) => [one.id, thing(one, pins, drawn.things.length)]));
  const lines = linesOf(list, spots);
  for (const [make, some] of [[closed, drawn.closed], [rest, drawn.rest]]) {
    for (const one of some) {
      const spot = make(one);
      spots.set(spot.id, spot);
      lines.push({ source: one.from, target: spot.id, told: [], soft: true });
    }
  }
  return { at: drawn.at, start: drawn.start, spots, lines, plan: planOf(drawn, pins) };
}

/**
 * The things beside one.
 * @param {Model} model
 * @param {string} id
 */
export function beside(model, id) {
  const found = new Set();
  for (const { source, target } of model.lines) {
    if (source === id) found.add(target);
    if (target === id) found.add(source);
  }
  return found;
}
