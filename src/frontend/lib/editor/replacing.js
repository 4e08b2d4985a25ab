/**
 * Typing over a selection, done by the editor: the browser would keep its colours in a style that our policy forbids.
 */

import { EditorView } from "@codemirror/view";

/** What is selected in the document, of which the editor may not know yet; else what it knows. */
function selected(view) {
  const found = view.root.getSelection?.();
  const { main } = view.state.selection;
  if (!found?.rangeCount || found.isCollapsed || !view.contentDOM.contains(found.anchorNode)) return [main.from, main.to];
  const ends = [view.posAtDOM(found.anchorNode, found.anchorOffset), view.posAtDOM(found.focusNode, found.focusOffset)];
  return ends.sort((one, other) => one - other);
}

/** @param {InputEvent} event @param {EditorView} view */
function replace(event, view) {
  if (event.inputType !== "insertText" || !event.data || view.composing) return false;
  const [from, to] = selected(view);
  if (from === to) return false;
  const insert = view.state.toText(event.data);
  const changed = { changes: { from, to, insert }, selection: { anchor: from + insert.length } };
  const plain = () => view.state.update(changed, { userEvent: "input.type", scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, event.data, plain))) view.dispatch(plain());
  event.preventDefault();
  return true;
}

export const replacing = EditorView.domEventHandlers({ beforeinput: replace });
