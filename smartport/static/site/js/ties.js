// One more line of a declaration without loading the page anew. Without this module the same button loads it.

for (const list of document.querySelectorAll("[data-ties]")) {
  const more = list.closest("form").querySelector("[data-more]");
  more.addEventListener("click", (event) => {
    event.preventDefault();
    const lines = list.querySelectorAll("[data-tie]");
    const line = lines[lines.length - 1].cloneNode(true);
    for (const field of line.querySelectorAll("input, select")) {
      const label = line.querySelector(`label[for="${field.id}"]`);
      field.value = "";
      field.id = `${field.name}-${lines.length + 1}`;
      label.htmlFor = field.id;
    }
    list.append(line);
    line.querySelector("select").focus();
    more.hidden = lines.length + 1 >= Number(list.dataset.most);
  });
}
