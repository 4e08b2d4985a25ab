/**
 * Names to choose from while one types, in fields `input[data-names]`; they are sent as any other text. The value of
 * the attribute is the kind of things that the field takes, if it takes one only.
 */

import { find } from "./finding.js";

const PAUSE = 120;
let lists = 0;

/** @param {HTMLInputElement} input */
function names(input) {
  const list = document.createElement("datalist");
  list.id = `names-${++lists}`;
  input.after(list);
  if (!input.list) input.setAttribute("list", list.id);
  let timer = 0;
  let asking = new AbortController();
  const ask = async () => {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const { suggestions } = await find(input.value.trim(), signal, input.dataset.names);
      if (signal.aborted) return;
      list.replaceChildren(...suggestions.map(({ name, type }) => new Option(type, name)));
      input.setAttribute("list", list.id);
    } catch {
      list.replaceChildren();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    if (input.value.trim()) timer = setTimeout(ask, PAUSE);
  });
}

export function namesInFields() {
  for (const input of document.querySelectorAll("input[data-names]")) names(input);
}
