// What was typed into a form is put back once, on the same page: when the language is changed in the middle of it, and
// when it was sent by somebody who had been logged out meanwhile, and comes back through the door. A door is a page below
// /accounts/, or one that says so (`data-door`): it keeps what was typed for the page that it leads back to, and for the
// same person (`data-me`) alone.

const KEY = "typed";
const TYPED = "main :is(textarea, select, input:not([type=password], [type=hidden], [type=file], [readonly]))[name]";
const TICKED = ["checkbox", "radio"];

const isNotice = document.querySelector("[data-door]") !== null;
const isDoor = isNotice || location.pathname.startsWith("/accounts/");
const isTicked = (field) => TICKED.includes(field.type);
const said = (field) => (isTicked(field) ? field.checked : field.value);
const first = (field) => {
  if (field.options) return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value;
  return isTicked(field) ? field.defaultChecked : field.defaultValue;
};

const me = () => document.querySelector("[data-me]")?.textContent ?? "";

const called = (name) => [...document.querySelectorAll(TYPED)].filter((field) => field.name === name);
const named = (box) => [...box.querySelectorAll("[name]")].filter((field) => field.type !== "submit");

function keep(isHeld) {
  const fields = [...document.querySelectorAll(TYPED)].filter((field) => said(field) !== first(field));
  const changed = fields.map((field) => [called(field.name).indexOf(field), field.name, said(field)]);
  const box = document.querySelector("[data-lines=changed]"); // lines that were added or taken out
  const lines = box && named(box).map((field) => [field.name, field.value]);
  if (!changed.length && !lines) return;
  sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, by: me(), changed, lines, isHeld }));
}

function putBack({ path, by, changed, lines, isHeld }) {
  if (path !== location.pathname || by !== me() || !isHeld) return;
  for (const [at, name, value] of changed) {
    const field = called(name)[at];
    if (!field) continue;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (lines) putLinesBack(document.querySelector("[data-lines]"), lines);
}

// The server says what the lines are called, and whether they still can be.
function putLinesBack(box, lines) {
  if (!box) return;
  const hidden = ([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
  box.replaceChildren(...lines.map(hidden));
  box.closest("form").requestSubmit(box.closest("form").querySelector("[data-again]"));
}

const kept = JSON.parse(sessionStorage.getItem(KEY));
if (kept && isDoor && (isNotice || !kept.isHeld || kept.path !== location.pathname)) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...kept, isHeld: true }));
} else {
  sessionStorage.removeItem(KEY);
  if (kept) putBack(kept);
}
for (const form of document.querySelectorAll("form.tongues")) form.addEventListener("submit", () => keep(true));
for (const form of isDoor ? [] : document.querySelectorAll("main form[method=post]")) {
  form.addEventListener("submit", () => keep(false));
}
