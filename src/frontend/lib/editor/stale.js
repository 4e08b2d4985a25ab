/** Says of the rows below the editor that they are of another query than the one above, as long as that is so. */

import { make } from "./make.js";

const TOLD = "These rows are of the query before your change. Run it to see its own.";

export class Stale {
  #place = make("div", { id: "stale", role: "status" });
  #asked = null;

  /** @param {HTMLElement} answer the place of the answers; what is told stands before it, and stays when it is replaced */
  constructor(answer) {
    answer.before(this.#place);
  }

  /** Rows have come, or none. @param {string | null} asked their query @param {string} text the query in the editor */
  answered(asked, text) {
    this.#asked = asked;
    document.getElementById("result")?.setAttribute("aria-describedby", this.#place.id);
    this.compare(text);
  }

  /** @param {string} text the query in the editor */
  compare(text) {
    const changed = this.#asked !== null && this.#asked.trim() !== text.trim();
    if (changed === this.#place.hasChildNodes()) return;
    this.#place.replaceChildren(...(changed ? [make("p", { class: "state" }, TOLD)] : []));
    document.getElementById("result")?.classList.toggle("stale", changed);
  }
}
