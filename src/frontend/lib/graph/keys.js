/** The keyboard on the canvas: one thing has the focus, the arrow keys go to the next in their direction. */

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The nearest thing in a direction; a way off it counts twice. */
function next(spots, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const spot of spots) {
    const [x, y] = [spot.x - from.x, spot.y - from.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    const cost = along + 2 * aside;
    if (spot !== from && along > 0 && aside <= along * 1.2 && cost < least) [best, least] = [spot, cost];
  }
  return best;
}

function nearest(spots, from) {
  const far = ({ x, y }) => Math.hypot(x - from.x, y - from.y);
  return [...spots].reduce((one, other) => (far(other) < far(one) ? other : one));
}

export class Keys {
  #drawing;
  #model;
  #current = null;
  #actions;
  #reveal;

  /**
   * @param {import("./drawing.js").Drawing} drawing
   * @param {Record<string, (spot: import("./model.js").Spot) => void>} actions by key, in lower case
   * @param {(spot: import("./model.js").Spot) => void} reveal
   */
  constructor(drawing, actions, reveal) {
    this.#drawing = drawing;
    this.#actions = actions;
    this.#reveal = reveal;
    // Not on the drawing itself: a browser takes an SVG that listens for the focus for one more stop of the Tab key.
    const frame = drawing.svg.parentElement;
    frame.addEventListener("keydown", (event) => this.#key(event));
    frame.addEventListener("focusin", (event) => this.#focused(event));
    frame.addEventListener("focusout", ({ relatedTarget }) => frame.contains(relatedTarget) || drawing.light(null));
  }

  /**
   * Only one thing is reached by Tab: the one that had the focus, else what stands nearest to where it was.
   * @param {import("./model.js").Model} model
   */
  show(model) {
    const gone = this.#model?.spots.get(this.#current);
    this.#model = model;
    const first = model.spots.has(model.at) ? model.at : model.start;
    if (gone) this.#rove(model.spots.has(gone.id) ? gone.id : nearest(model.spots.values(), gone).id);
    else this.#rove(first);
  }

  /** @param {string} [id] */
  focus(id = this.#current) {
    const known = this.#model.spots.has(id) ? id : this.#current;
    this.#drawing.marks.get(known)?.focus({ preventScroll: true });
  }

  #rove(id) {
    this.#drawing.marks.get(this.#current)?.setAttribute("tabindex", -1);
    this.#current = id;
    this.#drawing.marks.get(id)?.setAttribute("tabindex", 0);
  }

  #focused(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (!id) return;
    this.#rove(id);
    this.#drawing.light(id);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const spot = this.#model.spots.get(event.target.closest("[data-id]")?.dataset.id ?? this.#current);
    const way = WAYS[event.key];
    const action = this.#actions[event.key.toLowerCase()];
    if (!way && !action) return;
    event.preventDefault();
    if (action) return void action(spot);
    const other = next(this.#model.spots.values(), spot, way);
    if (!other) return;
    this.#reveal(other);
    this.focus(other.id);
  }
}
