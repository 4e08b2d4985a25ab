/** The address of the walk: it holds all that is shown, so that it can be shared, reopened and undone. */

const here = () => new URL(location.href);

/** Colons and tildes need no escape; without, people can read the address. @param {URL} address */
function plain(address) {
  address.search = address.search.replaceAll("%3A", ":").replaceAll("%7E", "~");
  return address;
}

/** An address of this walk with one parameter changed. @param {(parameters: URLSearchParams) => void} change */
function changed(change) {
  const address = here();
  change(address.searchParams);
  return plain(address);
}

/** @param {string} id */
export const chosen = (id) => changed((parameters) => parameters.set("at", id));

/** Nothing is chosen but the start. */
export const unchosen = () => changed((parameters) => parameters.delete("at"));

/** What is hidden is told of beside the graph, where it can be shown again. @param {string} id */
export const hidden = (id) =>
  changed((parameters) => {
    parameters.append("hide", id);
    parameters.delete("at");
  });

/**
 * @param {{ id: string, x: number, y: number }} spot
 * @param {boolean} pin
 * @param {number} steps how many steps the walk has had
 */
export const pinned = (spot, pin, steps) =>
  changed((parameters) => {
    const others = parameters.getAll("pin").filter((text) => !text.startsWith(`${spot.id}~`));
    parameters.delete("pin");
    for (const text of others) parameters.append("pin", text);
    if (pin) parameters.append("pin", `${spot.id}~${spot.x}~${spot.y}~s${steps}`);
  });

/** What a form asks for, without its empty fields. @param {HTMLFormElement} form */
export function asked(form) {
  const address = new URL(form.action);
  for (const [name, text] of new FormData(form)) if (text) address.searchParams.append(name, text);
  return plain(address);
}

/** A link of the page, with the pins as they are now. @param {string | URL} target */
export function followed(target) {
  const address = new URL(target, location.href);
  address.searchParams.delete("pin");
  for (const text of here().searchParams.getAll("pin")) address.searchParams.append("pin", text);
  return plain(address);
}

/** Whether an address is one of a walk, rather than the start or the list of one relation. @param {URL} address */
export function isWalk(address) {
  const parameters = address.searchParams;
  return (
    address.origin === location.origin &&
    address.pathname === "/explore" &&
    parameters.has("thing") &&
    !parameters.has("relation")
  );
}
