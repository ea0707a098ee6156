// A form that must not be sent twice: its button rests, and says why, while the answer is on its way.

for (const form of document.querySelectorAll("[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent !== undefined) return event.preventDefault();
    form.dataset.sent = "";
    const button = form.querySelector("[data-sending]") ?? event.submitter;
    button?.setAttribute("aria-disabled", "true");
    if (button?.dataset.sending) button.textContent = button.dataset.sending;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
