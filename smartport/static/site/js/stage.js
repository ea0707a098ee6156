// Shows one state of an evening after the other. Whoever has a state (stage-follow.js, stage-deck.js) sends it as the
// event `stage:state` with {show, version, html}; a state that is older than what is shown is passed over.

const scene = document.querySelector("[data-scene]");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const texts = document.querySelector("[data-event-texts]");
const EASE = "cubic-bezier(0.22, 0.7, 0.16, 1)";
// In which order type gives way, of its own size each: names, and all else. A hall that still does not hold what is said
// gives up the sea below.
const SIZES = [
  ...[1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65].map((names) => [names, 1]),
  ...[[0.65, 0.9], [0.6, 0.9], [0.6, 0.8]],
];
const SMALLER = [[0.55, 0.8], [0.55, 0.74], [0.5, 0.74], [0.5, 0.68], [0.45, 0.68], [0.45, 0.62], [0.4, 0.62], [0.4, 0.56]];
const OF_BOARDS = [[[1, 1]], [[1, 1], [1, 0.85], [1, 0.74], [1, 0.68]]];
const BREAKS = 0.5; // from which size of names on a word may break
const OF_ROWS = [[1, 1], [0.9, 1], [0.82, 1], [0.9, 2], [0.82, 2], [0.74, 2], [0.74, 1], [0.66, 2], [0.58, 2]]; // and lines
const SMALL_ROWS = 0.74; // below it a board takes the place of the sea first
const SHEET_SECONDS = 9;
const LETTERS_A_SECOND = 15;
const WIDE = ".team, .grand > *, .project, .sum, .sum-line, .both, .both > *";
const TAILS = 24; // letters hang below their line, and marks above it
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
  fit();
  document.dispatchEvent(new CustomEvent("stage:shown", { detail: { kind: document.body.dataset.kind } }));
}

const isHall = () => document.body.classList.contains("hall");
const faces = () => [...scene.querySelectorAll("[data-sheet]")];
const turnTo = (all, at) => all.forEach((face, nth) => face.classList.toggle("is-said", nth === at));

// More awards than a screen holds, or the citations of several winners: one after the other. A phone has them all.
function turn(at = 0) {
  clearTimeout(turning);
  const all = faces();
  if (!isHall() || !all.length) return;
  turnTo(all, at);
  const seconds = Math.max(SHEET_SECONDS, lettersOf(all[at]) / LETTERS_A_SECOND);
  if (all.length > 1) turning = setTimeout(turn, 1000 * seconds, (at + 1) % all.length);
}

function lettersOf(face) {
  return face.matches(".citation") ? Math.max(...[...face.children].map((text) => text.textContent.length)) : 0;
}

// Everything is said whole: type gives way until all stands in its place, and what is shown in turn takes more turns.
function fit() {
  const told = isHall() && scene.querySelector(".scene");
  if (!told) return;
  const all = faces();
  const now = Math.max(0, all.findIndex((face) => face.classList.contains("is-said")));
  if (!tryToFit(told, all) && split(told)) return fit();
  turn(Math.min(now, Math.max(0, all.length - 1)));
}

function tryToFit(told, all) {
  for (const isDeep of [false, true]) {
    document.body.classList.toggle("is-deep", isDeep);
    const sizes = told.querySelector(".rows, .sum") ? OF_BOARDS[Number(isDeep)] : isDeep ? [...SIZES, ...SMALLER] : SIZES;
    for (const [names, prose] of sizes) {
      told.style.setProperty("--fit", names);
      told.style.setProperty("--prose", prose);
      told.classList.toggle("is-broken", names <= BREAKS);
      if (!isTooBig(told, all, isDeep ? 0 : SMALL_ROWS)) return true;
    }
  }
  return false;
}

// A sheet that is too full becomes two.
function split(told) {
  const all = faces();
  const full = all.find((face, at) => {
    turnTo(all, at);
    return face.matches(".sum") && face.children.length > 1 && isOver(told);
  });
  if (!full) return false;
  const second = full.cloneNode();
  second.append(...[...full.children].slice(Math.ceil(full.children.length / 2)));
  full.after(second);
  return true;
}

// Of all that is shown in turn, by where things stand when nothing moves.
function isTooBig(told, all, least) {
  if (!rowsOf(told).every((row) => fitName(row, least))) return true;
  if (!all.length) return isOver(told);
  return all.some((_, at) => {
    turnTo(all, at);
    return isOver(told);
  });
}

function isOver(told) {
  const kin = [...told.children].filter((child) => child.offsetParent);
  const end = told.offsetTop + told.offsetHeight;
  const isTall = kin.some((child) => child.offsetTop < told.offsetTop - 1 || child.offsetTop + child.offsetHeight > end + 1);
  const inner = [...told.querySelectorAll(WIDE)].filter((one) => one.offsetParent);
  return isTall || inner.some((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + TAILS);
}

// A name stands beside its bar on one line, or on two where they are smaller.
function fitName(row, least) {
  const [name, points] = [row.querySelector(".row-team"), row.querySelector(".row-points")];
  if (points.offsetHeight > row.clientHeight + 1) return false;
  return OF_ROWS.some(([size, lines]) => {
    name.style.setProperty("--row", size);
    name.classList.toggle("is-long", lines > 1);
    return size >= least && name.scrollWidth <= name.clientWidth + 1 && name.offsetHeight <= row.clientHeight + 1;
  });
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
