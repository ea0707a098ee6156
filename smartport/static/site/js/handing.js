// Hands in without leaving the page: how far the file is, what a check finds, every fault at once, and the file stays
// chosen. Without this module the same form does the same with a page of its own.

const language = document.documentElement.lang === "ar" ? "ar-MA-u-nu-latn" : document.documentElement.lang;
const ENDINGS = { csv: "predictions", zip: "code" };

// Said as the pages say it: in powers of 1,024.
const UNITS = { ar: ["بايت", "كيبيبايت", "ميبيبايت"], en: ["bytes", "KiB", "MiB"], fr: ["octets", "Kio", "Mio"] };

function inBytes(bytes) {
  const step = bytes < 1 << 10 ? 0 : bytes < 1 << 20 ? 1 : 2;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${format.format(bytes / 1024 ** step)} ${(UNITS[document.documentElement.lang] ?? UNITS.en)[step]}`;
}

const inPercent = (part) => new Intl.NumberFormat(language, { style: "percent" }).format(Math.floor(100 * part) / 100);

class Panel {
  constructor(root) {
    this.root = root;
    this.bar = root.querySelector("progress");
    this.said = root.querySelector("[data-handing-say]");
    this.sent = root.querySelector("[data-handing-sent]");
    this.stop = root.querySelector("[data-handing-stop]");
  }

  say(word, isMoving = false) {
    this.root.hidden = false;
    this.said.textContent = this.root.dataset[word];
    this.bar.hidden = this.stop.hidden = !isMoving;
    if (!isMoving) this.sent.textContent = "";
  }

  progress(sent, size) {
    this.bar.value = sent / size;
    this.sent.textContent = `${inBytes(sent)} / ${inBytes(size)} (${inPercent(sent / size)})`;
  }

  checking() {
    this.say("checking", true);
    this.bar.removeAttribute("value");
    this.stop.hidden = true;
  }
}

// What the answer says is put above the form, which stays as it is; another page altogether is gone to.
function show(request, form) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const place = document.querySelector("[data-answer]");
  const answer = page.querySelector("[data-answer]") ?? page.querySelector("main .wrap");
  place.replaceChildren(...(answer?.childNodes ?? []));
  page.querySelectorAll("[data-allowance]").forEach((fresh) => {
    const shown = document.querySelector(`[data-allowance="${fresh.dataset.allowance}"]`);
    shown?.replaceChildren(...fresh.childNodes);
  });
  form.querySelectorAll("[data-wrong]").forEach((field) => field.removeAttribute("data-wrong"));
  page.querySelectorAll("[data-handing] [data-wrong] [name]").forEach((wrong) => {
    form.elements[wrong.name]?.closest?.(".field")?.toggleAttribute("data-wrong", true);
  });
  const first = place.querySelector("[tabindex], h1") ?? place;
  first.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start", behavior: "instant" });
}

function guess(form, panel) {
  const [file] = form.elements.file.files;
  const place = form.querySelector("[data-kind-said]");
  if (!file || !place) return;
  const kind = ENDINGS[file.name.split(".").pop().toLowerCase()];
  const choice = [...form.querySelectorAll('[name="kind"]')].find((one) => one.value === kind);
  if (choice) choice.checked = true;
  const word = choice ? (kind === "code" ? "kindCode" : "kindPredictions") : kind ? "kindOther" : "kindNone";
  place.textContent = panel.root.dataset[word];
}

function send(form, button, panel) {
  const [file] = form.elements.file.files;
  const kind = new FormData(form).get("kind");
  const limit = Number(form.dataset[kind === "code" ? "limitCode" : "limitPredictions"]);
  if (kind && file && file.size > limit) return panel.say("tooLarge");
  const body = new FormData(form, button);
  const request = new XMLHttpRequest();
  const rest = (isResting) => form.querySelectorAll("[name=deed]").forEach((one) => {
    isResting ? one.setAttribute("aria-disabled", "true") : one.removeAttribute("aria-disabled");
  });
  const end = (word) => {
    delete form.dataset.sent;
    rest(false);
    word ? panel.say(word) : (panel.root.hidden = true);
  };
  form.dataset.sent = "";
  rest(true);
  panel.say("sending", true);
  panel.progress(0, file?.size || 1);
  request.upload.addEventListener("progress", (event) => panel.progress(event.loaded, event.total));
  request.upload.addEventListener("load", () => panel.checking());
  request.addEventListener("error", () => end("lost"));
  request.addEventListener("abort", () => end("stopped"));
  request.addEventListener("load", () => {
    if (new URL(request.responseURL).pathname !== location.pathname) return location.assign(request.responseURL);
    end();
    show(request, form);
  });
  panel.stop.onclick = () => request.abort();
  request.open("POST", form.action || location.href);
  request.send(body);
}

for (const form of document.querySelectorAll("[data-handing]")) {
  const panel = new Panel(form.querySelector("[data-handing-progress]"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.sent === undefined) send(form, event.submitter, panel);
  });
  form.elements.file.addEventListener("change", () => guess(form, panel));
}

addEventListener("pageshow", (event) => event.persisted && location.reload());
