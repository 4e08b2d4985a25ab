/** The picture as a file: SVG or PNG, with title, citation and date as text, in the colours of the page. */

import { make, set } from "./svg.js";

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity"];
const FONTS = ["font-family", "font-size", "font-weight"];
const [EDGE, HEAD, FOOT, LINE] = [16, 44, 40, 16];
const SHARP = 2;

/** Give a copy the looks that the style sheet gives to what it was made from. */
function dress(source, copy) {
  const style = getComputedStyle(source);
  const names = source.matches("text, tspan") ? [...STYLES, ...FONTS] : STYLES;
  for (const name of names) copy.setAttribute(name, style.getPropertyValue(name));
  if (source.matches("use")) copy.setAttribute("fill", style.color);
}

/** The symbol that a `use` shows, drawn out, as a file has no page around it. */
function drawnOut(use) {
  const symbol = document.querySelector(use.getAttribute("href"));
  const [x, y, width] = ["x", "y", "width"].map((name) => Number(use.getAttribute(name)));
  const scale = width / 16;
  const shape = symbol.firstElementChild.cloneNode(true);
  const group = make("g", { transform: `translate(${x + width / 2},${y + width / 2}) scale(${scale})` }, shape);
  for (const name of ["fill", "stroke", "opacity"]) group.setAttribute(name, use.getAttribute(name));
  return group;
}

function copyOf(svg) {
  const copy = svg.cloneNode(true);
  const [sources, copies] = [svg, copy].map((root) => [...root.querySelectorAll("*")]);
  sources.forEach((source, at) => dress(source, copies[at]));
  for (const gone of copy.querySelectorAll("[hidden], .hit")) gone.remove();
  for (const use of copy.querySelectorAll("use")) use.replaceWith(drawnOut(use));
  for (const link of copy.querySelectorAll("a")) {
    const group = make("g", { transform: link.getAttribute("transform") ?? "" }, ...link.childNodes);
    link.replaceWith(group);
  }
  return [...copy.childNodes];
}

/** A text in lines that fit into a width. */
function lines(text, width, size) {
  const many = Math.max(20, Math.floor(width / (size * 0.58)));
  return text.match(new RegExp(`\\S.{0,${many - 1}}(?=\\s|$)|\\S{1,${many}}`, "g")) ?? [text];
}

/** @typedef {{ title: string, cite: string, dated: string, address: string }} About */

/**
 * The picture as it is now, complete in itself.
 * @param {SVGSVGElement} svg
 * @param {About} about
 */
export function picture(svg, { title, cite, dated, address }) {
  const { clientWidth: width, clientHeight: height } = svg;
  const { color, fontFamily, backgroundColor } = getComputedStyle(document.documentElement);
  const heads = lines(title, width - 2 * EDGE, 20);
  const said = [`${dated ? `Data of ${dated}. ` : ""}${cite}`, address].flatMap((text) => lines(text, width - 2 * EDGE, 12));
  const head = HEAD + (heads.length - 1) * 26;
  const tall = head + height + FOOT + said.length * LINE;
  const whole = make("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: tall, viewBox: `0 0 ${width} ${tall}` });
  const words = (text, y, size, weight) =>
    make("text", { x: EDGE, y, fill: color, "font-family": fontFamily, "font-size": size, "font-weight": weight }, text);
  whole.append(
    make("title", {}, title),
    make("rect", { width, height: tall, fill: backgroundColor }),
    ...heads.map((text, at) => words(text, 30 + at * 26, 20, 600)),
    make("svg", { y: head, width, height }, ...copyOf(svg)),
    ...said.map((text, at) => words(text, head + height + 24 + at * LINE, 12, 400)),
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
