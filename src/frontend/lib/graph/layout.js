/** Where things stand: forces that pull linked things together, and boxes of names that keep clear of each other. */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const TICKS = 320;
const GAP = 8;
const NAMED = 70;
const TURN = 2.399963;
const FEW = 16;

/** The box that a thing takes up with its name below it; of very many things only part of the name counts. */
function box(spot, label, share) {
  const [width, height] = [label.width * share, label.height * share];
  return { width: Math.max(width, spot.radius * 2) + GAP, height: spot.radius * 2 + height + GAP, below: height / 2 };
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

/** Where each thing begins: where it was, else outward from one that it is linked with, in a turn of its own. */
function beginnings(model, before) {
  const begun = new Map();
  let turn = 0;
  for (const spot of model.spots.values()) {
    const known = spot.pinned ? spot : before.get(spot.id);
    begun.set(spot.id, known ? { x: known.x, y: known.y, angle: null } : outward(model, begun, spot, ++turn));
  }
  return begun;
}

function outward(model, begun, spot, turn) {
  const line = model.lines.find(
    ({ source, target }) => (source === spot.id && begun.has(target)) || (target === spot.id && begun.has(source)),
  );
  if (!line) return { x: 0, y: 0, angle: null };
  const origin = begun.get(line.source === spot.id ? line.target : line.source);
  const angle = origin.angle === null ? turn * TURN : origin.angle + Math.sin(turn * TURN) * 0.5;
  const distance = 40 + 9 * Math.sqrt(turn);
  return { x: origin.x + Math.cos(angle) * distance, y: origin.y + Math.sin(angle) * distance, angle };
}

/**
 * Work out all places at once; the same walk always gives the same picture.
 * @param {import("./model.js").Model} model
 * @param {Map<string, { width: number, height: number }>} labels
 * @param {Map<string, { x: number, y: number }>} before places of the step before
 * @param {number} aspect width by height of the canvas
 * @param {boolean} hold whether what stood somewhere before stays there
 */
export function arrange(model, labels, before, aspect, hold) {
  const many = model.spots.size;
  const share = many <= NAMED ? 1 : Math.max(0.12, 0.5 - (many - NAMED) / 200);
  const begun = beginnings(model, before);
  const bodies = [...model.spots.values()].map((spot) => {
    const { x, y } = begun.get(spot.id);
    const stays = spot.pinned || (hold && before.has(spot.id));
    const fixed = stays ? { fx: x, fy: y } : {};
    return { id: spot.id, fixed: stays, box: box(spot, labels.get(spot.id), share), x, y, ...fixed };
  });
  const links = model.lines.map(({ source, target }) => ({ source, target }));
  const reach = 80 + Math.sqrt(many) * 9;
  const [few, wide] = [many < FEW, Math.min(3, Math.max(0.33, aspect))];
  forceSimulation(bodies)
    .force("links", forceLink(links).id((body) => body.id).distance(reach).strength(few ? 0.7 : 0.25))
    .force("apart", forceManyBody().strength(few ? -900 : -160).distanceMax(500))
    .force("x", forceX(0).strength(0.04 / wide))
    .force("y", forceY(0).strength(0.04 * wide))
    .force("boxes", forceBoxes())
    .stop()
    .tick(TICKS);
  settle(bodies);
  for (const { id, x, y } of bodies) Object.assign(model.spots.get(id), { x, y });
}

/** Last, only the boxes: until none runs into another, or it has been tried long enough. */
function settle(bodies) {
  for (let round = 0; round < 60; round += 1)
    for (let at = 0; at < bodies.length; at += 1)
      for (let next = at + 1; next < bodies.length; next += 1) part(bodies[at], bodies[next], 1);
}
