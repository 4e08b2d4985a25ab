/** Buttons `button[data-copy="#id"]` that copy the text of an element; hidden where there is no script. */

import { say } from "./said.js";

/** Copy by the command of old, for addresses without TLS, which have no clipboard API. */
function copySelected(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** Whether the text is on the clipboard now. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

async function copyFor(button) {
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  const done = await copy(source.value ?? source.textContent.trim());
  button.focus();
  say(button, done ? "Copied" : "Not copied; select the text and copy it");
}

export function showCopyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
}

export function copyButtons() {
  showCopyButtons();
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) copyFor(button);
  });
}
