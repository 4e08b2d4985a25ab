/** The prefixes of a query written out, for use at another endpoint, which does not know them. */

import { schema } from "./schema.js";

/** The query without texts, IRIs and comments, in which a colon means no prefix. */
function bare(text) {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*/g, " ");
}

/**
 * @param {import("@codemirror/view").EditorView} view
 * @returns {Promise<string>} what was done, in words
 */
export async function writePrefixes(view) {
  const { prefixes } = await schema();
  const text = view.state.doc.toString();
  const declared = new Set([...text.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map(([, name]) => name));
  const used = new Set([...bare(text).matchAll(/(?<![\w?$-])([A-Za-z][\w-]*):/g)].map(([, name]) => name));
  const lines = [...used].filter((name) => prefixes[name] && !declared.has(name)).sort();
  if (!lines.length) return "All prefixes of this query are written out already.";
  const head = lines.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("");
  view.dispatch({ changes: { from: 0, insert: head } });
  return lines.length === 1 ? "1 prefix was written out." : `${lines.length} prefixes were written out.`;
}
