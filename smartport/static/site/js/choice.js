// A choice among many: the search answers while it is typed, and a click adds or takes out without leaving the page.
// Without this module the same buttons load it anew, with everything that was typed.

const PAUSE = 250;

for (const form of document.querySelectorAll("form:has([data-choice])")) {
  const again = form.querySelector("[data-again]");
  let pending = null;
  let waiting = 0;
  let isLeft = false;

  async function ask(submitter, part) {
    clearTimeout(waiting);
    pending?.abort();
    pending = new AbortController();
    const { signal } = pending;
    const sent = { method: "POST", body: new FormData(form, submitter), signal };
    const answer = await fetch(location.href, sent).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
    if (signal.aborted) return null;
    const there = page && page.querySelector(part);
    if (there) form.querySelector(part).replaceWith(document.adoptNode(there));
    return there;
  }

  form.addEventListener(
    "submit",
    async (event) => {
      if (isLeft || !["find", "add", "drop"].includes(event.submitter?.name)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const there = await ask(event.submitter, "[data-choice]");
      if (there) return there.querySelector("[data-search]").focus({ preventScroll: true });
      if (there === null && pending.signal.aborted) return;
      isLeft = true; // logged out meanwhile, or no line: let the browser say so
      form.requestSubmit(event.submitter.isConnected ? event.submitter : again);
    },
    { capture: true },
  );

  function searchSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(again, "[data-offers]"), PAUSE);
  }

  form.addEventListener("input", (event) => event.target.matches("[data-search]") && searchSoon());

  const search = form.querySelector("[data-search]");
  if (search.value !== search.defaultValue) searchSoon(); // typed before this module had come
}
