// Changing the language in the middle of a form keeps what was typed: it is put back once, on the same page.

const KEY = "typed";
const TYPED = "main :is(textarea, select, input:not([type=password], [type=hidden], [type=file], [readonly]))[name]";
const TICKED = ["checkbox", "radio"];

const isTicked = (field) => TICKED.includes(field.type);
const said = (field) => (isTicked(field) ? field.checked : field.value);
const first = (field) => {
  if (field.options) return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value;
  return isTicked(field) ? field.defaultChecked : field.defaultValue;
};

function keep() {
  const fields = [...document.querySelectorAll(TYPED)];
  const typed = fields.map((field, at) => [at, field.name, said(field), first(field)]);
  const changed = typed.filter(([, , now, before]) => now !== before);
  if (changed.length) sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, changed }));
}

function putBack({ path, changed }) {
  if (path !== location.pathname) return;
  const fields = document.querySelectorAll(TYPED);
  for (const [at, name, value] of changed) {
    const field = fields[at];
    if (field?.name !== name) continue;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const kept = sessionStorage.getItem(KEY);
sessionStorage.removeItem(KEY);
if (kept) putBack(JSON.parse(kept));
for (const form of document.querySelectorAll("form.tongues")) form.addEventListener("submit", keep);
