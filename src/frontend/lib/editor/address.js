/** The addresses of queries and of the views of their results. */

/** Longer addresses are not made; such a query goes as a form. */
export const LONGEST = 7000;

/** @param {string} text @param {string} [view] how the result is shown; empty for its table */
export function addressOf(text, view = "") {
  return `/sparql?${new URLSearchParams({ query: text, ...(view && { view }) })}`;
}

/** The view that the address of this page asks for; empty for the table. */
export function viewAsked() {
  const view = new URLSearchParams(location.search).get("view") ?? "";
  return view === "table" ? "" : view;
}

/** An address that asks for a view. @param {string} address */
function withView(address, view) {
  const url = new URL(address, location.href);
  if (view) url.searchParams.set("view", view);
  else url.searchParams.delete("view");
  return url.pathname + url.search + url.hash;
}

/** Let the link to share, and what is copied of it, ask for a view. @param {ParentNode} answer */
export function shareView(answer, view) {
  const share = answer.querySelector("[data-share]");
  share.href = withView(share.href, view);
  answer.querySelector("[data-shared]").textContent = share.href;
  return share.href;
}

/** Let also the address of the page ask for a view. @param {ParentNode} answer */
export function rememberView(answer, view) {
  const { length } = shareView(answer, view);
  if (length > LONGEST) return;
  history.replaceState(history.state, "", withView(location.href, view));
}
