/**
 * Prepares the map of the world for pages without script: land.svg, the land without borders, which a page takes in
 * by `<use href="…/land.svg#land">`, and places.json, where each country's circle goes. Borders are left out, and so
 * is Antarctica.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { geoArea, geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge } from "topojson-client";

const BUILT = resolve(import.meta.dirname, "../mandategraph/web/static/built");
const WIDTH = 960;
const ANTARCTICA = "010";
/** The least distance of two points of a coast, in pixels. */
const STEP = 0.4;
/** The map is cut through the Bering Strait, at 169° west, where it divides no land. */
const CENTRE = 11;

const require = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
const shapes = world.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA);
const land = merge(world, shapes);
const projection = geoEqualEarth().rotate([-CENTRE, 0]).fitWidth(WIDTH, land);
const path = geoPath(projection).digits(1);
const height = Math.ceil(path.bounds(land)[1][1]);

/** The outline of one ring in tenths of a pixel, each point from the one before; points nearer than STEP are left out. */
function outline(ring) {
  const points = ring.match(/-?[\d.]+/g).map((number) => Math.round(number * 10));
  const [left, top] = points;
  let [x, y] = [left, top];
  let steps = "";
  for (let at = 2; at < points.length; at += 2) {
    const [right, down] = [points[at] - x, points[at + 1] - y];
    if (Math.hypot(right, down) < STEP * 10) continue;
    steps += `${right < 0 ? "" : " "}${right}${down < 0 ? "" : " "}${down}`;
    [x, y] = [points[at], points[at + 1]];
  }
  return steps && `M${left} ${top}l${steps.trimStart()}z`;
}

/** The largest polygon of a country: its circle belongs on the mainland, not between overseas parts. */
function mainland({ type, coordinates }) {
  const polygons = (type === "Polygon" ? [coordinates] : coordinates).map((rings) => ({
    type: "Polygon",
    coordinates: rings,
  }));
  return polygons.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
}

/** Where each country is, by its numeric code; of two shapes with one code the larger counts. */
function places() {
  const found = new Map();
  for (const shape of shapes.filter(({ id }) => id)) {
    const main = mainland(feature(world, shape).geometry);
    const area = geoArea(main);
    if (area > (found.get(shape.id)?.area ?? 0)) found.set(shape.id, { area, at: path.centroid(main) });
  }
  const rounded = [...found].map(([id, { at }]) => [id, at.map((number) => Math.round(number * 10) / 10)]);
  return Object.fromEntries(rounded.sort());
}

const outlines = path(land).split("Z").filter(Boolean).map(outline).join("");
const svg =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}">` +
  `<path id="land" transform="scale(.1)" d="${outlines}"/></svg>`;
writeFileSync(resolve(BUILT, "land.svg"), svg);
writeFileSync(resolve(BUILT, "places.json"), JSON.stringify({ size: [WIDTH, height], places: places() }));
