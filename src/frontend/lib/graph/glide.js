/** Things glide to their new places, unless the reader wants none of that. */

const MOVE = 350;

export class Glide {
  #frame = 0;

  /**
   * @param {Map<string, { id: string, x: number, y: number }>} spots at their new places
   * @param {Map<string, { x: number, y: number }>} before where they were; what was nowhere stands at once
   * @param {() => void} draw
   */
  start(spots, before, draw) {
    this.end();
    const ways = [...spots.values()].filter(({ id }) => before.has(id)).map((spot) => ({ spot, from: before.get(spot.id), to: { x: spot.x, y: spot.y } }));
    if (!ways.some(({ from, to }) => from.x !== to.x || from.y !== to.y)) return draw();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return draw();
    const begun = performance.now();
    const step = (now) => {
      const share = Math.max(0, Math.min(1, (now - begun) / MOVE));
      const eased = 1 - (1 - share) ** 3;
      for (const { spot, from, to } of ways) {
        Object.assign(spot, share < 1 ? { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased } : to);
      }
      draw();
      if (share < 1) this.#frame = requestAnimationFrame(step);
    };
    step(begun);
  }

  /** Stop where they are. */
  end() {
    cancelAnimationFrame(this.#frame);
  }
}
