/**
 * Where things stand: forces that pull linked things together, and boxes of names that keep clear of each other.
 * All places follow from the order of the walk alone, step by step as it was gone: not from what was on the screen
 * before, nor from its size or fonts. So whoever opens the address sees what its sender saw.
 */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { roughly } from "./labels.js";

const TICKS = 320;
const GAP = 10;
const NAMED = 70;
const TURN = 2.399963;
const FEW = 16;
const WIDE = 1.15;
/** How far beyond the others a pinned thing may stand before all is drawn smaller for it. */
const BEYOND = 0.15;

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/**
 * @typedef {object} Plan
 * @property {string} start
 * @property {Map<string, { label: string, radius: number }>} things
 * @property {[string, string][][]} steps the lines that each step of the walk has brought
 * @property {Map<string, Place & { after: number }>} pins each with the number of steps after which it was put there
 */

/** The box that a thing takes up with its name below it; of very many things only part of the name counts. */
function boxOf({ label, radius }, share) {
  const rough = roughly(label);
  const [width, height] = [rough.width * share, rough.height * share];
  return { width: Math.max(width, radius * 2) + GAP, height: radius * 2 + height + GAP, below: height / 2 };
}

/** Push two boxes apart along the way that is shorter; a pinned thing stays, the other one moves all of it. */
function part(one, other, strength) {
  const [a, b] = [one.box, other.box];
  const dx = other.x - one.x || 1e-6;
  const dy = other.y + b.below - one.y - a.below || 1e-6;
  const overlapX = (a.width + b.width) / 2 - Math.abs(dx);
  const overlapY = (a.height + b.height) / 2 - Math.abs(dy);
  if (overlapX <= 0 || overlapY <= 0) return;
  const along = overlapX < overlapY ? "x" : "y";
  const shift = strength * (along === "x" ? Math.sign(dx) * overlapX : Math.sign(dy) * overlapY);
  if (one.fixed && other.fixed) return;
  const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
  one[along] -= shift * share;
  other[along] += other.fixed ? 0 : shift * (1 - share);
}

function forceBoxes() {
  let bodies = [];
  const force = () => {
    for (let at = 0; at < bodies.length; at += 1)
      for (let next = at + 1; next < bodies.length; next += 1) part(bodies[at], bodies[next], 0.6);
  };
  force.initialize = (some) => {
    bodies = some;
  };
  return force;
}

/** Let each thing that a step brings begin outward from one that it is linked with, in a turn of its own. */
function begin(begun, step, start) {
  for (const pair of step) {
    if (!pair.some((id) => begun.has(id))) begun.set(pair[0], outward(begun.get(start), begun.size));
    const [from, to] = begun.has(pair[0]) ? pair : [pair[1], pair[0]];
    if (!begun.has(to)) begun.set(to, outward(begun.get(from), begun.size));
  }
}

function outward(origin, turn) {
  const angle = origin.angle === null ? turn * TURN : origin.angle + Math.sin(turn * TURN) * 0.5;
  const distance = 40 + 9 * Math.sqrt(turn);
  return { x: origin.x + Math.cos(angle) * distance, y: origin.y + Math.sin(angle) * distance, angle };
}

/**
 * Work out all places. `box` is what they take up; it does not change where a thing is pinned within it.
 * @param {Plan} plan
 * @returns {{ places: Map<string, Place>, box: Box }}
 */
export function arrange({ start, things, steps, pins }) {
  const begun = new Map([[start, { x: 0, y: 0, angle: null }]]);
  const lines = [];
  steps.forEach((step, done) => {
    const many = begun.size;
    put(begun, pins, (after) => after <= done);
    begin(begun, step, start);
    lines.push(...step);
    if (begun.size > many) settle(bodiesOf(begun, things, pins, done), lines, begun);
  });
  const box = around([...begun.values()]);
  put(begun, pins, () => true);
  return { places: begun, box: widened(box, [...begun.values()]) };
}

function put(begun, pins, when) {
  for (const [id, { x, y, after }] of pins) if (begun.has(id) && when(after)) Object.assign(begun.get(id), { x, y });
}

function bodiesOf(begun, things, pins, done) {
  const many = begun.size;
  const share = many <= NAMED ? 1 : Math.max(0.12, 0.5 - (many - NAMED) / 200);
  return [...begun].map(([id, { x, y }]) => {
    const pin = pins.get(id);
    const box = boxOf(things.get(id), share);
    return pin && pin.after <= done ? { id, box, x: pin.x, y: pin.y, fx: pin.x, fy: pin.y, fixed: true } : { id, box, x, y };
  });
}

/** Let the forces work, then only the boxes: until none runs into another, or it has been tried long enough. */
function settle(bodies, lines, begun) {
  const reach = 80 + Math.sqrt(bodies.length) * 9;
  const few = bodies.length < FEW;
  const links = lines.map(([source, target]) => ({ source, target }));
  forceSimulation(bodies)
    .force("links", forceLink(links).id((body) => body.id).distance(reach).strength(few ? 0.7 : 0.25))
    .force("apart", forceManyBody().strength(few ? -900 : -160).distanceMax(500))
    .force("x", forceX(0).strength(0.04 / WIDE))
    .force("y", forceY(0).strength(0.04 * WIDE))
    .force("boxes", forceBoxes())
    .stop()
    .tick(TICKS);
  for (let round = 0; round < 60; round += 1)
    for (let at = 0; at < bodies.length; at += 1)
      for (let next = at + 1; next < bodies.length; next += 1) part(bodies[at], bodies[next], 1);
  for (const { id, x, y } of bodies) Object.assign(begun.get(id), { x, y });
}

/** @returns {Box} */
function around(places) {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** The box made larger where a pinned thing stands far outside of it. */
function widened(box, places) {
  const [x, y] = [(box.right - box.left) * BEYOND, (box.bottom - box.top) * BEYOND];
  const all = around(places);
  return {
    left: all.left < box.left - x ? all.left : box.left,
    right: all.right > box.right + x ? all.right : box.right,
    top: all.top < box.top - y ? all.top : box.top,
    bottom: all.bottom > box.bottom + y ? all.bottom : box.bottom,
  };
}
