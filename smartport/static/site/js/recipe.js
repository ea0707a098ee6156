// A recipe is tried as it is changed: the column that is opened is the one whose picture is drawn; cards that hold
// something unsaved say so, and nobody leaves the page without being asked.

const form = document.querySelector("[data-recipe]");
const focus = form.querySelector("[data-focus]");
const first = read(asGiven());
let isSent = false;

// A copy that holds what the server sent.
function asGiven() {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

function read(of = form) {
  const values = new Map();
  for (const [name, value] of new FormData(of)) {
    values.set(name, values.has(name) ? `${values.get(name)}\n${value}` : value);
  }
  values.delete(focus.name);
  return values;
}

function changed() {
  const now = read();
  return new Set([...now.keys(), ...first.keys()].filter((name) => now.get(name) !== first.get(name)));
}

function mark() {
  const names = changed();
  for (const card of form.querySelectorAll("[data-card]")) {
    card.toggleAttribute("data-changed", [...card.querySelectorAll("[name]")].some((field) => names.has(field.name)));
  }
}

form.addEventListener("input", mark);
form.addEventListener("change", mark);
mark(); // typed before this module had come

form.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.open || event.target.dataset.card === focus.value) return;
    focus.value = event.target.dataset.card;
    form.dispatchEvent(new Event("trial"));
  },
  true,
);

document.addEventListener("submit", (event) => {
  isSent = event.target === form;
});

addEventListener("beforeunload", (event) => {
  if (!isSent && changed().size) event.preventDefault();
});
