/** Marks where the query cannot be read, by the server's own parser, a moment after the last key. */

import { linter, setDiagnostics } from "@codemirror/lint";

const PAUSE = 700;

/**
 * The mark of a fault. `line` and `column` count letters from 1; without a line the whole query is meant.
 * @param {import("@codemirror/state").Text} doc
 * @param {{ line: number, column: number, length: number, reason: string }} fault
 */
function mark(doc, { line, column, length, reason }) {
  if (!line) return { from: 0, to: doc.length, severity: "error", message: reason };
  const found = doc.line(Math.min(line, doc.lines));
  const letters = [...found.text];
  const units = (count) => letters.slice(0, count).join("").length;
  const from = Math.min(found.from + units(column - 1), found.to);
  const to = Math.min(found.from + units(column - 1 + Math.max(length, 1)), found.to);
  return { from: to > from ? from : Math.max(from - 1, 0), to, severity: "error", message: reason };
}

/** What the server says of a query; null where it can be read, or nothing can be said. */
export async function faultOf(text) {
  if (!text.trim()) return null;
  try {
    const headers = { "content-type": "application/sparql-query", accept: "application/json" };
    const reply = await fetch("/sparql/check", { method: "POST", headers, body: text });
    const found = reply.ok ? await reply.json() : { valid: true };
    return found.valid ? null : found;
  } catch {
    return null;
  }
}

async function check({ state }) {
  const fault = await faultOf(state.doc.toString());
  return fault ? [mark(state.doc, fault)] : [];
}

export const checking = linter(check, { delay: PAUSE });

/**
 * Show the fault that a run has met, and put the cursor there.
 * @param {import("@codemirror/view").EditorView} view
 */
export function markFault(view, fault) {
  const found = mark(view.state.doc, fault);
  view.dispatch(setDiagnostics(view.state, [found]));
  view.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
}

/**
 * Check the query now.
 * @returns {Promise<string>} what was found, in words
 */
export async function checkNow(view) {
  const fault = await faultOf(view.state.doc.toString());
  if (!fault) return "The query can be read. Nothing was run.";
  markFault(view, fault);
  return fault.line ? `Line ${fault.line}, column ${fault.column}: ${fault.reason}` : fault.reason;
}
