/**
 * Marks where the query cannot be read, and what is doubtful in it, by the server's own parser, a moment after the last
 * key. What is doubtful is also told below the editor, and does not keep the query from being run.
 */

import { linter, setDiagnostics } from "@codemirror/lint";
import { button, make } from "./make.js";

const PAUSE = 700;

/**
 * @typedef {{ line: number, column: number, length: number, reason: string, replacement?: string }} Told
 * `line` and `column` count letters from 1; without a line the whole query is meant.
 */

/** From where to where something told stands in the text. @param {import("@codemirror/state").Text} doc @param {Told} told */
function place(doc, { line, column, length }) {
  if (!line) return { from: 0, to: doc.length };
  const found = doc.line(Math.min(line, doc.lines));
  const letters = [...found.text];
  const units = (count) => letters.slice(0, count).join("").length;
  const from = Math.min(found.from + units(column - 1), found.to);
  const to = Math.min(found.from + units(column - 1 + Math.max(length, 1)), found.to);
  return { from: to > from ? from : Math.max(from - 1, 0), to };
}

const faultMark = (doc, fault) => ({ ...place(doc, fault), severity: "error", message: fault.reason });

function warningMark(doc, warning) {
  const { replacement, reason } = warning;
  const apply = (view, from, to) => view.dispatch({ changes: { from, to, insert: replacement } });
  const actions = replacement ? [{ name: `Replace by ${replacement}`, apply }] : [];
  return { ...place(doc, warning), severity: "warning", message: reason, actions };
}

/** What the server says of a query; as if it were in order where nothing can be said. */
async function checked(text) {
  const nothing = { valid: true, warnings: [] };
  if (!text.trim()) return nothing;
  try {
    const headers = { "content-type": "application/sparql-query", accept: "application/json" };
    const reply = await fetch("/sparql/check", { method: "POST", headers, body: text });
    return reply.ok ? await reply.json() : nothing;
  } catch {
    return nothing;
  }
}

/** What the server says against a query; null where it can be read, or nothing can be said. @returns {Promise<Told | null>} */
export async function faultOf(text) {
  const found = await checked(text);
  return found.valid ? null : found;
}

/** Tell the warnings below the editor, each with a button for what may be meant. */
function tell(view, marks) {
  const list = document.getElementById("warnings");
  const rows = marks.map(({ from, to, message, actions }) => {
    const { number } = view.state.doc.lineAt(from);
    const word = view.state.sliceDoc(from, to);
    const buttons = actions.map(({ name, apply }) =>
      button(name, () => {
        if (view.state.sliceDoc(from, to) === word) apply(view, from, to);
        view.focus();
      }, "plain"),
    );
    return make("li", {}, `Warning, line ${number}: ${message} `, ...buttons);
  });
  list.replaceChildren(...(rows.length ? [make("ul", {}, ...rows)] : []));
}

/** The marks of all that is said of the query now. */
async function marks(view) {
  const { doc } = view.state;
  const found = await checked(doc.toString());
  const warnings = (found.warnings ?? []).map((one) => warningMark(doc, one));
  if (view.state.doc.eq(doc)) tell(view, warnings);
  return found.valid ? warnings : [faultMark(doc, found)];
}

export const checking = linter(marks, { delay: PAUSE });

/**
 * Show the fault that a run has met, and put the cursor there.
 * @param {import("@codemirror/view").EditorView} view
 * @param {Told} fault
 */
export function markFault(view, fault) {
  const found = faultMark(view.state.doc, fault);
  tell(view, []);
  view.dispatch(setDiagnostics(view.state, [found]));
  view.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
}

/**
 * Check the query now.
 * @returns {Promise<string>} what was found, in words
 */
export async function checkNow(view) {
  const { doc } = view.state;
  const found = await checked(doc.toString());
  if (!found.valid) {
    markFault(view, found);
    return found.line ? `Line ${found.line}, column ${found.column}: ${found.reason}` : found.reason;
  }
  if (!view.state.doc.eq(doc)) return "The query was changed meanwhile. Check again.";
  const warned = found.warnings.map((one) => warningMark(doc, one));
  view.dispatch(setDiagnostics(view.state, warned));
  tell(view, warned);
  return `The query can be read. Nothing was run.${warned.length ? " See the warnings below." : ""}`;
}
