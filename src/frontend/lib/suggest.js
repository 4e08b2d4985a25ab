/**
 * Suggestions under a search field: a combobox with a list box (WAI-ARIA Authoring Practices). The options are real
 * links, for the mouse; the keyboard stays in the field. Without an answer the form works as it does without script.
 */

import { find } from "./finding.js";
import { region } from "./said.js";

const PAUSE = 80;
let lists = 0;

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** @param {import("./finding.js").Suggestion} suggestion @param {string} id */
function option(suggestion, id) {
  const { name, address, type, also } = suggestion;
  const called = make("span", {}, name, ...(also ? [" ", make("span", { class: "q" }, also)] : []));
  const attributes = { role: "option", id, href: address, tabindex: "-1", "aria-selected": "false" };
  const link = make("a", attributes, called, " ", make("span", { class: "q" }, type));
  return make("li", { role: "none" }, link);
}

class Suggestions {
  #input;
  #list;
  #status = region("vh");
  #active = -1;
  #timer = 0;
  #asking = new AbortController();

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input */
  constructor(form, input) {
    const id = `suggestions-${++lists}`;
    this.#input = input;
    this.#list = make("ul", { role: "listbox", class: "sugg", id, "aria-label": "Suggestions", hidden: "" });
    form.append(this.#list, this.#status);
    const attributes = { role: "combobox", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off" };
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    input.ariaExpanded = "false";
    input.addEventListener("input", () => this.#askSoon());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    form.addEventListener("submit", () => this.#close());
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #askSoon() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    if (!this.#input.value.trim()) this.#close();
    else this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const text = this.#input.value.trim();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const { near, suggestions } = await find(text, signal);
      if (!signal.aborted) this.#show(text, near, suggestions);
    } catch {
      if (!signal.aborted) this.#close();
    }
  }

  #show(text, near, suggestions) {
    this.#close();
    const count = `${suggestions.length} ${suggestions.length === 1 ? "suggestion" : "suggestions"}`;
    const remark = `Nothing is called “${text}”; ${suggestions.length ? "these are near" : "no name is near"}.`;
    this.#status.textContent = [near && remark, suggestions.length && count].filter(Boolean).join(" ");
    if (!suggestions.length) return;
    if (near) this.#list.dataset.near = remark;
    else delete this.#list.dataset.near;
    this.#list.replaceChildren(...suggestions.map((one, at) => option(one, `${this.#list.id}-${at}`)));
    this.#list.hidden = false;
    this.#input.ariaExpanded = "true";
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#active = -1;
    this.#status.textContent = "";
    this.#input.ariaExpanded = "false";
    this.#input.removeAttribute("aria-activedescendant");
  }

  /** Make an option the active one, counted round; -1 before the first is the field itself. */
  #move(to) {
    const options = this.#options;
    const places = options.length + 1;
    this.#active = ((to + 1 + places) % places) - 1;
    options.forEach((one, at) => {
      one.classList.toggle("on", at === this.#active);
      one.ariaSelected = String(at === this.#active);
    });
    const active = options[this.#active];
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
    else this.#input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  /** What a key does while the list is open. Home and End stay with the text until an option is active. */
  #action(key) {
    const last = this.#options.length - 1;
    const chosen = this.#options[this.#active];
    const actions = {
      ArrowDown: () => this.#move(this.#active + 1),
      ArrowUp: () => this.#move(this.#active - 1),
      Escape: () => this.#close(),
      Home: chosen && (() => this.#move(0)),
      End: chosen && (() => this.#move(last)),
      Enter: chosen && (() => chosen.click()),
    };
    return actions[key];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (this.#list.hidden) {
      if (event.key === "ArrowDown") this.#askSoon();
      return;
    }
    const action = this.#action(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }
}

export function suggestions() {
  for (const form of document.querySelectorAll("form[role=search]")) {
    const input = form.querySelector("input[name=q]");
    if (input) new Suggestions(form, input);
  }
}
