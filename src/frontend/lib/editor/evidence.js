/** Asks the server for the query with the pattern that gives the paragraph of the statement at the cursor. */

const CLOSED = "The server cannot be reached. The query is as you left it.";

/** @param {import("@codemirror/view").EditorView} view */
async function evidenced(view) {
  const text = view.state.doc.toString();
  const at = [...text.slice(0, view.state.selection.main.head)].length;
  const headers = { "content-type": "application/sparql-query", accept: "application/json" };
  const reply = await fetch(`/sparql/evidence?at=${at}`, { method: "POST", headers, body: text });
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  return { text, ...(await reply.json()) };
}

/**
 * @param {import("@codemirror/view").EditorView} view
 * @returns {Promise<string>} what was done, in words; where nothing could be, what to do
 */
export async function addEvidence(view) {
  try {
    const { text, query, said, at } = await evidenced(view);
    if (view.state.doc.toString() !== text) return "The query was changed meanwhile. Choose again.";
    if (query !== text) {
      const anchor = [...query].slice(0, at ?? 0).join("").length;
      view.dispatch({ changes: { from: 0, to: text.length, insert: query }, selection: { anchor }, scrollIntoView: true });
    }
    view.focus();
    return said;
  } catch {
    return CLOSED;
  }
}
