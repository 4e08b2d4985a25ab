/** What is drawn of a thing, of a line and of a sign; where it stands is told later. */

import { chosen } from "./url.js";
import { make, set } from "./svg.js";

const DISC = 7.5;
const LINE = 15;
const RING = 4;
const NEEDLE = 7;

/** @param {import("./model.js").Spot} spot */
function symbol({ kind, shape, radius }) {
  const size = radius * 2.3;
  if (kind === "thing" && shape) {
    return [make("use", { href: `#k-${shape}`, class: shape, x: -size / 2, y: -size / 2, width: size, height: size })];
  }
  const circle = make("circle", { r: radius, class: kind });
  if (kind === "thing") return [circle];
  return [circle, make("text", { class: "inner", y: 5 }, kind === "closed" ? "+" : "…")];
}

/** A pin beside a thing, its point towards the thing. @param {number} radius */
function pinMark(radius) {
  const place = { class: "pin", transform: `translate(${radius + 3},${-radius - 3})` };
  const needle = make("line", { x1: 0, y1: 0, x2: -NEEDLE * 0.7, y2: NEEDLE * 0.7 });
  return make("g", place, needle, make("circle", { cx: 1, cy: -1, r: 3.5 }));
}

/** What a screen reader says of a thing. @param {import("./model.js").Spot} spot @param {boolean} current */
function spoken({ kind, name, label, type, degree, pinned }, current) {
  if (kind !== "thing") return label === name ? name : `${label}: ${name}`;
  const count = `${degree.toLocaleString("en")} ${degree === 1 ? "connection" : "connections"}`;
  return [label !== name && label, name, type, count, pinned && "pinned", current && "chosen"].filter(Boolean).join(", ");
}

/**
 * A thing as a link that chooses it, or opens what it stands for.
 * @param {import("./model.js").Spot} spot
 * @param {boolean} current whether it is the chosen one
 */
export function spotMark(spot, current) {
  const href = spot.kind === "thing" ? chosen(spot.id) : spot.open;
  const classes = ["spot", current && "sel", spot.pinned && "pinned"].filter(Boolean).join(" ");
  const mark = make("a", { href, class: classes, tabindex: -1, draggable: "false", "aria-label": spoken(spot, current) });
  if (current) mark.setAttribute("aria-current", "true");
  const hit = make("circle", { class: "hit", r: Math.max(14, spot.radius + 3) });
  const pin = spot.pinned ? [pinMark(spot.radius)] : [];
  mark.append(hit, make("circle", { class: "ring", r: spot.radius + RING }), ...symbol(spot), ...pin);
  return mark;
}

/**
 * A name, which does what its thing does; all of them lie over all things.
 * @param {import("./model.js").Spot} spot
 * @param {boolean} current
 */
export function nameMark(spot, current) {
  const href = spot.kind === "thing" ? chosen(spot.id) : spot.open;
  const text = make("text", { class: ["label", current && "chosen"].filter(Boolean).join(" ") });
  return make("a", { href, class: "called", tabindex: -1, draggable: "false", "aria-hidden": "true" }, text);
}

/**
 * Write a name beside its thing, or take it away. Lines that are there stay, as the pointer may be on one.
 * @param {Element} mark
 * @param {import("./labels.js").Label} label
 * @param {{ x: number, y: number, anchor: string, width: number } | undefined} place
 */
export function write(mark, label, place) {
  mark.toggleAttribute("hidden", !place);
  const text = mark.firstChild;
  if (!place) return text.replaceChildren();
  const from = { middle: place.x + place.width / 2, start: place.x, end: place.x + place.width }[place.anchor];
  text.setAttribute("text-anchor", place.anchor);
  while (text.children.length > label.lines.length) text.lastChild.remove();
  label.lines.forEach((line, number) => {
    const part = text.children[number] ?? text.appendChild(make("tspan"));
    set(part, { x: from, y: place.y + 12 + number * LINE });
    if (part.textContent !== `${line} `) part.textContent = `${line} `;
  });
}

/** The disc of a sign in the form of its basis. @param {string} css */
function disc(css) {
  if (css === "outside") return make("rect", { class: css, x: -DISC, y: -DISC, width: DISC * 2, height: DISC * 2 });
  if (css === "judged") {
    const half = DISC * 0.85;
    return make("rect", { class: css, x: -half, y: -half, width: half * 2, height: half * 2, transform: "rotate(45)" });
  }
  return make("circle", { class: css, r: DISC });
}

/** The words of a line: its relation, read from one end, and the numbers of its signs. @param {import("./model.js").Told} told */
export function words({ relation, signs }) {
  const numbers = signs.map((sign) => sign.text);
  const some = numbers.length > 3 ? `${numbers.slice(0, 3).join(", ")} …` : numbers.join(", ");
  return { relation, numbers: some };
}

/** The sign on the middle of a line; it leads to the statement. @param {import("./model.js").Told} told */
export function signMark(told) {
  const { relation, numbers } = words(told);
  const css = told.signs[0]?.css ?? "stated";
  const name = `${relation}, ¶ ${numbers}`;
  const mark = make("a", { class: `sg ${css}`, href: told.statement, tabindex: -1, draggable: "false", "aria-label": name });
  mark.append(make("text", { class: "said" }), disc(css), make("text", { class: "pil", y: 3.2 }, "¶"), make("text", { class: "no" }));
  return mark;
}

/** How wide the parts of a sign are: the relation, the disc, the numbers. */
export const SIGN = { disc: DISC * 2, gap: 4, height: 18 };

/**
 * Put a sign at a place, with its relation where there is room for it.
 * @param {Element} mark
 * @param {{ x: number, y: number, relation: string, numbers: string, before: number }} how `before` is left of the disc
 */
export function stand(mark, { x, y, relation, numbers, before }) {
  set(mark, { transform: `translate(${x + before + DISC},${y})` });
  const [said, , , number] = mark.children;
  said.textContent = relation;
  set(said, { x: -DISC - SIGN.gap, y: 4.5, "text-anchor": "end" });
  number.textContent = numbers;
  set(number, { x: DISC + SIGN.gap, y: 4.5 });
}
