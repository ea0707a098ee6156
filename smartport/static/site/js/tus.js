// Sends one large file in pieces (tus 1.0): waits for a line that broke, and knows the file again after the page was
// closed, so that it goes on where the server stands.

const LARGEST = 8 * 2 ** 20; // bytes of a piece while the line is good
const SMALLEST = 2 ** 18; // and while it breaks again and again
const ENDS = 2 ** 20; // bytes at both ends of a file by which it is known again
const LONGEST_WAIT = 30; // seconds between two tries
const STILL = 60; // seconds without a byte after which a line counts as broken
const REMEMBERED = "upload ";
const OVER_AGAIN = new Set([408, 409, 413, 423, 425, 429, 460]);
const OWN_WORDS = new Set([undefined, "wrong_offset", "checksum_mismatch", "throttled"]); // codes that come with these

class Refused extends Error {
  constructor(reason, { message, hint, field } = {}) {
    super(reason);
    Object.assign(this, { reason, said: message, hint, field });
  }
}

class Lost extends Error {
  reason = "away";
}

const seconds = (count) => new Promise((done) => setTimeout(done, count * 1000));

function ask(method, address, { headers = {}, body = null, token, onProgress, onStart } = {}) {
  return new Promise((answer, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, Accept: "application/json", ...headers };
    Object.entries(all).forEach(([name, value]) => request.setRequestHeader(name, value));
    let still;
    const wait = () => {
      clearTimeout(still);
      still = setTimeout(() => request.abort(), STILL * 1000);
    };
    request.upload.onprogress = (event) => {
      wait();
      onProgress?.(event.loaded);
    };
    request.onerror = request.onabort = () => fail(new Lost());
    request.onload = () => (request.status < 300 ? answer(request) : fail(troubleOf(request)));
    request.onloadend = () => clearTimeout(still);
    onStart?.(request);
    wait();
    request.send(body);
  });
}

function troubleOf(request) {
  const problem = problemIn(request.responseText);
  if (request.status === 401 || request.status === 403) return new Refused("session");
  if (request.status === 404 || request.status === 410) return new Refused("gone");
  const isForNow = OVER_AGAIN.has(request.status) && OWN_WORDS.has(problem.code);
  const isBroken = request.status >= 500 && request.status !== 507;
  return isForNow || isBroken ? new Lost() : new Refused("refused", problem);
}

function problemIn(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const metadata = (told) => Object.entries(told).map(([key, text]) => `${key} ${base64(text)}`).join(",");
const offsetIn = (request) => Number(request.getResponseHeader("Upload-Offset"));

async function piecesOf(file, from, to) {
  try {
    return await file.slice(from, to).arrayBuffer();
  } catch {
    throw new Refused("unreadable");
  }
}

async function checksum(bytes) {
  if (!globalThis.crypto?.subtle) return {}; // plain http from another machine
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}` };
}

// 53 bits (cyrb53): enough to tell apart two files of one name, size and hour; no secret depends on it.
function shortHash(bytes) {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 2654435761);
    two = Math.imul(two ^ byte, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}

async function keyOf(file) {
  const ends = [await piecesOf(file, 0, ENDS), await piecesOf(file, Math.max(0, file.size - ENDS), file.size)];
  const hashes = ends.map((bytes) => shortHash(new Uint8Array(bytes)));
  return [REMEMBERED + file.name, file.size, file.lastModified, ...hashes].join("|");
}

const memory = {
  get: (key) => tryOr(() => localStorage.getItem(key)),
  set: (key, address) => tryOr(() => localStorage.setItem(key, address)),
  forget: (key) => tryOr(() => localStorage.removeItem(key)),
};

function tryOr(deed) {
  try {
    return deed();
  } catch {
    return null; // a browser that keeps nothing: the upload cannot be gone on with after the page is closed
  }
}

export class Upload {
  constructor(file, { creation, token, show }) {
    Object.assign(this, { file, creation, token, show, offset: 0, piece: LARGEST, isSure: true, isPaused: false });
  }

  // Whether the server has a part of this very file already.
  async recall() {
    this.key = await keyOf(this.file);
    this.address = memory.get(this.key);
    if (!this.address) return false;
    try {
      await this.look();
      return true;
    } catch (trouble) {
      if (trouble.reason !== "gone") throw trouble;
      this.forget();
      return false;
    }
  }

  forget() {
    memory.forget(this.key);
    [this.address, this.offset] = [null, 0];
  }

  get part() {
    return this.offset / this.file.size;
  }

  async look() {
    const answer = await ask("HEAD", this.address, { token: this.token });
    if (Number(answer.getResponseHeader("Upload-Length")) !== this.file.size) throw new Refused("gone");
    this.offset = offsetIn(answer);
    this.isSure = true;
  }

  async create(told) {
    const headers = { "Upload-Length": this.file.size, "Upload-Metadata": metadata(told) };
    const answer = await ask("POST", this.creation, { headers, token: this.token });
    this.address = new URL(answer.getResponseHeader("Location")).pathname;
    memory.set(this.key, this.address);
  }

  async send() {
    const bytes = await piecesOf(this.file, this.offset, this.offset + this.piece);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": this.offset };
    const answer = await ask("PATCH", this.address, {
      headers: { ...headers, ...(await checksum(bytes)) },
      body: bytes,
      token: this.token,
      onProgress: (loaded) => this.show.progress(this.offset + loaded, this.file.size),
      onStart: (request) => (this.request = request),
    });
    this.offset = offsetIn(answer);
  }

  async run() {
    let tries = 0;
    while (this.offset < this.file.size) {
      await this.unpaused();
      try {
        if (!this.isSure) await this.look();
        if (this.offset < this.file.size) await this.send();
        this.piece = Math.min(2 * this.piece, LARGEST);
        tries = 0;
        if (!this.isPaused) this.show.say("sending");
      } catch (trouble) {
        if (!(trouble instanceof Lost)) throw trouble;
        this.isSure = false; // now only the server knows how far it is
        this.show.progress(this.offset, this.file.size); // what of this piece was on its way is not there
        if (!this.isPaused) await this.rest(++tries);
      }
      this.show.progress(this.offset, this.file.size);
    }
    memory.forget(this.key);
  }

  // The first time at once, then longer and longer, or until the browser says that there is a line again.
  async rest(tries) {
    this.piece = Math.max(this.piece / 2, SMALLEST);
    if (tries < 2) return;
    this.show.say("lost");
    const back = new Promise((done) => addEventListener("online", done, { once: true }));
    await Promise.race([seconds(Math.min(2 ** (tries - 2), LONGEST_WAIT)), back]);
  }

  pause() {
    this.isPaused = true;
    this.request?.abort();
  }

  resume() {
    this.isPaused = false;
    this.goOn?.();
  }

  async unpaused() {
    if (this.isPaused) await new Promise((goOn) => (this.goOn = goOn));
  }
}
