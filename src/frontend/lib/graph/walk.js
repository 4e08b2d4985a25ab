/**
 * Going from one address of the walk to another without a new page: the server draws the lists, this puts them in.
 * Undo and redo are the Back and Forward of the browser.
 */

import { showCopyButtons } from "../copy.js";
import { followed, isWalk } from "./url.js";

const PARTS = [".head", "#trail", "#panel", "#list", "#filters", "#filtered", ".use", ".notes"];
let furthest = history.state?.depth ?? 0;

const depth = () => history.state?.depth ?? 0;

export const canUndo = () => depth() > 0;
export const canRedo = () => depth() < furthest;
export const undo = () => canUndo() && history.back();
export const redo = () => canRedo() && history.forward();

/** Where the focus was, told by what it was on, as the elements themselves are replaced. */
function focused() {
  const element = document.activeElement;
  const part = PARTS.find((selector) => element?.closest(selector));
  if (!part) return null;
  return { part, id: element.id, thing: element.dataset.thing, text: element.textContent };
}

function refocus({ part, id, thing, text }) {
  const among = [...(document.querySelector(part)?.querySelectorAll("a, button, input, select, summary") ?? [])];
  const same =
    (id && document.getElementById(id)) ||
    among.find((element) => thing && element.dataset.thing === thing) ||
    among.find((element) => !thing && text && element.textContent === text) ||
    document.getElementById("h-panel");
  same?.focus({ preventScroll: true });
}

function replace(page) {
  document.title = page.title;
  Object.assign(document.getElementById("explore").dataset, page.getElementById("explore").dataset);
  for (const selector of PARTS) {
    const [old, fresh] = [document, page].map((where) => where.querySelector(selector));
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  showCopyButtons();
}

export class Walking {
  #changed;
  #asking = new AbortController();

  /** @param {() => void} changed called when another step of the walk is in the page */
  constructor(changed) {
    this.#changed = changed;
    addEventListener("popstate", () => this.#load(new URL(location.href)));
  }

  /**
   * Go to an address. Where it is not one of the walk, or the server does not answer, as an ordinary link.
   * @param {string | URL} target
   * @param {{ step?: boolean }} [how] a step can be undone; a mere choice cannot
   */
  async go(target, { step = true } = {}) {
    const address = followed(target);
    if (!isWalk(address)) return void location.assign(address);
    const page = await this.#fetch(address);
    if (!page) return;
    if (step) this.note(address);
    else history.replaceState({ depth: depth() }, "", address);
    this.#show(page);
  }

  /** Make an address that of the page, as a step, without asking for anything. @param {URL} address */
  note(address) {
    furthest = depth() + 1;
    history.pushState({ depth: furthest }, "", address);
  }

  async #load(address) {
    if (!isWalk(address)) return void location.reload();
    const page = await this.#fetch(address);
    if (page) this.#show(page);
  }

  /** The page at an address; null where another was asked for meanwhile, or the browser goes there itself. */
  async #fetch(address) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const reply = await fetch(address, { signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (reply.ok && page.getElementById("explore")) return signal.aborted ? null : page;
    } catch {
      if (signal.aborted) return null;
    }
    location.assign(address);
    return null;
  }

  #show(page) {
    const before = focused();
    replace(page);
    this.#changed();
    if (before) refocus(before);
  }
}
