// A log that grows is followed at its end. While its reader looks further up it stands still, so that nothing moves
// under the eye; nothing is asked for then, nor while the page is out of sight.

const SLACK = 8;
const isAtEnd = (box) => Math.abs(box.scrollTop) < SLACK; // a reversed column counts from its end

function tell(box) {
  const paused = box.parentElement.querySelector("[data-follow-paused]");
  if (paused) paused.hidden = isAtEnd(box);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const box = event.target.closest("[data-follow]");
  if (box && (document.hidden || !isAtEnd(box))) event.preventDefault();
});

document.addEventListener("scroll", (event) => event.target.matches?.("[data-follow]") && tell(event.target), {
  capture: true,
  passive: true,
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-follow-end]");
  if (!button) return;
  const box = button.closest("section").querySelector("[data-follow]");
  box.scrollTop = 0;
  tell(box);
  box.focus({ preventScroll: true });
});
