/** The buttons above the canvas and the help below it. */

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const BUTTONS = [
  ["undo", "Undo", "Undo (U)"],
  ["redo", "Redo", "Redo"],
  ["farther", "−", "Smaller (−)"],
  ["nearer", "+", "Larger (+)"],
  ["fit", "Fit", "Fit: show everything (0)"],
  ["pin", "Pin", "Pin the chosen thing (P)"],
  ["svg", "Save SVG", ""],
  ["png", "Save PNG", ""],
];

const KEYS = [
  ["Arrows", "next thing"],
  ["Enter", "its relations"],
  ["E", "open the largest"],
  ["H", "hide"],
  ["P", "pin"],
  ["U", "undo"],
  ["+ − 0", "size"],
];

/**
 * @param {HTMLElement} host
 * @param {Record<string, () => void>} actions by the names of the buttons
 */
export function tools(host, actions) {
  const buttons = Object.fromEntries(
    BUTTONS.map(([name, text, label]) => {
      const button = make("button", { type: "button", class: "btn", ...(label && { "aria-label": label, title: label }) }, text);
      button.addEventListener("click", () => actions[name]());
      return [name, button];
    }),
  );
  const bar = make("div", { class: "btns tools", role: "group", "aria-label": "The graph" }, ...Object.values(buttons));
  const keys = KEYS.flatMap(([key, what]) => [make("span", {}, make("kbd", {}, key), ` ${what}`), " "]);
  const help = make("p", { class: "hint keys", id: "graph-help" }, "On the graph: ", ...keys);
  const frame = make("div", { class: "graph walk-frame" });
  host.append(bar, frame, help);
  return { frame, buttons, help: help.id };
}
