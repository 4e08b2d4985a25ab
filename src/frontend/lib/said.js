/** Messages for everybody: seen beside what they are about, and spoken by a screen reader. */

const PAUSE = 60;

/**
 * A live region; it has to stand in the page before its text changes.
 * @param {string} className
 */
export function region(className) {
  const element = document.createElement("span");
  element.className = className;
  element.setAttribute("role", "status");
  return element;
}

/**
 * Say something beside an element.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  let said = element.nextElementSibling;
  if (!said?.matches(".said[role=status]")) {
    said = region("said");
    element.after(said);
  }
  said.textContent = "";
  setTimeout(() => {
    said.textContent = text;
  }, PAUSE);
}
