/** The part of the canvas that one sees: zoom, move, and bring all into sight. */

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

const [NEAREST, FARTHEST] = [4, 0.1];
const STEP = 1.3;
const MARGIN = { x: 70, y: 44 };
const RING = 24;
const [NARROW, READABLE] = [500, 0.5];

export class Sight {
  #svg;
  #zoom;

  /**
   * @param {SVGSVGElement} svg
   * @param {(transform: { k: number, x: number, y: number }, done: boolean) => void} moved
   */
  constructor(svg, moved) {
    this.#svg = select(svg);
    this.#zoom = zoom()
      .scaleExtent([FARTHEST, NEAREST])
      .filter((event) => this.#takes(event, svg))
      .on("zoom", ({ transform }) => moved(transform, false))
      .on("end", ({ transform }) => moved(transform, true));
    this.#svg.call(this.#zoom).on("dblclick.zoom", null);
  }

  /** The wheel scrolls the page until the graph has the focus, one finger always. */
  #takes(event, svg) {
    if (event.type === "wheel") return event.ctrlKey || svg.parentElement.contains(document.activeElement);
    if (event.type.startsWith("touch")) return event.touches.length > 1;
    return !event.button && !event.target.closest("a");
  }

  get size() {
    const { clientWidth, clientHeight } = this.#svg.node();
    return { width: clientWidth || 600, height: clientHeight || 480 };
  }

  nearer() {
    this.#svg.call(this.#zoom.scaleBy, STEP);
  }

  farther() {
    this.#svg.call(this.#zoom.scaleBy, 1 / STEP);
  }

  /**
   * Bring all into sight; on a narrow screen, at first, only what is around one, so large that it can be read.
   * @param {import("./layout.js").Box} box
   * @param {{ x: number, y: number }} [around]
   */
  fit({ left, right, top, bottom }, around) {
    const { width, height } = this.size;
    const wide = (width - 2 * MARGIN.x) / Math.max(1, right - left);
    const tall = (height - 2 * MARGIN.y) / Math.max(1, bottom - top);
    const near = around && width < NARROW && Math.min(wide, tall) < READABLE;
    const scale = near ? READABLE : Math.max(FARTHEST, Math.min(1.25, wide, tall));
    const centre = near ? { x: -around.x, y: -around.y } : { x: -(left + right) / 2, y: -(top + bottom) / 2 };
    const transform = zoomIdentity.translate(width / 2, height / 2 - 8).scale(scale).translate(centre.x, centre.y);
    this.#svg.call(this.#zoom.transform, transform);
  }

  /** Move so that a place is in sight. @param {{ x: number, y: number }} place */
  reveal({ x, y }) {
    const { width, height } = this.size;
    const { k, x: dx, y: dy } = this.#svg.property("__zoom");
    const [left, top] = [x * k + dx, y * k + dy];
    if (left > RING && left < width - RING && top > RING && top < height - RING) return;
    this.#svg.call(this.#zoom.translateTo, x, y);
  }

  /** @returns {number} */
  get scale() {
    return this.#svg.property("__zoom").k;
  }
}
