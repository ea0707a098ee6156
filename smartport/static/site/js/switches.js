// Keeps a choice at once when a switch is moved; without this the button does it.

document.querySelectorAll("[data-switches]").forEach((form) => {
  const said = form.querySelector("[data-switches-said]");
  form.addEventListener("change", async () => {
    said.textContent = "";
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
      said.textContent = answer.status === 204 ? said.dataset.switchesSaid : said.dataset.switchesFailed;
    } catch {
      said.textContent = said.dataset.switchesFailed;
    }
  });
});
