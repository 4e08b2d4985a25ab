/**
 * The notes that a paragraph sign opens. They open without script; this adds the statement beside the sign with its
 * address, and then the other statements of the paragraph, which are fetched when the note is opened for it first.
 */

function link(address, text) {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = text;
  return element;
}

/** The links of the statement of a row, or of a row of sums the link to its statements. */
function links({ statement, statements }) {
  if (!statement) return statements ? [link(statements, "The statements behind this row")] : [];
  return [link(statement, "Permanent link of this statement"), " ", link(`${statement}#report`, "Report an error")];
}

function fillStatement(slot, row) {
  const line = document.createElement("p");
  line.className = "row";
  line.append(...links(row));
  slot.replaceChildren(...(line.hasChildNodes() ? [line] : []));
  slot.hidden = !line.hasChildNodes();
}

/** Load the statements; where that fails the note stays as it is, and the next opening tries again. */
async function fillOthers(note, slot, of) {
  const others = note.querySelector("[data-slot=others]");
  const { paragraph, shown } = note.dataset;
  if (!paragraph) return;
  const address = new URL(paragraph, location.href);
  address.searchParams.set("part", "statements");
  if (of) address.searchParams.set("of", of);
  others.ariaBusy = "true";
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    if (note.dataset.shown !== shown) return;
    others.innerHTML = text;
    slot.prepend(...others.querySelectorAll("[data-this]"));
  } catch {
    delete note.dataset.shown;
    others.replaceChildren();
  } finally {
    others.ariaBusy = null;
  }
}

export function notes() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[popovertarget]");
    const note = button && document.getElementById(button.getAttribute("popovertarget"));
    if (!note?.matches(".note")) return;
    const slot = note.querySelector("[data-slot=statement]");
    const row = button.closest("[data-statement], [data-statements]")?.dataset ?? {};
    const shown = row.statement ?? row.statements ?? "";
    if (note.dataset.shown === shown) return;
    note.dataset.shown = shown;
    fillStatement(slot, row);
    fillOthers(note, slot, row.statement);
  });
}
