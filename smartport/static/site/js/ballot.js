// A ballot keeps itself while it is written: on the server within seconds, and until then in this browser. It is graded
// by the keyboard, and knows how long it was really looked at. Without this module its buttons do the same, but for that.

const PAUSE = 900; // ms without a key
const LONGEST = 4000; // ms that something may wait while keys go on
const AGAIN = 5000; // ms to the next try without a connection
const IDLE = 60_000; // ms after which nobody is thought to be there
const NOT_SAID = new Set(["csrfmiddlewaretoken", "version", "seconds", "deed"]);

for (const form of document.querySelectorAll("[data-ballot]")) {
  const ballot = keepItself(form);
  countSeconds(ballot);
  countLetters(form);
  gradeByKeys(form);
}

function keepItself(form) {
  const find = (name) => form.querySelector(`[data-${name}]`);
  const said = (of = form) => Object.fromEntries([...new FormData(of)].filter(([name]) => !NOT_SAID.has(name)));
  const same = (one, other) => {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => tidy(one[name]) === tidy(other[name]));
  };
  const ballot = { seconds: 0 };
  let saved = said(asGiven(form));
  let unsure = null; // what was sent and not answered: it may have arrived
  let isSaving = false;
  let isStopped = !find("clash").matches(":empty");
  let timer = 0;
  let since = 0;

  const tell = (text) => (find("state").textContent = text);
  const isSaved = () => same(saved, said());
  function keep() {
    if (isSaved()) sessionStorage.removeItem(form.dataset.key);
    else sessionStorage.setItem(form.dataset.key, JSON.stringify(said()));
  }
  function put(fields) {
    for (const field of form.querySelectorAll("textarea[name], input[type=radio]")) {
      if (field.type === "radio") field.checked = fields[field.name] === field.value;
      else field.value = fields[field.name] ?? "";
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function later(wait = PAUSE) {
    clearTimeout(timer);
    const waited = since ? Date.now() - since : 0;
    since ||= Date.now();
    timer = setTimeout(save, Math.max(0, Math.min(wait, LONGEST - waited)));
  }
  async function save() {
    clearTimeout(timer);
    since = 0;
    if (isSaving || isStopped || isSaved()) return;
    isSaving = true;
    const sent = said();
    const used = ballot.seconds;
    const body = new FormData(form);
    body.set("seconds", used);
    tell(form.dataset.saving);
    const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: true }).catch(() => null);
    const told = answer && (await answer.json().catch(() => ({})));
    isSaving = false;
    if (!answer || answer.status >= 500) return wait(sent);
    if (told.version) return taken(sent, told, used);
    if (told.kept && unsure && same(told.kept, unsure)) return goOn(told.kept_version, told.kept);
    if (told.clash) return clash(told);
    isStopped = true;
    if (told.code) refused(told);
    else find("lost").hidden = false; // a page in place of an answer: the session is over
    tell(form.dataset.unsaved);
  }
  function taken(sent, told, used) {
    saved = sent;
    unsure = null;
    ballot.seconds -= used;
    form.elements.version.value = told.version;
    tell(`${form.dataset.saved} ${told.saved_at}`);
    keep();
    if (!isSaved()) later();
  }
  function wait(sent) {
    unsure = sent;
    tell(form.dataset.offline);
    timer = setTimeout(save, AGAIN);
  }
  function goOn(version, kept) {
    form.elements.version.value = version;
    saved = kept;
    unsure = null;
    isStopped = false;
    find("clash").replaceChildren();
    keep();
    return isSaved() ? tell(form.dataset.saved) : save();
  }
  function clash(told) {
    isStopped = true;
    tell(form.dataset.unsaved);
    const place = find("clash");
    place.innerHTML = told.clash;
    place.querySelector("[data-keep]").addEventListener("click", (event) => {
      event.preventDefault();
      goOn(told.kept_version, told.kept);
    });
    place.querySelector("[data-take]").addEventListener("click", (event) => {
      event.preventDefault();
      saved = told.kept;
      put(told.kept);
      goOn(told.kept_version, told.kept);
    });
    place.firstElementChild.focus();
  }
  function refused({ message, hint }) {
    find("refusal-message").textContent = message;
    find("refusal-hint").textContent = hint;
    find("refusal").hidden = false;
  }
  function offer() {
    const kept = JSON.parse(sessionStorage.getItem(form.dataset.key) ?? "null");
    if (!kept || same(kept, said())) return sessionStorage.removeItem(form.dataset.key);
    find("offer").hidden = false;
    find("put-back").addEventListener("click", () => {
      find("offer").hidden = true;
      put(kept);
    });
    find("forget").addEventListener("click", () => {
      find("offer").hidden = true;
      keep();
    });
  }

  form.addEventListener("input", () => {
    keep();
    if (!isStopped && !isSaved()) {
      if (!isSaving) tell(form.dataset.unsaved);
      later();
    }
  });
  form.addEventListener("submit", () => {
    isStopped = true;
    clearTimeout(timer);
    form.elements.seconds.value = ballot.seconds;
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("pagehide", save);
  addEventListener("online", save);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  offer();
  if (!isSaved()) form.dispatchEvent(new Event("input")); // typed before this module had come
  return ballot;
}

// A copy that holds what the server sent.
function asGiven(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

function tidy(text) {
  return (text ?? "").replaceAll("\r\n", "\n").trim();
}

function countSeconds(ballot) {
  let used = Date.now();
  for (const kind of ["pointermove", "pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => (used = Date.now()), { passive: true });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - used < IDLE) ballot.seconds += 1;
  }, 1000);
}

function countLetters(form) {
  for (const field of form.querySelectorAll("[data-counted]")) {
    const place = field.parentElement.querySelector("[data-count]");
    const count = () => (place.textContent = `${field.value.length} / ${field.maxLength}`);
    place.hidden = false;
    count();
    form.addEventListener("input", count);
  }
  const questions = [...form.querySelectorAll("[data-question]")];
  const progress = form.querySelector("[data-progress]");
  const graded = () => questions.filter((one) => one.querySelector(":checked")).length;
  const show = () => (progress.textContent = `${graded()} / ${questions.length} ${form.dataset.graded}`);
  show();
  form.addEventListener("input", show);
}

function gradeByKeys(form) {
  const questions = [...form.querySelectorAll("[data-question]")];
  let here = -1;
  form.addEventListener("focusin", (event) => {
    const found = questions.indexOf(event.target.closest("[data-question]"));
    if (found >= 0) here = found;
  });
  function go(step) {
    here = Math.min(Math.max(here + step, 0), questions.length - 1);
    const question = questions[here];
    (question.querySelector(":checked") ?? question.querySelector("input")).focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  }
  function grade(digit) {
    if (here < 0) go(1);
    const levels = [...questions[here].querySelectorAll("input")];
    const level = levels.find((one) => one.value === digit) ?? levels.find((one) => one.value === `1${digit}` && digit === "0");
    if (!level) return;
    level.focus({ preventScroll: true });
    level.click();
  }
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("textarea, select, input:not([type=radio])");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !questions.length) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (/^\d$/.test(event.key)) grade(event.key);
    else if (event.key === "?") {
      const keys = form.querySelector("[data-keys]");
      keys.open = !keys.open;
      keys.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  });
}
