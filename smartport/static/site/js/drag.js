// The lines of a list are dragged into another order, which is kept when a line is let go. Without this module, and where
// nothing can be dragged, the buttons of the lines move them.

for (const form of document.querySelectorAll("[data-drag]")) {
  const lines = [...form.querySelectorAll("[data-line]")];
  let moving = null;
  for (const line of lines) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      moving = line;
      line.dataset.moving = "";
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    line.addEventListener("dragover", (event) => {
      if (!moving || moving === line) return event.preventDefault();
      event.preventDefault();
      const { top, height } = line.getBoundingClientRect();
      if (event.clientY < top + height / 2) line.before(moving);
      else line.after(moving);
    });
    line.addEventListener("drop", (event) => event.preventDefault());
    line.addEventListener("dragend", () => {
      delete line.dataset.moving;
      moving = null;
      const isMoved = [...form.querySelectorAll("[data-line]")].some((one, at) => one !== lines[at]);
      if (isMoved) form.submit();
    });
  }
}
