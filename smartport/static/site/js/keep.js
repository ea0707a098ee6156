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

function keep(isHeld) {
  const fields = [...document.querySelectorAll(TYPED)];
  const typed = fields.map((field, at) => [at, field.name, said(field), first(field)]);
  const changed = typed.filter(([, , now, before]) => now !== before);
  if (changed.length) sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, by: me(), changed, isHeld }));
}

function putBack({ path, by, changed, isHeld }) {
  if (path !== location.pathname || by !== me() || !isHeld) return;
  const fields = document.querySelectorAll(TYPED);
  for (const [at, name, value] of changed) {
    const field = fields[at];
    if (field?.name !== name) continue;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
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
