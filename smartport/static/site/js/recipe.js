// A recipe is tried as it is changed: the column that is opened is the one whose picture is drawn; cards that hold
// something unsaved say so, and nobody leaves the page without being asked.

const form = document.querySelector("[data-recipe]");
const focus = form.querySelector("[data-focus]");
const first = new FormData(form);

function same(name) {
  return first.getAll(name).join("\n") === new FormData(form).getAll(name).join("\n");
}

function mark() {
  for (const card of form.querySelectorAll("[data-card]")) {
    const fields = [...card.querySelectorAll("[name]")];
    card.toggleAttribute("data-changed", fields.some((field) => !same(field.name)));
  }
}

function isChanged() {
  return [...form.elements].some((field) => field.name && field !== focus && field.type !== "submit" && !same(field.name));
}

form.addEventListener("change", mark);

form.addEventListener("toggle", (event) => {
  if (!event.target.open || event.target.dataset.card === focus.value) return;
  focus.value = event.target.dataset.card;
  form.dispatchEvent(new Event("trial"));
}, true);

let isSent = false;
document.addEventListener("submit", (event) => {
  isSent = event.target === form;
});
addEventListener("beforeunload", (event) => {
  if (!isSent && isChanged()) event.preventDefault();
});
