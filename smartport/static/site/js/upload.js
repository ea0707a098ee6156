// The page that brings a file into the vault: how far it is, how fast, how long still, pause and resume, and what is
// wrong. Without this module the same form sends a small file whole.

import { Upload } from "./tus.js";

const language = document.documentElement.lang === "ar" ? "ar-MA-u-nu-latn" : document.documentElement.lang;
const inUnit = (value, unit, digits = 0) =>
  new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(value);
const inBytes = (bytes, per = "") =>
  bytes < 1e6
    ? inUnit(bytes / 1e3, `kilobyte${per}`)
    : bytes < 1e9
      ? inUnit(bytes / 1e6, `megabyte${per}`, 1)
      : inUnit(bytes / 1e9, `gigabyte${per}`, 2);
const inPercent = (part) => new Intl.NumberFormat(language, { style: "percent" }).format(Math.floor(100 * part) / 100);

function inTime(left) {
  if (left < 90) return inUnit(Math.max(1, Math.ceil(left)), "second");
  return left < 5400 ? inUnit(Math.ceil(left / 60), "minute") : inUnit(left / 3600, "hour", 1);
}

class Panel {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`[data-upload-${name}]`);
    this.bar = root.querySelector("progress");
    this.past = [];
  }

  say(word) {
    if (this.part("say").textContent !== this.root.dataset[word]) this.part("say").textContent = this.root.dataset[word];
    if (word !== "sending") this.rest();
  }

  rest() {
    this.past = [];
    this.part("speed").textContent = this.part("left").textContent = "—";
  }

  // The speed is that of the last ten seconds.
  progress(sent, size) {
    this.bar.value = sent / size;
    this.part("sent").textContent = `${inBytes(sent)} / ${inBytes(size)} (${inPercent(sent / size)})`;
    const now = performance.now() / 1000;
    this.past = [...this.past.filter(([then]) => now - then < 10), [now, sent]];
    const [began, from] = this.past[0];
    if (now - began < 1 || sent <= from) return;
    const speed = (sent - from) / (now - began);
    this.part("speed").textContent = inBytes(speed, "-per-second");
    this.part("left").textContent = inTime((size - sent) / speed);
  }
}

function suggestedName(file) {
  const plain = file.name.split(".")[0].normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-").slice(0, 46).replace(/-+$/, "");
}

function arrange(form) {
  const root = document.querySelector("[data-upload-progress]");
  const panel = new Panel(root);
  const at = (name) => document.querySelector(`[data-upload-${name}]`);
  const { file: input, name, delete_after: day, csrfmiddlewaretoken: token } = form.elements;
  let upload = null;
  let recalled = null; // a promise: who is quick with the button waits for it
  let suggested = "";

  const refuse = (trouble) => {
    if (trouble.reason === "gone") recalled = forgotten();
    at("message").textContent = trouble.said ?? root.dataset[trouble.reason] ?? root.dataset.refused;
    at("hint").textContent = trouble.hint ?? root.dataset[`${trouble.reason}Hint`] ?? "";
    [at("refusal").hidden, root.hidden, form.hidden] = [false, true, false];
    form.elements[trouble.field]?.closest(".field").toggleAttribute("data-wrong", true);
    at("refusal").focus();
    if (!trouble.reason) throw trouble;
  };

  const recall = async (file) => {
    const own = new Upload(file, { creation: form.dataset.upload, token: token.value, show: panel });
    upload = own;
    const goesOn = await own.recall();
    if (upload !== own) return; // another file was chosen meanwhile
    [at("continues").hidden, at("fields").hidden] = [!goesOn, goesOn];
    const word = goesOn ? "goesOn" : "begins";
    at("continues").querySelector("p").textContent = root.dataset.continues.replace("{percent}", inPercent(upload.part));
    at("begin").querySelector("span").textContent = at("begin").dataset[word];
  };

  const forgotten = () => {
    upload.forget();
    return recall(upload.file);
  };

  const choose = () => {
    const [file] = input.files;
    if (!file) return;
    at("refusal").hidden = true;
    if (name.value === suggested) name.value = suggested = suggestedName(file);
    recalled = recall(file);
    recalled.catch(refuse);
  };

  const begin = async () => {
    form.querySelectorAll("[data-wrong]").forEach((field) => field.removeAttribute("data-wrong"));
    if (!recalled) choose();
    await recalled;
    if (!upload.address) await upload.create({ filename: upload.file.name, name: name.value, delete_after: day.value });
    [form.hidden, root.hidden, at("refusal").hidden] = [true, false, true];
    at("name").textContent = upload.file.name;
    panel.progress(upload.offset, upload.file.size);
    panel.say("sending");
    root.querySelector("h2").focus();
    await upload.run();
    panel.say("ended");
    location.assign(new URL("../", new URL(upload.address, location)));
  };

  const pause = (isPaused) => {
    isPaused ? upload.pause() : upload.resume();
    panel.say(isPaused ? "paused" : "sending");
    [at("pause").hidden, at("resume").hidden] = [isPaused, !isPaused];
    at(isPaused ? "resume" : "pause").focus();
  };

  input.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin().catch(refuse);
  });
  at("pause").addEventListener("click", () => pause(true));
  at("resume").addEventListener("click", () => pause(false));
}

document.querySelectorAll("[data-upload]").forEach(arrange);
