// The evening from one file, where there is no network: the keys of the control move it. A winner wants the key held for a
// second; a clicker that cannot hold presses twice, the second time after that second.

import { keyOf } from "./stage-keys.js";

const HOLD = 1000;
const AGAIN = 5000;
const deck = JSON.parse(document.querySelector("[data-deck-steps]").textContent);
let at = 0;
let display = "logo";
let version = 0;
let pressed = 0; // when a press that was too short began
let timer = 0;

function show() {
  const html = display === "step" ? deck.steps[at].html : deck[display];
  version += 1;
  document.dispatchEvent(new CustomEvent("stage:state", { detail: { show: "deck", version, html } }));
}

function press(name) {
  pressed = 0;
  if (name === "black" || name === "logo") display = display === name ? "step" : name;
  else if (display !== "step") display = "step";
  else {
    const to = at + (name === "next" ? 1 : -1);
    if (!deck.steps[to]) return;
    at = to;
  }
  show();
}

const needsHold = () => display === "step" && deck.steps[at + 1]?.holds;

document.addEventListener("keydown", (event) => {
  const name = keyOf(event);
  if (!name) return;
  event.preventDefault();
  if (event.repeat) return;
  if (name !== "next" || !needsHold()) return press(name);
  const since = performance.now() - pressed;
  if (pressed && since >= HOLD && since <= AGAIN) return press("next");
  pressed ||= performance.now();
  if (since > AGAIN) pressed = performance.now();
  clearTimeout(timer);
  timer = setTimeout(() => press("next"), HOLD);
});
document.addEventListener("keyup", () => clearTimeout(timer));
document.querySelector("[data-scene]").addEventListener("click", () => needsHold() || press("next"));
show();
