/** The last queries of this browser; nothing of them leaves it. */

import { button, make } from "./make.js";

const KEY = "mandategraph.queries";
const MOST = 50;

/** @typedef {{ text: string, rows: string, at: string }} Past @returns {Past[]} */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.text === "string") : [];
  } catch {
    return [];
  }
}

/** Keep them; a browser that forbids it, or has no room, keeps none. */
function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    return;
  }
}

/** What a query is called: its first comment, else its first line. */
function title(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const comment = lines.find((line) => line.startsWith("#"))?.replace(/^#\s*(?:title:)?\s*/, "");
  return comment || lines.find((line) => line && !/^(PREFIX|BASE)\b/i.test(line)) || text.slice(0, 60);
}

export class History {
  #section;
  #use;

  /** @param {HTMLElement} section @param {(text: string) => void} use what to do with a query that is chosen again */
  constructor(section, use) {
    this.#section = section;
    this.#use = use;
    this.#show();
  }

  /** @param {string} text @param {string} rows how many, in words */
  add(text, rows) {
    const others = read().filter((one) => one.text !== text);
    write([{ text, rows, at: new Date().toISOString() }, ...others].slice(0, MOST));
    this.#show();
  }

  #row({ text, rows, at }) {
    const when = new Date(at);
    const time = make("time", { datetime: at }, when.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }));
    const again = button("Use again", () => this.#use(text), "plain");
    again.setAttribute("aria-label", `Use again: ${title(text)}`);
    return make("li", {}, make("span", {}, title(text)), make("span", { class: "small q" }, `${rows}, `, time, " ", again));
  }

  #show() {
    const all = read();
    this.#section.hidden = !all.length;
    const heading = this.#section.querySelector("h2");
    const clear = button("Clear the history", () => {
      write([]);
      this.#show();
    }, "plain");
    const list = make("ol", { class: "past" }, ...all.map((one) => this.#row(one)));
    const body = make("details", {}, make("summary", {}, `${all.length} of the last ${MOST}`), list, clear);
    body.open = this.#section.querySelector("details")?.open ?? false;
    this.#section.replaceChildren(heading, body);
  }
}
