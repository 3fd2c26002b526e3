// One tap copies an address. Without JavaScript one tap marks it whole, to be copied as ever.
const SHOWN_FOR = 2_000;

class TandemCopy extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("code");
    this.button = this.querySelector("button");
    this.words = this.button.querySelector("span");
    this.usual = this.words.textContent;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async copy() {
    if (!(await this.copied())) return;
    this.words.textContent = this.button.dataset.done;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.words.textContent = this.usual), SHOWN_FOR);
  }

  // The clipboard is there on https only; elsewhere what is marked can be copied.
  async copied() {
    try {
      await navigator.clipboard.writeText(this.text.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(this.text);
      return document.execCommand("copy");
    }
  }
}

customElements.define("tandem-copy", TandemCopy);
