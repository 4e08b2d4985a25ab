/** The buttons and the help above the canvas. */

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
  ["Space", "choose it"],
  ["Enter", "choose, and go to its relations"],
  ["E", "open its largest"],
  ["H", "hide"],
  ["P", "pin"],
  ["Esc", "choose nothing"],
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
  const skip = make("button", { type: "button", class: "vh btn" }, "Skip the graph, to the relations and the list");
  skip.addEventListener("click", () => actions.list());
  const bar = make("div", { class: "btns tools", role: "group", "aria-label": "The graph" }, ...Object.values(buttons));
  const keys = KEYS.flatMap(([key, what]) => [make("span", {}, make("kbd", {}, key), ` ${what}`), " "]);
  const byKeys = make("span", { class: "by-keys" }, "By keys: ", ...keys);
  const byTouch = make("span", { class: "by-touch" }, "One finger scrolls the page, two move and resize the graph.");
  const help = make("p", { class: "hint keys", id: "graph-help" }, "Choose a thing by a click or tap, open more by +. ", byKeys, byTouch);
  const frame = make("div", { class: "graph walk-frame", tabindex: "-1" });
  const onward = make("a", { href: "#h-panel" });
  host.append(skip, bar, help, frame, make("p", { class: "more onward" }, onward));
  return { frame, buttons, onward, help: help.id };
}
