/** A copy of what is drawn that looks the same in a file, without the style sheet and the symbols of the page. */

import { make, set } from "./svg.js";

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity"];
const FONTS = ["font-family", "font-size", "font-weight", "text-anchor"];

/** A text is as wide as here, where the fonts of the page are not at hand. @param {Element} text @param {number} width */
export function fix(text, width) {
  if (width) set(text, { textLength: width, lengthAdjust: "spacingAndGlyphs" });
}

/** Give a copy the looks that the style sheet gives to what it was made from. */
function dress(source, copy) {
  const style = getComputedStyle(source);
  const names = source.matches("text, tspan") ? [...STYLES, ...FONTS] : STYLES;
  for (const name of names) copy.setAttribute(name, style.getPropertyValue(name));
  if (source.matches("use")) copy.setAttribute("fill", style.color);
  if (source.matches("text, tspan") && !source.firstElementChild) fix(copy, source.getComputedTextLength());
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

/**
 * @param {SVGElement} source something in the page
 * @returns {SVGElement}
 */
export function dressed(source) {
  const copy = source.cloneNode(true);
  const [sources, copies] = [source, copy].map((root) => [...root.querySelectorAll("*")]);
  sources.forEach((one, at) => dress(one, copies[at]));
  for (const gone of copy.querySelectorAll("[hidden], .hit, .ring")) gone.remove();
  for (const use of copy.querySelectorAll("use")) use.replaceWith(drawnOut(use));
  for (const link of copy.querySelectorAll("a")) {
    link.replaceWith(make("g", { transform: link.getAttribute("transform") ?? "" }, ...link.childNodes));
  }
  return copy;
}
