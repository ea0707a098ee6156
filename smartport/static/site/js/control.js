// The control of a running show: keys, a clicker, mouse and touch press the same buttons. One key is on its way at a time,
// and each says which state it has seen, so the site moves once, whatever arrives twice. The page asks every second where
// the show is; without an answer it says so and asks again. Nothing is known here that the site does not know better.

import { keyOf } from "./stage-keys.js";

const EVERY = 1000; // ms between two questions
const COUNTED_EVERY = 5000;
const ALL = 10; // every how many questions everything is drawn anew, for what moves by itself
const AGAIN = 5000; // ms in which a clicker that cannot hold may press once more

for (const page of document.querySelectorAll("[data-control]")) control(page);

function control(page) {
  const body = page.querySelector("[data-control-body]");
  const find = (selector) => body.querySelector(selector);
  const told = page.querySelector("[data-told]");
  const hold = Number(page.dataset.hold);
  let drawnAt = performance.now();
  let asked = 0;
  let isSending = false;
  let seen = null; // what the halls show, as last told
  let phones = null; // how many follow; -1 where the follower does not answer
  let holding = null; // { since, timer, source } while a key is down; { since, timer, isWaiting } after a short press

  const isMine = () => find("[data-show]").hasAttribute("data-mine");
  const needsHold = () => find("[data-show]").hasAttribute("data-holds");

  function draw({ html, stamp, hall }) {
    const active = document.activeElement?.closest("[data-press]")?.dataset.press;
    const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    graft(find("[data-show]"), fresh, find("[data-preview]"));
    body.dataset.stamp = stamp;
    showHall(hall);
    tellPhones();
    drawnAt = performance.now();
    if (active) find(`[data-press="${active}"] button`)?.focus({ preventScroll: true });
    const refusal = find("#refusal .notice-title");
    if (refusal) told.textContent = refusal.textContent;
    tick();
  }

  function showHall(hall) {
    seen = hall;
    const inside = find("[data-preview]").contentDocument;
    inside?.dispatchEvent(new CustomEvent("stage:state", { detail: hall }));
  }

  // As phones do: through the public address.
  async function count() {
    const answer = await fetch(page.dataset.count, { cache: "no-store", signal: AbortSignal.timeout(4_000) }).catch(() => null);
    phones = answer?.ok ? Number(await answer.text()) : -1;
    tellPhones();
    setTimeout(count, COUNTED_EVERY);
  }

  function tellPhones() {
    const [told, alone] = [find("[data-phones]"), find("[data-alone]")];
    if (!told || phones === null) return;
    told.hidden = phones < 0;
    alone.hidden = phones >= 0;
    find("[data-phones-count]").textContent = phones;
  }

  function tick() {
    const gone = Math.floor((performance.now() - drawnAt) / 1000);
    for (const clock of body.querySelectorAll("[data-clock]")) clock.textContent = said(Number(clock.dataset.clock) + gone);
  }

  function answered(isThere, isOut = false) {
    page.querySelector("[data-lost]").hidden = isThere || isOut;
    page.querySelector("[data-out]").hidden = !isOut;
    page.toggleAttribute("data-stale", !isThere || isOut);
  }

  async function taken(answer) {
    if (!answer || answer.status >= 500) return answered(false);
    if (answer.status === 204) return answered(true);
    if (!answer.headers.get("Content-Type")?.includes("application/json")) return answered(false, true);
    draw(await answer.json());
    answered(true);
  }

  async function ask() {
    if (!isSending && !holding) {
      asked += 1;
      const seen = asked % ALL ? body.dataset.stamp : "";
      const query = new URLSearchParams({ key: page.dataset.key, seen });
      const answer = await fetch(`${page.dataset.now}?${query}`, { cache: "no-store", redirect: "follow" }).catch(() => null);
      if (!isSending && !holding) await taken(answer);
    }
    setTimeout(ask, EVERY);
  }

  async function press(name, isHeld = false) {
    const form = find(`[data-press="${name}"]`);
    if (!form || isSending) return;
    isSending = true;
    form.toggleAttribute("data-sent", true);
    const fields = new FormData(form);
    if (isHeld) fields.set("held", "1");
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: fields, headers }).catch(() => null);
    await taken(answer).finally(() => (isSending = false));
    form.toggleAttribute("data-sent", false);
  }

  function down(name, source) {
    if (!isMine()) {
      told.textContent = page.dataset.readonly;
      return find(".control-lock")?.animate([{ opacity: 0.3 }, { opacity: 1 }], 400);
    }
    if (name !== "next" || !needsHold()) {
      letBe();
      return press(name);
    }
    if (holding?.isWaiting) {
      const isLater = performance.now() - holding.since >= hold;
      if (!isLater) return;
      letBe();
      return press("next", true);
    }
    if (holding) return;
    show(true);
    holding = { since: performance.now(), source, timer: setTimeout(full, hold) };
  }

  function full() {
    letBe();
    press("next", true);
  }

  function up(source) {
    if (!holding || holding.isWaiting || holding.source !== source) return;
    clearTimeout(holding.timer);
    holding = { since: holding.since, isWaiting: true, timer: setTimeout(letBe, AGAIN) };
    const waiting = find("[data-waiting]");
    if (waiting) waiting.hidden = false;
  }

  function letBe() {
    if (!holding) return;
    clearTimeout(holding.timer);
    holding = null;
    show(false);
    const waiting = find("[data-waiting]");
    if (waiting) waiting.hidden = true;
  }

  function show(isOn) {
    find('[data-press="next"]')?.toggleAttribute("data-down", isOn);
  }

  const nameOf = (event) => {
    const isTyping = event.target.closest?.("input:not([type=hidden]), textarea, select, summary, a");
    return isTyping ? null : keyOf(event);
  };

  document.addEventListener("keydown", (event) => {
    const name = nameOf(event);
    if (!name) return;
    event.preventDefault();
    if (!event.repeat) down(name, event.code || event.key);
  });
  document.addEventListener("keyup", (event) => {
    if (nameOf(event)) event.preventDefault(); // or a button in focus is clicked as well
    up(event.code || event.key);
  });
  body.addEventListener("pointerdown", (event) => {
    const form = event.target.closest("[data-press]");
    if (!form || event.button || !event.target.closest("button")) return;
    if (form.dataset.press === "next" && needsHold()) {
      event.target.closest("button").setPointerCapture?.(event.pointerId);
      down("next", "pointer");
    }
  });
  for (const kind of ["pointerup", "pointercancel"]) body.addEventListener(kind, () => up("pointer"));
  body.addEventListener("contextmenu", (event) => event.target.closest("[data-press]") && event.preventDefault());
  body.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-press]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.press === "next" && needsHold()) return; // told by the pointer or by a key that is held
    down(form.dataset.press, "click");
  });
  addEventListener("blur", () => holding && !holding.isWaiting && letBe());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && awake());
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  find("[data-preview]").addEventListener("load", () => seen && showHall(seen));
  setInterval(tick, 250);
  if (find("[data-phones]")) count();
  setTimeout(ask, EVERY);
  awake();
}

// Everything anew but the picture of the hall: it goes on, for a page in a page that is moved is loaded again.
function graft(old, fresh, kept) {
  if (old === kept) return;
  for (const name of old.getAttributeNames()) old.removeAttribute(name);
  for (const name of fresh.getAttributeNames()) old.setAttribute(name, fresh.getAttribute(name));
  const holds = (part) => part.matches?.("[data-preview]") || part.querySelector?.("[data-preview]");
  const [way, newWay] = [old, fresh].map((one) => [...one.children].find(holds));
  for (const part of [...old.childNodes]) if (part !== way) part.remove();
  const parts = [...fresh.childNodes];
  const at = parts.indexOf(newWay);
  way.before(...parts.slice(0, at));
  way.after(...parts.slice(at + 1));
  graft(way, newWay, kept);
}

function said(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, left] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours ? `${hours}:${two(minutes)}:${two(left)}` : `${minutes}:${two(left)}`;
}

async function awake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // a laptop that may sleep is kept awake by its owner
  }
}
