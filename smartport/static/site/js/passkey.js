// Asks the device for a passkey and hands its answer to the form: `get` and `create` by the options on the page, `login`
// by options that are fetched when they are needed. Without this module, or without passkeys, the form stays hidden.

const BYTES = ["challenge", "id", "rawId", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const toBytes = (text) => {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
};

const toText = (buffer) => {
  let letters = "";
  for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

/** The options of the server, whose bytes travel as text. */
function readable(options) {
  const { publicKey } = options;
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));
  const read = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) read.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) read.excludeCredentials = known(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) read.allowCredentials = known(publicKey.allowCredentials);
  return read;
}

/** The device's answer, as text again. */
function writable(credential) {
  const response = {};
  for (const name of BYTES) {
    const value = credential.response[name];
    if (value instanceof ArrayBuffer) response[name] = toText(value);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.passkey !== "login") return JSON.parse(form.querySelector("script[type='application/json']").textContent);
  const answer = await fetch(form.dataset.passkeyOptions, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "create") {
    return navigator.credentials.get({ publicKey: readable(options.request_options) });
  }
  const publicKey = readable(options.creation_options);
  const alone = form.elements.passwordless?.checked;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: Boolean(alone),
    userVerification: alone ? "required" : "preferred",
  };
  return navigator.credentials.create({ publicKey });
}

function sayWhy(form, error) {
  const line = form.querySelector("[data-passkey-said]");
  const words = { NotAllowedError: "refused", AbortError: "refused", SecurityError: "noHost", InvalidStateError: "known" };
  line.textContent = line.dataset[words[error.name] ?? "failed"];
  line.hidden = false;
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    if (form.hidden) form.remove();
    continue;
  }
  form.hidden = false;
  let asks = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asks) return;
    asks = true;
    try {
      form.elements.credential.value = JSON.stringify(writable(await ask(form)));
      form.submit();
    } catch (error) {
      sayWhy(form, error);
    }
    asks = false;
  });
}
