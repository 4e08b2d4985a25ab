/** Which things of a drawing have room for their name, and on which side of them it stands. */

const LONGEST = 24;
/** A letter on average, and the half of a mark, as they are drawn. */
const [LETTER, MARK] = [6.4, 8];
/** From one line of a name to the next. */
export const LINE = 13;
/** From the middle of a mark to its name. */
const BESIDE = 11;
/** So many of the best connected may have their name over one mark of another. */
const FIRST = 12;
/** Where a name may stand, the best first. */
const SIDES = ["right", "left", "below", "above"];

/** A name in lines of about LONGEST letters. */
export function lines(name) {
  return name.split(" ").reduce(
    (all, word) => {
      const longer = `${all.at(-1)} ${word}`.trim();
      return longer.length > LONGEST && all.at(-1) ? [...all, word] : [...all.slice(0, -1), longer];
    },
    [""],
  );
}

/** The box of a name. @returns {{ left: number, right: number, top: number, bottom: number }} */
function boxOf({ x, y, name }, side, unit) {
  const rows = lines(name);
  const { anchor, at, first } = standing(side, rows.length);
  const wide = LETTER * Math.max(...rows.map((row) => row.length));
  const left = at - wide * { start: 0, middle: 0.5, end: 1 }[anchor];
  const top = first - 10;
  return { left: x + left * unit, right: x + (left + wide) * unit, top: y + top * unit, bottom: y + (top + LINE * rows.length) * unit };
}

/**
 * How a name of some lines stands on a side of its mark.
 * @returns {{ anchor: string, at: number, first: number }} the anchor of its lines, their x, and the y of the first
 */
export function standing(side, count) {
  if (side === "right") return { anchor: "start", at: BESIDE, first: 4 - (LINE / 2) * (count - 1) };
  if (side === "left") return { anchor: "end", at: -BESIDE, first: 4 - (LINE / 2) * (count - 1) };
  return { anchor: "middle", at: 0, first: side === "below" ? 19 : -11 - LINE * (count - 1) };
}

const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const within = (box, frame) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

/** The side of a thing on which its name stays within the frame. */
export function sideWithin(thing, frame, unit) {
  return boxOf(thing, "right", unit).right > frame.right ? "left" : "right";
}

/**
 * The things whose names fit without touching another name, or a mark, the best connected first, with the side.
 * @param {{ x: number, y: number, name: string, degree: number }[]} things
 * @param {number} unit how much of the drawing is one pixel
 * @returns {Map<object, string>}
 */
export function named(things, frame, unit) {
  const reach = (MARK - 1) * unit;
  const marks = things.map((thing) => ({ thing, left: thing.x - reach, right: thing.x + reach, top: thing.y - reach, bottom: thing.y + reach }));
  const taken = [];
  const found = new Map();
  for (const [rank, thing] of [...things].sort((one, other) => other.degree - one.degree).entries()) {
    const covered = (box) => marks.filter((mark) => mark.thing !== thing && meet(box, mark)).length;
    const [best] = SIDES.map((side) => ({ side, box: boxOf(thing, side, unit) }))
      .filter(({ box }) => within(box, frame) && !taken.some((other) => meet(box, other)))
      .map((one) => ({ ...one, covers: covered(one.box) }))
      .sort((one, other) => one.covers - other.covers);
    if (!best || best.covers > (rank < FIRST ? 1 : 0)) continue;
    found.set(thing, best.side);
    taken.push(best.box);
  }
  return found;
}
