// Follows an evening: by a stream where the follower can be reached, else by asking the site now and then. What was shown
// last stays while nothing comes, and whoever comes back asks at an hour of its own, so that a hall does not ask at once.

const { stream, now, every } = document.body.dataset;
const sign = document.querySelector("[data-lost]");
const DEAF_SECONDS = 45; // the follower says something at least every 20
const LONGEST_PAUSE = 60;
const STRANGERS = 5; // so often the site says that it knows no such address before we believe it
let source = null;
let heard = 0;
let asking = 0;
let etag = "";
let tries = 0;
let strange = 0;
let isOver = false;

const jitter = (seconds) => 1000 * seconds * (0.5 + Math.random());
const tell = (state) => document.dispatchEvent(new CustomEvent("stage:state", { detail: state }));

function note(isWell) {
  sign.hidden = isWell;
}

function open() {
  if (isOver) return;
  source?.close();
  const opened = new EventSource(stream);
  source = opened;
  heard = Date.now();
  opened.onopen = opened.onmessage = alive;
  opened.addEventListener("state", (event) => {
    alive();
    tell(JSON.parse(event.data));
  });
  opened.addEventListener("beat", alive);
  opened.addEventListener("gone", end);
  opened.onerror = () => {
    ask();
    if (opened.readyState === EventSource.CLOSED) later();
  };
}

function alive() {
  heard = Date.now();
  tries = 0;
  clearTimeout(asking);
  asking = 0;
  note(true);
}

// The follower cannot be reached, or does not want us: the site tells the same, and we try again later.
function later() {
  tries += 1;
  setTimeout(open, jitter(Math.min(LONGEST_PAUSE, 4 * 2 ** Math.min(tries, 4))));
}

function ask() {
  if (!asking) asking = setTimeout(look, jitter(Number(every) / 2));
}

async function look() {
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const answer = await fetch(now, { headers, cache: "no-store", signal: AbortSignal.timeout(8_000) });
    strange = answer.status === 404 ? strange + 1 : 0;
    if (strange >= STRANGERS) return end();
    if (!asking) return; // the stream is back
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      tell(await answer.json());
    }
    note(answer.ok || answer.status === 304);
  } catch {
    note(false);
  }
  if (asking) asking = setTimeout(look, jitter(Number(every)));
}

// The address was revoked: nothing is told here any more.
function end() {
  isOver = true;
  clearTimeout(asking);
  source?.close();
  note(true);
  tell({ show: "gone", version: 0, html: "" });
}

// A connection that was cut without a word, as by a machine that slept.
setInterval(() => {
  if (!isOver && source?.readyState === EventSource.OPEN && Date.now() - heard > 1000 * DEAF_SECONDS) {
    ask();
    open();
  }
}, 5_000);

async function stayAwake() {
  if (document.hidden || isOver) return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // A phone that is nearly empty may sleep.
  }
}

document.addEventListener("visibilitychange", () => {
  stayAwake();
  if (!document.hidden && source?.readyState === EventSource.CLOSED) open();
});
addEventListener("online", open);
stayAwake();
open();
