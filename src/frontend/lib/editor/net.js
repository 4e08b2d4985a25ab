/** A drawing of how the things of two columns are connected, laid out once; the table below says the same. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { draw, make } from "./make.js";
import { columnsWith } from "./reading.js";

const MOST = 120;
const LABELLED = 45;
const [WIDTH, HEIGHT] = [900, 560];
const LONGEST = 24;

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

function layOut(things, links) {
  const simulation = forceSimulation(things)
    .force("link", forceLink(links).distance(130).strength(0.5))
    .force("charge", forceManyBody().strength(-420))
    .force("collide", forceCollide(42))
    .force("x", forceX(0).strength((0.09 * HEIGHT) / WIDTH))
    .force("y", forceY(0).strength(0.12))
    .stop();
  simulation.tick(300);
}

/** A name in lines of about LONGEST letters. */
function lines(name) {
  return name.split(" ").reduce(
    (all, word) => {
      const longer = `${all.at(-1)} ${word}`.trim();
      return longer.length > LONGEST && all.at(-1) ? [...all, word] : [...all.slice(0, -1), longer];
    },
    [""],
  );
}

/** A thing: its shape, its name where there is room, all of it as a link with a title. */
function drawn(thing, named) {
  const mark = thing.shape
    ? draw("use", { href: `#k-${thing.shape}`, x: -7, y: -7, width: 14, height: 14, class: thing.shape })
    : draw("circle", { r: 4 });
  const parts = [draw("title", {}, thing.name), mark];
  const spans = lines(thing.name).map((line, at) => draw("tspan", { x: 11, dy: at ? 13 : 0 }, line));
  if (named) parts.push(draw("text", { y: 4 - 6.5 * (spans.length - 1) }, ...spans));
  const place = { transform: `translate(${thing.x.toFixed(1)} ${thing.y.toFixed(1)})` };
  return draw("g", place, thing.address ? draw("a", { href: thing.address, "aria-label": thing.name }, ...parts) : draw("g", {}, ...parts));
}

/** @param {import("./reading.js").Table} table */
export function netOf(table) {
  const { things, lines: links } = net(table);
  layOut(things, links);
  const named = new Set([...things].sort((one, other) => other.degree - one.degree).slice(0, LABELLED));
  const [xs, ys] = [things.map(({ x }) => x), things.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - 30, Math.min(...ys) - 30];
  const [right, bottom] = [Math.max(...xs) + 190, Math.max(...ys) + 30];
  const edges = links.map(({ source, target, word }) =>
    draw("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y }, draw("title", {}, [source.name, word, target.name].filter(Boolean).join(" · "))),
  );
  const svg = draw("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "group", "aria-label": "Drawing of the connections" });
  svg.append(draw("g", { class: "lines" }, ...edges), ...things.map((thing) => drawn(thing, named.has(thing))));
  const told = `${things.length} things, ${links.length} connections. The table below says the same.`;
  const frame = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Drawing" }, svg);
  return make("figure", { class: "net" }, make("figcaption", {}, told), frame);
}
