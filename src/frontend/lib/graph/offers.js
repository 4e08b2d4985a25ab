/** Where that stands which is no thing: what may be opened around a thing, and "and 12 more". Always within the frame. */

const RINGS = [96, 74, 118, 140, 54, 165, 190, 220, 255, 290, 330];
const WAYS = 24;
const EDGE = 6;
const TURN = Math.PI * 2;

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

const hits = (one, other) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

/** The box of a spot with its name below it. */
const boxAt = ({ x, y }, radius, { width, height }) => ({
  x: x - Math.max(width / 2, radius) - 2,
  y: y - radius - 2,
  width: Math.max(width, radius * 2) + 4,
  height: radius * 2 + height + 9,
});

/** Places around one, those near the wanted way first. */
function* around(centre, wanted) {
  for (const reach of RINGS) {
    for (let step = 0; step < WAYS; step += 1) {
      const turn = wanted + (((step % 2 ? 1 : -1) * Math.ceil(step / 2)) / WAYS) * TURN;
      yield { x: centre.x + Math.cos(turn) * reach, y: centre.y + Math.sin(turn) * reach };
    }
  }
}

/** How bad a place is: nothing where it is free, less over the lines and things than over another offer. */
function cost(box, things, taken, size) {
  const beyond =
    Math.max(0, EDGE - box.x) +
    Math.max(0, EDGE - box.y) +
    Math.max(0, box.x + box.width + EDGE - size.width) +
    Math.max(0, box.y + box.height + EDGE - size.height);
  const many = (boxes) => boxes.filter((other) => hits(box, other)).length;
  return beyond * 1000 + many(taken) * 100 + many(things);
}

function found(centre, wanted, body, room) {
  let best = null;
  let least = Infinity;
  for (const place of around(centre, wanted)) {
    const price = cost(boxAt(place, body.radius, body.label), room.things, room.taken, room.size);
    if (price < least) [best, least] = [place, price];
    if (!least) break;
  }
  return best;
}

/**
 * Places on the screen for offers around their things.
 * @param {{ id: string, from: string, radius: number, label: { width: number, height: number } }[]} offers
 * @param {Map<string, { x: number, y: number, radius: number }>} things where things are on the screen
 * @param {Box[]} kept what must stay clear besides
 * @param {{ width: number, height: number }} size of the frame
 * @returns {Map<string, { x: number, y: number }>}
 */
export function placeOffers(offers, things, kept, size) {
  const discs = [...things.values()].map(({ x, y, radius }) => ({
    x: x - radius - 3,
    y: y - radius - 3,
    width: radius * 2 + 6,
    height: radius * 2 + 6,
  }));
  const room = { things: discs, taken: [...kept], size };
  const places = new Map();
  offers.forEach((body, number) => {
    const place = found(things.get(body.from), (number / offers.length) * TURN - TURN / 8, body, room);
    room.taken.push(boxAt(place, body.radius, body.label));
    places.set(body.id, place);
  });
  return places;
}
