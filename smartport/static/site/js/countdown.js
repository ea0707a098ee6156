// Counts down to an hour by the server's clock: the page carries the server's time, the reader's clock only measures.
// The page shows what was left when it was made; from here on it moves.
// A measuring clock stands still while a laptop sleeps: when a page comes back into sight, the server is asked again.

const loaded = performance.now();
const AWAY = 20_000;

function parts(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
}

function start(element) {
  const ends = Date.parse(element.dataset.countdown);
  let since = { server: Date.parse(element.dataset.now), here: loaded };
  let hidden = null;
  const cells = [...element.querySelectorAll("[data-part]")];
  const over = element.querySelector("[data-countdown-over]");

  const show = () => {
    const left = ends - since.server - (performance.now() - since.here);
    parts(left).forEach((value, place) => {
      if (cells[place]) cells[place].textContent = place ? String(value).padStart(2, "0") : String(value);
    });
    element.toggleAttribute("data-over", left <= 0);
    if (over) over.hidden = left > 0;
  };

  const ask = async () => {
    const asked = performance.now();
    try {
      const answer = await fetch(element.dataset.clock, { cache: "no-store" });
      const server = Date.parse((await answer.json()).now);
      if (Number.isFinite(server)) since = { server, here: (asked + performance.now()) / 2 };
    } catch {
      // without an answer the old measure goes on
    }
    show();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (hidden !== null && Math.abs(Date.now() - hidden) > AWAY) ask();
  });
  window.addEventListener("pageshow", (event) => event.persisted && ask());

  setInterval(show, 1000);
  show();
}

document.querySelectorAll("[data-countdown]").forEach(start);
