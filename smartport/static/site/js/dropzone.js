// A file dropped on the zone is put into the plain file input inside it; its size is said before it is sent.

function describe(zone, file) {
  const language = document.documentElement.lang;
  const size = new Intl.NumberFormat(language === "ar" ? "ar-MA-u-nu-latn" : language, {
    style: "unit",
    unit: file.size < 1e6 ? "kilobyte" : "megabyte",
    maximumFractionDigits: 1,
  }).format(file.size / (file.size < 1e6 ? 1e3 : 1e6));
  zone.querySelector("[data-file-name]").textContent = file.name;
  zone.querySelector("[data-file-size]").textContent = size;
}

for (const zone of document.querySelectorAll("[data-dropzone]")) {
  const input = zone.querySelector('input[type="file"]');
  const over = (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", event.type === "dragover");
  };
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", over);
  zone.addEventListener("drop", (event) => {
    over(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => input.files[0] && describe(zone, input.files[0]));
}
