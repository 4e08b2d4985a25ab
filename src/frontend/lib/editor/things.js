/** Things by their names, for completion: `"Interp` or what is written of a word where a thing may stand. */

import { find } from "../finding.js";
import { compact, schema } from "./schema.js";

const ID = "https://w3id.org/mandategraph/id/";

/** The IRI that the address of a page stands for. */
function iriOf(address) {
  const [path, query] = address.split("?");
  return query ? new URLSearchParams(query).get("iri") : ID + path.slice("/id/".length);
}

/** What was typed of a name, and where: an open text before the cursor, else the word. */
function typed(context) {
  const open = context.matchBefore(/"[^"\n]*/);
  if (open && open.text.length > 1) return { from: open.from, text: open.text.slice(1), end: quoteAfter(context) };
  const word = context.matchBefore(/[\w-]+/);
  return word && !isLocal(context, word) ? { from: word.from, text: word.text, end: context.pos } : null;
}

/** Whether a word is the second half of a prefixed name, or of a variable. */
function isLocal(context, word) {
  return /[:?$]/.test(context.state.sliceDoc(word.from - 1, word.from));
}

/** The end of what is replaced: a closing sign that the editor has put there goes, too. */
function quoteAfter({ state, pos }) {
  return state.sliceDoc(pos, pos + 1) === '"' ? pos + 1 : pos;
}

/** Puts the name of the thing for the query in the place of what was typed. */
function insert(name, end) {
  return (view, _completion, from, to) => {
    const upto = Math.max(to, end);
    view.dispatch({ changes: { from, to: upto, insert: name }, selection: { anchor: from + name.length } });
  };
}

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
export async function thingsCalled(context) {
  if (!context.explicit) return null;
  const asked = typed(context);
  if (!asked || asked.text.trim().length < 2) return null;
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  try {
    const [{ suggestions }, { prefixes }] = await Promise.all([find(asked.text, stop.signal), schema()]);
    const options = suggestions.map((one, at) => {
      const name = compact(iriOf(one.address), prefixes);
      const detail = `${one.type} · ${one.count}`;
      return { label: one.name, displayLabel: one.name, detail: `${name} · ${detail}`, apply: insert(name, asked.end), boost: 60 - at };
    });
    return { from: asked.from, options, filter: false };
  } catch {
    return null;
  }
}
