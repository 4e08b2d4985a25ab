/** A drawing of how the things of two columns are connected, laid out once; the table below says the same. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { draw, make } from "./make.js";
import { LINE, lines, named, sideWithin, standing } from "./naming.js";
import { columnsWith } from "./reading.js";

const MOST = 120;
const CROWD = 30;
/** The narrowest drawing, the room for names at its sides and above it, in pixels, and its share of the window's height. */
const [NARROWEST, ASIDE, ABOVE, SHARE] = [704, 90, 30, 0.75];
/** Names and marks are not drawn larger than so in a drawing of few things. */
const LEAST = 0.5;

/** The two columns to connect, and the one that names the relation; of statements subject and object. */
function chosen(table) {
  const things = columnsWith(table, (cell) => cell.iri);
  const said = table.columns.slice(0, 3).join(" ") === "subject predicate object";
  if (said) return { from: 0, by: 1, to: 2 };
  return things.length < 2 ? null : { from: things[0], to: things[1] };
}

/** Things by IRI, or by their text where they have none, and the lines between them. */
function net(table) {
  const { from, to, by } = chosen(table);
  const things = new Map();
  const links = new Map();
  const node = (cell) => {
    const id = cell.iri ?? `“${cell.text}`;
    if (!things.has(id)) things.set(id, { id, name: cell.text, shape: cell.shape, address: cell.address, degree: 0 });
    return things.get(id);
  };
  for (const row of table.rows) {
    if (!row[from] || !row[to]) continue;
    const [source, target] = [node(row[from]), node(row[to])];
    const key = `${source.id} ${target.id}`;
    if (links.has(key) || source === target) continue;
    links.set(key, { source, target, word: by === undefined ? "" : (row[by]?.text ?? "") });
    source.degree += 1;
    target.degree += 1;
  }
  return { things: [...things.values()], lines: [...links.values()] };
}

/** @param {import("./reading.js").Table} table */
export function netFits(table) {
  if (!chosen(table)) return false;
  const { things, lines: links } = net(table);
  return links.length > 0 && things.length <= MOST;
}

/** Many things stand closer, so that names have room; the forces make the shape of the frame. */
function layOut(things, links, [wide, high]) {
  const near = things.length > CROWD ? 0.6 : 1;
  const simulation = forceSimulation(things)
    .force("link", forceLink(links).distance(130 * near).strength(0.5))
    .force("charge", forceManyBody().strength(-420 * near).distanceMax(500 * near))
    .force("collide", forceCollide(42 * near))
    .force("x", forceX(0).strength((0.14 * high) / wide))
    .force("y", forceY(0).strength(0.14))
    .stop();
  simulation.tick(300);
}

/** A thing: its shape and its name, all of it as a link with a title; a name without room shows when it is pointed at. */
function drawn(thing, side, shown, unit) {
  const mark = thing.shape
    ? draw("use", { href: `#k-${thing.shape}`, x: -7, y: -7, width: 14, height: 14, class: thing.shape })
    : draw("circle", { r: 4 });
  const rows = lines(thing.name);
  const { anchor, at, first } = standing(side, rows.length);
  const spans = rows.map((line, row) => draw("tspan", { x: at, dy: row ? LINE : 0 }, line));
  const name = draw("text", { y: first, "text-anchor": anchor }, ...spans.flatMap((span) => [span, " "]));
  const link = thing.address ? draw("a", { href: thing.address, "aria-label": thing.name }) : draw("g");
  link.append(draw("title", {}, thing.name), mark, name);
  const place = { transform: `translate(${thing.x.toFixed(1)} ${thing.y.toFixed(1)}) scale(${unit.toFixed(3)})`, class: shown ? "" : "brief" };
  return draw("g", place, link);
}

/** The frame around things, with room for names, and how much of it is one pixel where it is so wide. */
function framed(things, [wide, high]) {
  const [xs, ys] = [things.map(({ x }) => x), things.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const unit = Math.max((right - left) / (wide - 2 * ASIDE), (bottom - top) / (high - 2 * ABOVE), LEAST);
  const [aside, above] = [ASIDE * unit, ABOVE * unit];
  return { unit, frame: { left: left - aside, right: right + aside, top: top - above, bottom: bottom + above } };
}

/** @param {import("./reading.js").Table} table @param {number} [width] of the place for it, in pixels */
export function netOf(table, width = 0) {
  const { things, lines: links } = net(table);
  const size = [Math.max(width, NARROWEST), SHARE * innerHeight];
  layOut(things, links, size);
  const { unit, frame } = framed(things, size);
  const sides = named(things, frame, unit);
  const edges = links.map(({ source, target, word }) =>
    draw("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y }, draw("title", {}, [source.name, word, target.name].filter(Boolean).join(" · "))),
  );
  const box = [frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top].join(" ");
  const svg = draw("svg", { viewBox: box, role: "group", "aria-label": "Drawing of the connections" });
  const marks = [...things.filter((thing) => !sides.has(thing)), ...sides.keys()].map((thing) =>
    drawn(thing, sides.get(thing) ?? sideWithin(thing, frame, unit), sides.has(thing), unit),
  );
  svg.append(draw("g", { class: "lines" }, ...edges), ...marks);
  const all = sides.size === things.length ? "" : ` ${sides.size} have room for their name; point at another to read its own.`;
  const told = `${things.length} things, ${links.length} connections.${all} The table below says the same.`;
  const region = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Drawing" }, svg);
  return make("figure", { class: "net" }, make("figcaption", {}, told), region);
}
