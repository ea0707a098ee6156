// Counts down to an hour by the server's clock: the page carries the server's time, the reader's clock only measures.

const loaded = performance.now();

function parts(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
}

function start(element) {
  const ends = Date.parse(element.dataset.countdown);
  const now = Date.parse(element.dataset.now);
  const cells = [...element.querySelectorAll("[data-part]")];
  const show = () => {
    const left = ends - now - (performance.now() - loaded);
    parts(left).forEach((value, place) => {
      if (cells[place]) cells[place].textContent = place ? String(value).padStart(2, "0") : String(value);
    });
    if (left <= 0) {
      clearInterval(timer);
      element.toggleAttribute("data-over", true);
    }
  };
  const timer = setInterval(show, 1000);
  show();
  element.hidden = false;
}

document.querySelectorAll("[data-countdown]").forEach(start);
