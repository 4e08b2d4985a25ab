/** Typing over a selection, done by the editor: the browser would keep its colours in a style that our policy forbids. */

import { EditorView } from "@codemirror/view";

/** @param {InputEvent} event @param {EditorView} view */
function replace(event, view) {
  const { main } = view.state.selection;
  if (event.inputType !== "insertText" || !event.data || main.empty || view.composing) return false;
  const plain = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const handled = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, main.from, main.to, event.data, plain));
  if (!handled) view.dispatch(plain());
  event.preventDefault();
  return true;
}

export const replacing = EditorView.domEventHandlers({ beforeinput: replace });
