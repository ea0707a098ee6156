// The menu of a narrow screen opens and closes; without this module it stands open.

document.documentElement.dataset.scripted = "";

for (const button of document.querySelectorAll("[data-menu]")) {
  const bar = button.closest("[data-menu-bar]");
  button.addEventListener("click", () => {
    const open = bar.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", String(open));
  });
}
