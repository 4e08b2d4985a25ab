/** The canvas: everything that is shown, at the places and the size of the moment. */

import { label, Room, widthOf } from "./labels.js";
import { nameMark, SIGN, signMark, spotMark, stand, words, write } from "./marks.js";
import { beside } from "./model.js";
import { placeOffers } from "./offers.js";
import { make, set } from "./svg.js";

const SMALL = 0.86;
const MANY = 20;
const SAID = 4;
/** Where on a line its sign may stand, by preference. */
const ALONG = [0.5, 0.62, 0.4, 0.74, 0.3];
const CLOSE = [...ALONG, ...Array.from({ length: 23 }, (_, step) => 0.92 - step * 0.035)];

export class Drawing {
  /** @type {SVGSVGElement} */
  svg;
  /** @type {import("./model.js").Model} */
  #model;
  #groups = Object.fromEntries(["lines", "signs", "spots", "names"].map((name) => [name, make("g", { class: name })]));
  #marks = new Map();
  #names = new Map();
  #lines = [];
  #signs = [];
  #others = [];
  #all = false;
  #near = new Set();
  /** On which side of its thing each name stood when it was not pointed at. */
  #sides = new Map();
  #lit = null;
  #transform = { k: 1, x: 0, y: 0 };

  /** @param {HTMLElement} host @param {string} describedBy */
  constructor(host, describedBy) {
    this.svg = make("svg", { class: "walk-graph", role: "group", "aria-describedby": describedBy });
    this.#groups.lines.setAttribute("aria-hidden", "true");
    this.svg.append(...Object.values(this.#groups));
    host.append(this.svg);
  }

  get font() {
    const { fontSize, fontFamily } = getComputedStyle(this.svg);
    return `${fontSize} ${fontFamily}`;
  }

  /** The marks of things by id. */
  get marks() {
    return this.#marks;
  }

  get size() {
    const { clientWidth, clientHeight } = this.svg;
    return { width: clientWidth || 600, height: clientHeight || 480 };
  }

  /** @param {import("./model.js").Model} model */
  show(model) {
    this.#model = model;
    this.#near = beside(model, model.at);
    this.#lit = null;
    this.#marks = new Map([...model.spots.values()].map((spot) => [spot.id, spotMark(spot, spot.id === model.at)]));
    this.#names = new Map([...model.spots.values()].map((spot) => [spot.id, nameMark(spot, spot.id === model.at)]));
    for (const marks of [this.#marks, this.#names]) for (const [id, mark] of marks) mark.dataset.id = id;
    this.#groups.names.replaceChildren(...this.#names.values());
    this.#lines = model.lines.map((line) => ({ line, mark: make("line", { class: this.#kind(line) }) }));
    this.#signs = this.#signed((line) => this.#touches(line, model.at));
    this.#groups.lines.replaceChildren(...this.#lines.map(({ mark }) => mark));
    this.#groups.signs.replaceChildren(...this.#signs.map(({ mark }) => mark));
    this.#groups.spots.replaceChildren(...this.#marks.values());
    this.svg.classList.toggle("many", this.#signs.length > MANY);
    const things = [...model.spots.values()].filter(({ kind }) => kind === "thing").length;
    this.svg.setAttribute("aria-label", `Graph of ${things} ${things === 1 ? "thing" : "things"}; the list says the same`);
  }

  #signed(which) {
    const lines = this.#model.lines.filter((line) => line.told.length && which(line));
    return lines.map((line) => ({ line, told: line.told[0], mark: signMark(line.told[0]) }));
  }

  /**
   * While something is done, every line has its sign, not those of the chosen thing alone.
   * @template Made
   * @param {() => Made} make
   */
  signingAll(make) {
    this.#others = this.#signed((line) => !this.#touches(line, this.#model.at));
    this.#groups.signs.append(...this.#others.map(({ mark }) => mark));
    this.#all = true;
    this.place();
    const made = make();
    for (const { mark } of this.#others) mark.remove();
    [this.#others, this.#all] = [[], false];
    this.place();
    return made;
  }

  #touches({ source, target }, id) {
    return source === id || target === id;
  }

  #kind(line) {
    return ["e", line.soft && "soft", line.told.length && this.#touches(line, this.#model.at) && "hot"].filter(Boolean).join(" ");
  }

  /** Let a thing and what it is linked with stand out; null ends it. @param {string | null} id */
  light(id) {
    if (id === this.#lit) return;
    this.#lit = id;
    for (const [one, mark] of this.#marks) mark.classList.toggle("lit", one === id);
    for (const { line, mark } of this.#lines) mark.classList.toggle("lit", id !== null && this.#touches(line, id));
    this.place();
  }

  /**
   * Put what is no thing where there is room for it in the frame as it is now.
   * @param {{ k: number, x: number, y: number }} [transform]
   */
  offer(transform = this.#transform) {
    this.#transform = transform;
    const [spots, { k, x, y }] = [[...this.#model.spots.values()], transform];
    const things = this.#screen(spots.filter(({ kind }) => kind === "thing"));
    const offers = spots
      .filter(({ kind }) => kind !== "thing")
      .map((spot) => ({ ...spot, label: label(spot.label, { font: this.#fontOnce }) }));
    for (const [id, place] of placeOffers(offers, things, this.#kept(things), this.size)) {
      Object.assign(this.#model.spots.get(id), { x: (place.x - x) / k, y: (place.y - y) / k });
    }
  }

  /** The name of the chosen thing must stand below it. */
  #kept(things) {
    const here = things.get(this.#model.at);
    if (!here) return [];
    const { width, height } = label(this.#model.spots.get(this.#model.at).label, { whole: true, font: this.#fontOnce });
    return [{ x: here.x - width / 2, y: here.y + here.radius, width, height: height + 8 }];
  }

  /** @param {{ k: number, x: number, y: number }} [transform] */
  place(transform = this.#transform) {
    this.#transform = transform;
    const at = this.#screen([...this.#model.spots.values()]);
    for (const [id, mark] of this.#marks) set(mark, { transform: `translate(${at.get(id).x},${at.get(id).y})` });
    for (const { line, mark } of this.#lines) {
      const [from, to] = [at.get(line.source), at.get(line.target)];
      set(mark, { x1: from.x, y1: from.y, x2: to.x, y2: to.y });
    }
    this.#write(at);
  }

  /** Where things stand on the screen. */
  #screen(spots) {
    const { k, x, y } = this.#transform;
    return new Map(spots.map((spot) => [spot.id, { x: spot.x * k + x, y: spot.y * k + y, radius: spot.radius }]));
  }

  /** Names and signs, the more important first. */
  #write(at) {
    const room = new Room(this.size);
    for (const { x, y, radius } of at.values()) {
      room.take({ x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 });
    }
    const order = [...this.#model.spots.values()].sort((one, other) => this.#rank(other) - this.#rank(one));
    const first = order.filter((spot) => this.#first(spot));
    for (const spot of first) this.#name(spot, at, room);
    const said = new Map();
    for (const sign of this.#signs) this.#sign(sign, at, room, { said, most: SAID });
    for (const spot of order) if (!this.#first(spot)) this.#name(spot, at, room);
    if (this.#all) this.#signAll(at, room, said);
  }

  /** All lines without a sign have one; where they are many, few of them with their relation. */
  #signAll(at, room, said) {
    const rest = [...this.#signs.filter(({ stands }) => !stands), ...this.#others];
    const most = rest.length > MANY ? SAID : Infinity;
    for (const sign of rest) this.#sign(sign, at, room, { said, most, must: true });
  }

  #rank({ id, kind, degree, pinned }) {
    if (id === this.#lit) return 1e9;
    if (id === this.#model.at) return 1e8;
    return degree + (kind === "thing" ? 0 : 1e7) + (pinned ? 1e6 : 0) + (this.#near.has(id) ? 1e5 : 0);
  }

  #first({ id, kind, pinned }) {
    return id === this.#lit || id === this.#model.at || kind !== "thing" || pinned || this.#near.has(id);
  }

  #name(spot, at, room) {
    const whole = spot.id === this.#lit || spot.id === this.#model.at;
    const text = label(spot.id === this.#lit && spot.kind === "thing" ? spot.name : spot.label, { whole, font: this.#fontOnce });
    const here = at.get(spot.id);
    const lit = spot.id === this.#lit;
    const found = room.beside(here, text, whole, lit ? this.#sides.get(spot.id) : undefined);
    if (!lit) this.#sides.set(spot.id, found?.side);
    write(this.#names.get(spot.id), text, found);
  }

  get #fontOnce() {
    this.known ??= this.font;
    return this.known;
  }

  /**
   * A sign on its line, at best on the middle; a relation is named so many times, then only its numbers stand. One that
   * must stand does so without them where they have no room.
   */
  #sign(sign, at, room, { said, most, must = false }) {
    const { line, told, mark } = sign;
    const { relation, numbers } = words(told);
    const times = said.get(relation) ?? 0;
    const forms = [times < most && { relation, numbers, along: ALONG }, { relation: "", numbers, along: ALONG }];
    if (must) forms.push({ relation: "", numbers: "", along: CLOSE });
    const [from, to] = [at.get(line.source), at.get(line.target)];
    const tried = forms.filter(Boolean).flatMap((form) => this.#stands(form, from, to));
    const found = tried.find(({ box }) => room.free(box)) ?? (must ? room.best(tried.slice(-CLOSE.length)) : undefined);
    sign.stands = Boolean(found);
    mark.toggleAttribute("hidden", !found);
    if (!found) return;
    room.take(found.box);
    said.set(relation, times + (found.relation ? 1 : 0));
    stand(mark, { ...found, x: found.box.x, y: found.box.y + found.box.height / 2 });
  }

  /** Where on its line a form of a sign may stand. */
  #stands({ relation, numbers, along }, from, to) {
    const wide = (text) => (text ? widthOf(text, this.#fontOnce) * SMALL + SIGN.gap : 0);
    const before = wide(relation);
    const size = { width: before + SIGN.disc + wide(numbers), height: relation || numbers ? SIGN.height : SIGN.disc };
    return along.map((share) => ({ relation, numbers, before, box: boxOn(from, to, share, size) }));
  }
}

/** A box around a point of a line. */
function boxOn(from, to, share, { width, height }) {
  const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
  return { x: x - width / 2, y: y - height / 2, width, height };
}
