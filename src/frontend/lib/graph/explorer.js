/** The graph of a walk, kept in step with the list beside it. */

import { drag } from "d3-drag";
import { select } from "d3-selection";
import { Drawing } from "./drawing.js";
import { picture, savePng, saveSvg } from "./export.js";
import { Keys } from "./keys.js";
import { arrange } from "./layout.js";
import { read } from "./model.js";
import { Sight } from "./sight.js";
import { tools } from "./tools.js";
import { asked, chosen, hidden, pinned } from "./url.js";
import { canRedo, canUndo, redo, undo, Walking } from "./walk.js";

const MOVE = 350;

export class Explorer {
  #root = document.getElementById("explore");
  #walking = new Walking(() => this.#show());
  #places = new Map();
  #model;
  #drawing;
  #sight;
  #keys;
  #buttons;
  #moving = 0;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#root.classList.add("drawn");
    host.hidden = false;
    const { frame, buttons, help } = tools(host, this.#commands());
    this.#buttons = buttons;
    this.#drawing = new Drawing(frame, help);
    this.#sight = new Sight(this.#drawing.svg, (transform) => this.#model && this.#drawing.place(transform));
    this.#keys = new Keys(this.#drawing, this.#keyed(), (spot) => this.#sight.reveal(spot));
    this.#listen();
    this.#show();
    addEventListener("resize", () => this.#fit());
  }

  #commands() {
    return {
      undo,
      redo,
      nearer: () => this.#sight.nearer(),
      farther: () => this.#sight.farther(),
      fit: () => this.#fit(),
      pin: () => this.#pin(this.#model.spots.get(this.#model.at)),
      svg: () => saveSvg(this.#picture(), "mandategraph-explore"),
      png: () => savePng(this.#picture(), "mandategraph-explore"),
    };
  }

  #keyed() {
    const commands = this.#commands();
    return {
      enter: (spot) => this.#choose(spot, true),
      " ": (spot) => this.#choose(spot, false),
      e: (spot) => this.#expand(spot),
      h: (spot) => this.#hide(spot),
      p: (spot) => this.#pin(spot),
      u: undo,
      "+": commands.nearer,
      "=": commands.nearer,
      "-": commands.farther,
      "−": commands.farther,
      0: commands.fit,
    };
  }

  #listen() {
    const { svg } = this.#drawing;
    svg.addEventListener("click", (event) => this.#clicked(event));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerover", (event) => this.#drawing.light(event.target.closest("[data-id]")?.dataset.id ?? null));
    svg.addEventListener("pointerleave", () => this.#drawing.light(null));
    document.addEventListener("click", (event) => this.#followed(event));
    document.addEventListener("submit", (event) => this.#submitted(event));
    for (const kind of ["pointerover", "focusin"]) {
      this.#root.addEventListener(kind, (event) => this.#pointed(event));
    }
  }

  /** What is in the page now is drawn, from where things stood before. */
  #show() {
    const model = read(this.#root, document.getElementById("list"));
    const before = this.#places;
    const spots = [...model.spots.values()];
    const known = spots.every(({ id }) => before.has(id));
    const hold = spots.every(({ id, kind }) => kind !== "thing" || before.has(id));
    const { width, height } = this.#sight.size;
    if (known) for (const spot of spots) Object.assign(spot, spot.pinned ? {} : before.get(spot.id));
    else arrange(model, this.#drawing.labelsOf(model), before, width / height, hold);
    const had = this.#drawing.svg.contains(document.activeElement);
    this.#model = model;
    this.#drawing.show(model);
    this.#places = new Map([...before, ...spots.map(({ id, x, y }) => [id, { x, y }])]);
    this.#drawing.place();
    if (!known) this.#move(before, hold);
    this.#keys.show(model);
    if (had) this.#keys.focus();
    this.#draggable();
    this.#refresh();
  }

  #refresh() {
    this.#buttons.undo.disabled = !canUndo();
    this.#buttons.redo.disabled = !canRedo();
    const at = this.#model.spots.get(this.#model.at);
    this.#buttons.pin.disabled = !at;
    const word = at?.pinned ? "Unpin" : "Pin";
    this.#buttons.pin.textContent = word;
    this.#buttons.pin.ariaLabel = `${word} the chosen thing (P)`;
  }

  /** Let things glide to their places, unless the reader wants none of that. */
  #move(before, hold) {
    cancelAnimationFrame(this.#moving);
    if (!hold) this.#sight.fit(this.#model.spots.values(), this.#places.get(this.#model.at) ?? this.#places.get(this.#model.start));
    if (!before.size || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const begun = performance.now();
    const from = new Map([...this.#places].map(([id, place]) => [id, before.get(id) ?? place]));
    const frame = (now) => {
      const share = Math.min(1, (now - begun) / MOVE);
      const eased = 1 - (1 - share) ** 3;
      for (const [id, to] of this.#places) {
        const { x, y } = from.get(id);
        Object.assign(this.#model.spots.get(id) ?? {}, { x: x + (to.x - x) * eased, y: y + (to.y - y) * eased });
      }
      this.#drawing.place();
      if (share < 1) this.#moving = requestAnimationFrame(frame);
    };
    frame(begun);
  }

  #fit() {
    if (this.#model) this.#sight.fit(this.#model.spots.values());
  }

  #draggable() {
    const drawing = this.#drawing;
    const moved = drag()
      .container(drawing.svg)
      .clickDistance(4)
      .on("drag", (event) => {
        const spot = this.#model.spots.get(event.sourceEvent && event.subject.id);
        spot.x += event.dx / this.#sight.scale;
        spot.y += event.dy / this.#sight.scale;
        spot.dragged = true;
        drawing.place();
      })
      .on("end", ({ subject }) => {
        const spot = this.#model.spots.get(subject.id);
        if (spot.dragged && spot.kind === "thing") this.#pin(spot, true);
      })
      .subject((event) => {
        const id = event.sourceEvent.target.closest("[data-id]").dataset.id;
        return { id, x: event.x, y: event.y };
      });
    select(drawing.svg).selectAll("a.spot").call(moved);
  }

  /** A pin is a step of the walk, but nothing new is asked for. */
  #pin(spot, pin = !spot.pinned) {
    if (spot?.kind !== "thing") return;
    spot.pinned = pin;
    this.#places.set(spot.id, { x: spot.x, y: spot.y });
    this.#walking.note(pinned(spot, pin));
    this.#repin(spot);
  }

  #repin(spot) {
    const drawn = JSON.parse(this.#root.dataset.canvas);
    drawn.pins = drawn.pins.filter(([id]) => id !== spot.id);
    if (spot.pinned) drawn.pins.push([spot.id, spot.x, spot.y]);
    this.#root.dataset.canvas = JSON.stringify(drawn);
    this.#show();
  }

  async #choose(spot, panel) {
    if (spot.kind !== "thing") return void this.#walking.go(spot.open);
    await this.#walking.go(chosen(spot.id), { step: false });
    if (panel) document.getElementById("h-panel").focus();
  }

  /** Open the largest relation of a thing that is not open yet. */
  async #expand(spot) {
    await this.#choose(spot, false);
    if (spot.kind !== "thing") return;
    const link = document.querySelector("#panel .choices > li > a[data-open]");
    if (link) await this.#walking.go(link.href);
  }

  #hide(spot) {
    if (spot.kind === "thing" && spot.id !== this.#model.start) this.#walking.go(hidden(spot.id));
  }

  #clicked(event) {
    const mark = event.target.closest("a.spot");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    mark.focus({ preventScroll: true });
    this.#choose(this.#model.spots.get(mark.dataset.id), false);
  }

  /** Links of the walk are followed without a new page. */
  #followed(event) {
    const link = event.target.closest?.("#trail a, #panel a, #list a, #filters a");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    this.#walking.go(link.href, { step: !link.dataset.thing });
  }

  #submitted(event) {
    if (event.target.id !== "filters") return;
    event.preventDefault();
    this.#walking.go(asked(event.target));
  }

  #pointed(event) {
    const row = event.target.closest?.("#list li[data-to]");
    if (row) this.#drawing.light(this.#model.spots.has(row.dataset.to) ? row.dataset.to : null);
  }

  #picture() {
    const { title, cite, dated } = this.#root.dataset;
    return picture(this.#drawing.svg, { title, cite, dated, address: location.href });
  }
}
