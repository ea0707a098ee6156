// The preview of a text beside its form, without leaving the page. Without this module the same button loads it anew.

for (const form of document.querySelectorAll("[data-preview-form]")) {
  const place = form.querySelector("[data-preview]");
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value !== "preview") return;
    event.preventDefault();
    const answer = await fetch(location.href, { method: "POST", body: new FormData(form, event.submitter) }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const preview = page && page.querySelector("[data-preview]");
    if (!preview) return form.submit(); // logged out meanwhile, or no line: let the browser say so
    place.replaceChildren(...preview.childNodes);
    place.querySelector("[tabindex]")?.focus({ preventScroll: false });
  });
}

// What was typed and not saved is not left by mistake.
for (const form of document.querySelectorAll("[data-preview-form]")) {
  const typed = [...form.querySelectorAll("textarea, input[type=text]")];
  let isChanged = typed.some((field) => field.value !== field.defaultValue); // before this module had come
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "preview") isChanged = false;
  });
  addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
}
