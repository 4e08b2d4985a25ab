/** The countries of a column on the map; the table below says the same. */

import { draw, make } from "./make.js";
import { columnsWith, plain } from "./reading.js";

const LAND = "/static/built/land.svg#land";
const PLACES = "/static/built/places.json";
const AREA = /\/geoArea\/(\d{3})$/;
const [LEAST, WIDEST] = [4, 18];
const DISCLAIMER =
  "The designations employed and the presentation of material on this map do not imply the expression of any opinion " +
  "whatsoever on the part of the Secretariat of the United Nations concerning the legal status of any country, " +
  "territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries.";

/** @param {import("./reading.js").Table} table */
export function mapFits(table) {
  return columnsWith(table, (cell) => cell.place).length > 0;
}

/** The numeric codes of countries by IRI; geo: names have theirs in the IRI. */
async function codes(iris) {
  const found = new Map(iris.map((iri) => [iri, AREA.exec(iri)?.[1]]).filter(([, code]) => code));
  const asked = iris.filter((iri) => !found.has(iri));
  if (!asked.length) return found;
  const query = `SELECT ?place ?code { VALUES ?place { ${asked.map((iri) => `<${iri}>`).join(" ")} } ?place mg:m49 ?code }`;
  const headers = { "content-type": "application/sparql-query", accept: "application/sparql-results+json" };
  const reply = await fetch("/sparql", { method: "POST", headers, body: query });
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  const { results } = await reply.json();
  for (const { place, code } of results.bindings) found.set(place.value, code.value.padStart(3, "0"));
  return found;
}

/** Each country once, with the sum of its numbers, or with how many rows it has. */
function counted(table) {
  const [at] = columnsWith(table, (cell) => cell.place);
  const [value] = columnsWith(table, (cell) => Number.isFinite(cell.value));
  const found = new Map();
  for (const row of table.rows) {
    if (!row[at]?.place) continue;
    const { iri, text, address } = row[at];
    const one = found.get(iri) ?? { iri, name: text, address, count: 0 };
    one.count += value === undefined ? 1 : (row[value]?.value ?? 0);
    found.set(iri, one);
  }
  return { by: value === undefined ? "rows" : plain(table.columns[value]), countries: [...found.values()] };
}

function circle({ name, address, count }, [x, y], most) {
  const radius = LEAST + (WIDEST - LEAST) * Math.sqrt(Math.max(count, 0) / Math.max(most, 1));
  const label = `${name}: ${count.toLocaleString("en")}`;
  return draw("a", { href: address, "aria-label": label }, draw("circle", { cx: x, cy: y, r: radius.toFixed(1) }, draw("title", {}, label)));
}

/** @param {import("./reading.js").Table} table @returns {Promise<HTMLElement>} rejected where the places do not come */
export async function mapOf(table) {
  const { by, countries } = counted(table);
  const [{ size, places }, known] = await Promise.all([
    fetch(PLACES).then((reply) => reply.json()),
    codes(countries.map(({ iri }) => iri)),
  ]);
  const most = Math.max(...countries.map(({ count }) => count));
  const there = countries.filter(({ iri }) => places[known.get(iri)]).sort((one, other) => other.count - one.count);
  const absent = countries.filter((one) => !there.includes(one)).map(({ name }) => name);
  const circles = there.map((one) => circle(one, places[known.get(one.iri)], most));
  const land = draw("use", { href: LAND, class: "land" });
  const svg = draw("svg", { viewBox: `0 0 ${size.join(" ")}`, role: "group", "aria-label": "Map of the world" }, land, ...circles);
  const told = `${there.length} countries and territories, circles by ${by}.${absent.length ? ` Not on the map: ${absent.join(", ")}.` : ""}`;
  return make("figure", { class: "world" }, make("figcaption", {}, told), svg, make("p", { class: "small q" }, DISCLAIMER));
}
