// A file dropped on the zone is put into the plain file input inside it; its size is said before it is sent.

// Said as the pages say it: in powers of 1,024.
const UNITS = { ar: ["بايت", "كيبيبايت", "ميبيبايت"], en: ["bytes", "KiB", "MiB"], fr: ["octets", "Kio", "Mio"] };

function describe(zone, file) {
  const language = document.documentElement.lang;
  const step = file.size < 1 << 10 ? 0 : file.size < 1 << 20 ? 1 : 2;
  const format = new Intl.NumberFormat(language === "ar" ? "ar-MA-u-nu-latn" : language, { maximumFractionDigits: 1 });
  const size = `${format.format(file.size / 1024 ** step)} ${(UNITS[language] ?? UNITS.en)[step]}`;
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
