// What is typed about a laureate stands at once where the hall will read it.

for (const place of document.querySelectorAll("[data-says]")) {
  const typed = document.querySelector(`form textarea[lang="${place.dataset.says}"]`);
  typed?.addEventListener("input", () => (place.textContent = typed.value));
}
