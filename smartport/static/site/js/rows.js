// When other rows have come and what was pressed went with the old ones, the keyboard goes on at the rows.

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) {
    document.querySelector("[data-rows]")?.focus({ preventScroll: true });
  }
});
