// Shows one state of an evening after the other. Whoever has a state (stage-follow.js, stage-deck.js) sends it as the
// event `stage:state` with {show, version, html}; a state that is older than what is shown is passed over.

const scene = document.querySelector("[data-scene]");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const texts = document.querySelector("[data-event-texts]");
const EASE = "cubic-bezier(0.22, 0.7, 0.16, 1)";
const FLOORS = [0.65, 0.5, 0.35];
const LINES = [8, 6, 5, 4, 3, 2];
const SHEET_SECONDS = 9;
let turning = 0;
let taken = 0; // how many states: one that waits for its transition may be overtaken

function take({ show, version, html }) {
  const { show: known, version: last } = scene.dataset;
  if (show === known && Number(version) <= Number(last)) return;
  scene.dataset.show = show;
  scene.dataset.version = version;
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const mine = (taken += 1);
  if (rowsOf(fresh).length && rowsOf(scene).length) return glide(fresh);
  if (!document.startViewTransition || still.matches || document.hidden) return put(fresh);
  const passing = document.startViewTransition(() => mine === taken && put(fresh));
  for (const end of [passing.ready, passing.finished]) end.catch(() => {}); // the next one cuts it short
}

function put(fresh) {
  scene.replaceChildren(...fresh.childNodes);
  scene.classList.add("is-fresh");
  settle();
}

// Of two boards: the second part of a bar grows, the sum counts up, then every row moves to where it now belongs.
function glide(fresh) {
  const before = new Map(rowsOf(scene).map((row) => [row.dataset.team, place(row)]));
  scene.classList.remove("is-fresh");
  scene.replaceChildren(...fresh.childNodes);
  settle();
  if (still.matches) return;
  for (const row of rowsOf(scene)) {
    const was = before.get(row.dataset.team);
    if (!was) continue;
    const isNow = "now" in row.dataset && !was.isTold;
    if (isNow) grow(row, was);
    const way = was.top - row.getBoundingClientRect().top;
    if (way) {
      const frames = [{ transform: `translateY(${way}px)` }, { transform: "none" }];
      row.style.position = "relative";
      row.style.zIndex = isNow ? 1 : 0;
      row.animate(frames, { duration: 1300, delay: 1150, easing: EASE, fill: "backwards" });
    }
  }
}

function place(row) {
  return { top: row.getBoundingClientRect().top, isTold: "told" in row.dataset, points: points(row) };
}

function grow(row, was) {
  const bar = row.querySelector(".bar-second");
  const from = `inset(0 100% 0 0)`;
  bar?.animate([{ clipPath: from }, { clipPath: "inset(0)" }], { duration: 1000, easing: EASE });
  const told = [...row.querySelector(".row-points").children].map((one) => [one, one.textContent]);
  const began = performance.now();
  const count = (now) => {
    const share = Math.min(1, Math.max(0, (now - began) / 1000));
    const value = (was.points + (points(row) - was.points) * (1 - (1 - share) ** 3)).toFixed(2);
    for (const [one, last] of told) one.textContent = share < 1 ? value.replace(".", last.includes(",") ? "," : ".") : last;
    if (share < 1 && row.isConnected) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}

const rowsOf = (root) => [...root.querySelectorAll(".row")];
const points = (row) => Number(row.querySelector(".row-points").dataset.points);

function settle() {
  const shown = scene.querySelector(".shown");
  document.body.dataset.kind = shown?.dataset.kind ?? "";
  document.body.dataset.display = shown?.dataset.display ?? "";
  for (const [nth, row] of rowsOf(scene).entries()) row.style.setProperty("--nth", nth);
  for (const place of scene.querySelectorAll("[data-event]")) place.replaceChildren(texts.content.cloneNode(true));
  turn();
  fit();
  document.dispatchEvent(new CustomEvent("stage:shown", { detail: { kind: document.body.dataset.kind } }));
}

// More awards than a screen holds: one sheet after the other. A phone has them all.
function turn() {
  clearInterval(turning);
  const sheets = [...scene.querySelectorAll("[data-sheet]")];
  if (!document.body.classList.contains("hall") || sheets.length < 2) return;
  let at = 0;
  const show = () => sheets.forEach((sheet, nth) => (sheet.hidden = nth !== at));
  show();
  turning = setInterval(() => {
    at = (at + 1) % sheets.length;
    show();
  }, 1000 * SHEET_SECONDS);
}

// Long names get smaller type until all stands in its place; only then does prose lose its last lines.
function fit() {
  if (!document.body.classList.contains("hall")) return;
  const told = scene.querySelector(".scene");
  if (!told) return;
  for (const name of told.querySelectorAll(".row-team")) {
    name.classList.remove("is-long");
    name.classList.toggle("is-long", name.scrollWidth > name.clientWidth + 1);
  }
  let size = 1;
  for (const least of FLOORS) {
    for (const lines of LINES) {
      for (let at = size; at >= least - 0.001; at -= 0.05) {
        told.style.setProperty("--lines", lines);
        told.style.setProperty("--fit", at.toFixed(2));
        if (!isTooBig(told)) return;
      }
    }
    size = least;
  }
}

// By where things stand when nothing moves.
function isTooBig(told) {
  const kin = [...told.children].filter((child) => child.offsetParent);
  const end = told.offsetTop + told.offsetHeight;
  const tall = kin.some((child) => child.offsetTop < told.offsetTop - 1 || child.offsetTop + child.offsetHeight > end + 1);
  return tall || [...told.querySelectorAll(".team, .grand > *")].some((one) => one.scrollWidth > one.clientWidth + 1);
}

document.addEventListener("stage:state", (event) => take(event.detail));
addEventListener("resize", fit);
document.fonts?.ready.then(fit);
settle();

// A hall's own keys: the whole screen, a cursor that goes when nobody moves it, and sound where the evening has any.
const keys = document.querySelector("[data-keys]");
if (keys) {
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
  keys.querySelector("[data-full]").addEventListener("click", full);
  const sound = keys.querySelector("[data-sound-switch]");
  sound?.addEventListener("click", () => listen(sound));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "f" && !("deck" in document.body.dataset)) full();
    if (event.key === "s" && sound) listen(sound);
  });
  let resting = 0;
  const wake = () => {
    document.body.classList.remove("is-still");
    clearTimeout(resting);
    resting = setTimeout(() => document.body.classList.add("is-still"), 3000);
  };
  for (const name of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(name, wake);
  wake();
}

let ear = null;
function listen(sound) {
  const isOn = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", isOn);
  ear = isOn ? (ear ?? new AudioContext()) : ear;
  if (isOn) ear.resume();
  else ear?.suspend();
}

// A bell buoy for a place, an open chord for a winner, nothing for silence.
const TONES = { place: [392], award: [294], winner: [294, 440, 587, 740] };
document.addEventListener("stage:shown", ({ detail }) => {
  if (ear?.state !== "running") return;
  for (const [nth, tone] of (TONES[detail.kind] ?? []).entries()) ring(tone, ear.currentTime + 0.09 * nth);
});

function ring(tone, at) {
  const loud = ear.createGain();
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(0.14, at + 0.03);
  loud.gain.exponentialRampToValueAtTime(0.0005, at + 3);
  loud.connect(ear.destination);
  const pipe = new OscillatorNode(ear, { frequency: tone, type: "sine" });
  pipe.connect(loud);
  pipe.start(at);
  pipe.stop(at + 3.1);
}
