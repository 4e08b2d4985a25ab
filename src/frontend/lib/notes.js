/**
 * The notes that a paragraph sign opens. They open without script; this adds the address of the statement beside
 * the sign, and the other statements of the paragraph, which are fetched when the note is opened first.
 */

function link(address, text) {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = text;
  return element;
}

function fillStatement(note, button) {
  const slot = note.querySelector("[data-slot=statement]");
  if (!slot) return;
  const address = button.closest("[data-statement]")?.dataset.statement;
  slot.hidden = !address;
  slot.replaceChildren();
  if (address) {
    slot.append(link(address, "Permanent link of this statement"), " ", link(`${address}#report`, "Report an error"));
  }
}

/** Load the other statements; where that fails the note stays as it is, and the next opening tries again. */
async function fillOthers(slot) {
  const paragraph = slot.closest("[data-paragraph]")?.dataset.paragraph;
  if (!paragraph || slot.dataset.loaded) return;
  slot.dataset.loaded = "yes";
  slot.ariaBusy = "true";
  try {
    const address = new URL(paragraph, location.href);
    address.searchParams.set("part", "statements");
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    slot.innerHTML = await answer.text();
  } catch {
    delete slot.dataset.loaded;
  } finally {
    slot.ariaBusy = null;
  }
}

export function notes() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[popovertarget]");
    const note = button && document.getElementById(button.getAttribute("popovertarget"));
    if (!note?.matches(".note")) return;
    fillStatement(note, button);
    for (const slot of note.querySelectorAll("[data-slot=others]")) fillOthers(slot);
  });
}
