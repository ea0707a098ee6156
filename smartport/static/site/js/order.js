// In a list whose buttons move a line, the arrow keys press them.

const WAYS = { ArrowUp: "up", ArrowDown: "down" };

for (const form of document.querySelectorAll("[data-order]")) {
  form.addEventListener("keydown", (event) => {
    const line = event.target.closest("li");
    const name = WAYS[event.key];
    if (!line || !name) return;
    event.preventDefault();
    line.querySelector(`button[name="${name}"]:not(:disabled)`)?.click();
  });
}
