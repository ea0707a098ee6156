// On a narrow screen the rooms of the console stand in one line that scrolls: the room one is in is brought into sight.

for (const side of document.querySelectorAll("[data-side]")) {
  const here = side.querySelector("[aria-current]");
  if (!here || side.scrollWidth <= side.clientWidth) continue;
  const [room, line] = [here.getBoundingClientRect(), side.getBoundingClientRect()];
  side.scrollLeft += room.left + room.width / 2 - (line.left + line.width / 2);
}
