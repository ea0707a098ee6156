// Copies a text from its field; where the clipboard is closed (plain http), selects it so that the reader can.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    button.querySelector("[data-copy-word]").textContent = button.dataset.done;
  });
}
