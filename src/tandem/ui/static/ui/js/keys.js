// g and a letter goes to a place, c captures, "/" searches, ? lists the keys. One switch turns them off.
const SWITCH = "tandem-keys";
const WAITS_FOR = 1_500;

class TandemKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.box = this.querySelector("[data-keys-switch]");
    this.box.checked = localStorage.getItem(SWITCH) !== "off";
    this.box.addEventListener("change", () => {
      localStorage.setItem(SWITCH, this.box.checked ? "on" : "off");
    });
    this.onKey = (event) => this.pressed(event);
    document.addEventListener("keydown", this.onKey);
    for (const opener of document.querySelectorAll("[data-opens=keys]")) {
      opener.hidden = false;
      opener.addEventListener("click", () => this.dialog.showModal());
    }
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  pressed(event) {
    if (!this.box.checked || event.ctrlKey || event.metaKey || event.altKey || this.isTyping(event.target)) return;
    if (this.afterG) return this.goTo(event);
    if (event.key === "g") return this.waitForLetter();
    if (event.key === "c") return this.follow("[data-capture]", event);
    if (event.key === "/") return this.search(event);
    if (event.key === "?" && !document.querySelector("dialog[open]")) this.dialog.showModal();
  }

  isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
  }

  waitForLetter() {
    this.afterG = true;
    this.timer = setTimeout(() => (this.afterG = false), WAITS_FOR);
  }

  goTo(event) {
    clearTimeout(this.timer);
    this.afterG = false;
    if (/^[a-z]$/.test(event.key)) this.follow(`[data-go="${event.key}"]`, event);
  }

  search(event) {
    const search = document.querySelector("tandem-search");
    if (search) search.focusInput(event);
  }

  follow(selector, event) {
    const link = document.querySelector(selector);
    if (!link) return;
    event.preventDefault();
    link.click();
  }
}

customElements.define("tandem-keys", TandemKeys);
