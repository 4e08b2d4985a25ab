/** The picture as a file: SVG or PNG, with title, citation and date as text, in the colours of the page. */

import { dressed } from "./dress.js";
import { legendOf } from "./legend.js";
import { make } from "./svg.js";

const [EDGE, HEAD, FOOT, LINE] = [16, 44, 40, 16];
const SHARP = 2;

/** A text in lines that fit into a width. */
function lines(text, width, size) {
  const many = Math.max(20, Math.floor(width / (size * 0.58)));
  return text.match(new RegExp(`\\S.{0,${many - 1}}(?=\\s|$)|\\S{1,${many}}`, "g")) ?? [text];
}

/**
 * @typedef {object} About
 * @property {string} title
 * @property {string} cite
 * @property {string} dated
 * @property {string} address
 * @property {{ shapes: Record<string, string>, signs: Record<string, string> }} legend words for classes of the drawing
 */

/**
 * The picture as it is now, complete in itself.
 * @param {SVGSVGElement} svg
 * @param {About} about
 */
export function picture(svg, { title, cite, dated, address, legend }) {
  const { clientWidth: width, clientHeight: height } = svg;
  const { color, fontFamily, backgroundColor } = getComputedStyle(document.documentElement);
  const heads = lines(title, width - 2 * EDGE, 20);
  const said = [`${dated ? `Data of ${dated}. ` : ""}${cite}`, address].flatMap((text) => lines(text, width - 2 * EDGE, 12));
  const head = HEAD + (heads.length - 1) * 26;
  const key = legendOf(svg, legend, { width: width - 2 * EDGE, fill: color, "font-family": fontFamily, "font-size": 12 });
  const below = head + height + key.height;
  const tall = below + FOOT + said.length * LINE;
  const whole = make("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: tall, viewBox: `0 0 ${width} ${tall}` });
  const words = (text, y, size, weight) =>
    make("text", { x: EDGE, y, fill: color, "font-family": fontFamily, "font-size": size, "font-weight": weight }, text);
  whole.append(
    make("title", {}, title),
    make("rect", { width, height: tall, fill: backgroundColor }),
    ...heads.map((text, at) => words(text, 30 + at * 26, 20, 600)),
    make("svg", { y: head, width, height }, ...dressed(svg).childNodes),
    make("g", { transform: `translate(${EDGE},${head + height})` }, ...key.marks),
    ...said.map((text, at) => words(text, below + 24 + at * LINE, 12, 400)),
  );
  return whole;
}

const text = (whole) => new XMLSerializer().serializeToString(whole);

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {SVGSVGElement} whole @param {string} name */
export function saveSvg(whole, name) {
  save(new Blob([text(whole)], { type: "image/svg+xml" }), `${name}.svg`);
}

/** @param {SVGSVGElement} whole @param {string} name */
export async function savePng(whole, name) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(whole))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = whole.getAttribute("width") * SHARP;
  canvas.height = whole.getAttribute("height") * SHARP;
  const brush = canvas.getContext("2d");
  brush.scale(SHARP, SHARP);
  brush.drawImage(image, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  save(blob, `${name}.png`);
}
