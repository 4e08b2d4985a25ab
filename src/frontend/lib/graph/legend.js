/** What the shapes and the forms of the sign mean, for a picture that has no page around it. */

import { dressed, fix } from "./dress.js";
import { widthOf } from "./labels.js";
import { make } from "./svg.js";

const [ROW, GAP, MARK, MIDDLE] = [24, 18, 26, 10];

/** One of each kind that is drawn, with its words. */
function found(svg, words, select) {
  return Object.entries(words).flatMap(([kind, text]) => {
    const one = [...svg.querySelectorAll(select(kind))].find((mark) => !mark.closest("[hidden]"));
    return one ? [{ one, text }] : [];
  });
}

/** A mark as it is drawn, but in the middle of its own place, without words of its own. */
function small(one) {
  const mark = one.cloneNode(true);
  for (const name of ["said", "no"]) mark.querySelector(`.${name}`)?.remove();
  mark.removeAttribute("transform");
  if (mark.localName === "use") for (const [name, value] of Object.entries({ x: -7, y: -7, width: 14, height: 14 })) mark.setAttribute(name, value);
  const holder = make("g", { class: one.closest("a.spot")?.getAttribute("class") ?? "" }, mark);
  one.closest("svg").append(holder);
  const copy = dressed(holder);
  holder.remove();
  return copy;
}

/**
 * The legend of what is drawn, in rows that fit into a width.
 * @param {SVGSVGElement} svg
 * @param {{ shapes: Record<string, string>, signs: Record<string, string> }} legend
 * @param {{ width: number, fill: string, "font-family": string, "font-size": number }} how
 */
export function legendOf(svg, { shapes, signs }, { width, ...how }) {
  const items = [
    ...found(svg, shapes, (kind) => `use.${kind}`),
    ...found(svg, signs, (kind) => `a.sg.${kind}`).map(({ one, text }) => ({ one, text: `¶ ${text}` })),
    ...found(svg, { closed: "not opened, with its number of statements" }, () => "a.spot:has(> .closed)"),
    ...found(svg, { pin: "pinned to its place" }, () => "a.spot > .pin"),
  ];
  const font = `${how["font-size"]}px ${how["font-family"]}`;
  let [x, y] = [0, ROW];
  const marks = items.flatMap(({ one, text }) => {
    const long = widthOf(text, font);
    const wide = MARK + long;
    if (x > 0 && x + wide > width) [x, y] = [0, y + ROW];
    const place = make("g", { transform: `translate(${x + MIDDLE},${y})` }, small(one));
    const words = make("text", { ...how, x: x + MARK, y: y + 4 }, text);
    fix(words, long);
    x += wide + GAP;
    return [place, words];
  });
  return { marks, height: items.length ? y + ROW / 2 : 0 };
}
