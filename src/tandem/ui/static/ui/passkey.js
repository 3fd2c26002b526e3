// Asks the device to make a passkey (data-makes) or to sign with one, and sends the answer with the form inside.
// What is to be signed comes from the address in data-options, or stands on the page as JSON. Where browser or
// address know no passkeys, the sentence marked data-without stays as it is.

function bytesOf(words) {
  const letters = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function wordsOf(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const named = (keys = []) => keys.map((key) => ({ ...key, id: bytesOf(key.id) }));

function asBrowsersWant(asked) {
  const wanted = { ...asked, challenge: bytesOf(asked.challenge) };
  if (asked.user) wanted.user = { ...asked.user, id: bytesOf(asked.user.id) };
  if (asked.excludeCredentials) wanted.excludeCredentials = named(asked.excludeCredentials);
  if (asked.allowCredentials) wanted.allowCredentials = named(asked.allowCredentials);
  return wanted;
}

const SIGNED = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function asTheHouseWants(credential) {
  const response = {};
  for (const name of SIGNED) if (credential.response[name]) response[name] = wordsOf(credential.response[name]);
  const id = wordsOf(credential.rawId);
  return { id, rawId: id, type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

class TandemPasskey extends HTMLElement {
  connectedCallback() {
    if (!window.isSecureContext || !window.PublicKeyCredential) return;
    this.form = this.querySelector("form");
    this.querySelector("[data-without]").hidden = true;
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.busy) this.ask();
    });
  }

  async ask() {
    this.busy = true;
    this.say("");
    try {
      const publicKey = asBrowsersWant(await this.options());
      const container = navigator.credentials;
      const made = "makes" in this.dataset;
      const credential = made ? await container.create({ publicKey }) : await container.get({ publicKey });
      this.form.elements.credential.value = JSON.stringify(asTheHouseWants(credential));
      this.form.submit();
    } catch (error) {
      this.say(error.sentence || this.sentenceFor(error.name));
    }
    this.busy = false;
  }

  async options() {
    const kept = this.querySelector("script[type='application/json']");
    if (kept) return JSON.parse(kept.textContent).request_options.publicKey;
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(this.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(), { sentence: told.sentence });
    return told.publicKey;
  }

  sentenceFor(name) {
    if (name === "InvalidStateError") return this.dataset.known;
    return name === "NotAllowedError" || name === "AbortError" ? this.dataset.off : this.dataset.failed;
  }

  say(sentence) {
    const said = this.querySelector("[data-said]");
    said.hidden = !sentence;
    said.lastElementChild.textContent = sentence;
  }
}

customElements.define("tandem-passkey", TandemPasskey);
