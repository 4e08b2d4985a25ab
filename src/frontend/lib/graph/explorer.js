/** The graph of a walk, kept in step with the list beside it. */

import { drag } from "d3-drag";
import { select } from "d3-selection";
import { Drawing } from "./drawing.js";
import { picture, savePng, saveSvg } from "./export.js";
import { Glide } from "./glide.js";
import { Keys } from "./keys.js";
import { arrange } from "./layout.js";
import { read } from "./model.js";
import { Sight } from "./sight.js";
import { tools } from "./tools.js";
import { asked, chosen, hidden, pinned, unchosen } from "./url.js";
import { canRedo, canUndo, redo, undo, Walking } from "./walk.js";

/** So long after an opening, in milliseconds, a click is the second of two, meant for what was there before. */
const SETTLED = 400;

/** A place in the page is gone to without a step of the browser's, which would be undone in place of the walk's. */
function goTo(place) {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
}

export class Explorer {
  #root = document.getElementById("explore");
  #walking = new Walking(() => this.#show());
  #glide = new Glide();
  #model;
  #laid = { key: "" };
  #drawing;
  #sight;
  #keys;
  #buttons;
  #onward;
  #size = "";
  #opened = -Infinity;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#root.classList.add("drawn");
    host.hidden = false;
    const { frame, buttons, onward, help } = tools(host, this.#commands());
    [this.#buttons, this.#onward] = [buttons, onward];
    this.#drawing = new Drawing(frame, help);
    this.#sight = new Sight(this.#drawing.svg, (transform, done) => this.#seen(transform, done));
    this.#keys = new Keys(this.#drawing, this.#keyed(), (spot) => this.#sight.reveal(spot));
    this.#listen();
    this.#show();
    addEventListener("resize", () => this.#resized());
    document.fonts.ready.then(() => this.#drawing.place());
  }

  #commands() {
    return {
      undo,
      redo,
      nearer: () => this.#sight.nearer(),
      farther: () => this.#sight.farther(),
      fit: () => this.#fit(),
      pin: () => this.#pin(this.#model.spots.get(this.#model.at)),
      list: () => document.getElementById("h-panel").focus(),
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
      escape: () => this.#unchoose(),
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

  /** What is in the page now is drawn; the canvas moves only where there is more or less on it than before. */
  #show() {
    const model = read(this.#root, document.getElementById("list"));
    const [old, before] = [this.#model, this.#laid];
    const had = this.#drawing.svg.contains(document.activeElement);
    this.#glide.end();
    this.#lay(model);
    const from = new Map([...(old?.spots.values() ?? [])].map(({ id, x, y }) => [id, { x, y }]));
    this.#model = model;
    this.#drawing.show(model);
    const at = model.spots.get(model.at);
    if (JSON.stringify(before.box) !== JSON.stringify(this.#laid.box)) this.#sight.fit(this.#laid.box, at ?? model.spots.get(model.start));
    else if (at && model.at !== old.at) this.#sight.reveal(at);
    this.#drawing.offer();
    this.#keys.show(model);
    this.#glide.start(model.spots, from, () => this.#drawing.place());
    if (had) this.#keys.focus();
    this.#draggable();
    this.#refresh();
  }

  /** Places are worked out anew where the walk is another one. */
  #lay(model) {
    const { start, things, steps, pins } = model.plan;
    const key = JSON.stringify([start, [...things], steps, [...pins]]);
    if (key !== this.#laid.key) this.#laid = { key, ...arrange(model.plan) };
    for (const [id, { x, y }] of this.#laid.places) Object.assign(model.spots.get(id) ?? {}, { x, y });
  }

  /** What is no thing keeps within the frame, wherever one has moved. */
  #seen(transform, done) {
    if (!this.#model) return;
    if (done) this.#drawing.offer(transform);
    if ([...this.#model.spots.values()].every(({ x }) => x !== undefined)) this.#drawing.place(transform);
  }

  #resized() {
    const size = JSON.stringify(this.#sight.size);
    if (size !== this.#size) this.#fit();
    this.#size = size;
  }

  #refresh() {
    const { undo: back, redo: onward } = this.#buttons;
    [back.disabled, onward.disabled] = [false, false];
    if (!canUndo() && document.activeElement === back) onward.focus();
    if (!canRedo() && document.activeElement === onward) back.focus();
    [back.disabled, onward.disabled] = [!canUndo(), !canRedo()];
    const at = this.#model.spots.get(this.#model.at);
    this.#buttons.pin.disabled = !at;
    this.#onward.textContent = at ? `${at.label}: to its relations` : "To what is said of it";
    const word = at?.pinned ? "Unpin" : "Pin";
    this.#buttons.pin.textContent = word;
    this.#buttons.pin.ariaLabel = `${word} the chosen thing (P)`;
  }

  #fit() {
    if (this.#model) this.#sight.fit(this.#laid.box);
  }

  #draggable() {
    const drawing = this.#drawing;
    const moved = drag()
      .container(drawing.svg)
      .clickDistance(4)
      .touchable(false)
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
    select(drawing.svg).selectAll("a.spot, a.called").call(moved);
  }

  /** A pin is a step of the walk, but nothing new is asked for. */
  #pin(spot, pin = !spot.pinned) {
    if (spot?.kind !== "thing") return;
    const { x, y } = spot.dragged ? spot : this.#laid.places.get(spot.id);
    const place = { id: spot.id, x: Math.round(x), y: Math.round(y) };
    const steps = this.#model.plan.steps.length;
    this.#walking.note(pinned(place, pin, steps));
    const drawn = JSON.parse(this.#root.dataset.canvas);
    drawn.pins = drawn.pins.filter(([id]) => id !== spot.id);
    if (pin) drawn.pins.push([spot.id, place.x, place.y, steps]);
    this.#root.dataset.canvas = JSON.stringify(drawn);
    this.#show();
  }

  async #choose(spot, panel) {
    if (spot.kind !== "thing") return this.#open(spot);
    await this.#walking.go(chosen(spot.id), { step: false });
    if (panel) document.getElementById("h-panel").focus();
  }

  async #open(spot) {
    this.#opened = Infinity;
    await this.#walking.go(spot.open);
    this.#opened = performance.now();
  }

  #unchoose() {
    if (this.#model.at !== this.#model.start) this.#walking.go(unchosen(), { step: false });
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
    if (event.timeStamp - this.#opened < SETTLED) return event.preventDefault();
    const id = event.target.closest("a.spot, a.called")?.dataset.id;
    if (!event.target.closest("a")) this.#unchoose();
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#keys.focus(id);
    this.#choose(this.#model.spots.get(id), false);
  }

  /** Links of the walk are followed without a new page. */
  #followed(event) {
    const link = event.target.closest?.("#trail a, #panel a, #list a, #filters a, a[href^='#']");
    if (!link || link.closest("svg") || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    if (link.hash) goTo(document.getElementById(link.hash.slice(1)));
    else this.#walking.go(link.href, { step: !link.dataset.thing });
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
    const { title, cite, dated, legend } = this.#root.dataset;
    const about = { title, cite, dated, address: location.href, legend: JSON.parse(legend) };
    return this.#drawing.signingAll(() => picture(this.#drawing.svg, about));
  }
}
