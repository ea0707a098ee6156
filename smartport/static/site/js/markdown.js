// Beside a text that is being written: how readers will see it, by the site's own renderer. Without this module the button
// "Look at it first" shows the same.

const REST = 400; // milliseconds after the last letter
const isTyped = (field) => field.value !== field.defaultValue;

for (const form of document.querySelectorAll("[data-markdown]")) {
  for (const place of form.querySelectorAll("[data-preview-of]")) {
    const field = document.getElementById(place.dataset.previewOf);
    let waiting, asked;
    const look = () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const body = new FormData();
        body.set("text", field.value);
        body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        const answer = await fetch(form.dataset.markdown, { method: "POST", body, signal: asked.signal }).catch(() => null);
        if (!answer?.ok || answer.redirected) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...page.body.childNodes);
      }, REST);
    };
    field.addEventListener("input", look);
    if (isTyped(field)) look(); // before this module had come
  }

  // What was typed and not saved is not left by mistake.
  let isChanged = [...form.querySelectorAll("textarea, input[type=text]")].some(isTyped);
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
}
