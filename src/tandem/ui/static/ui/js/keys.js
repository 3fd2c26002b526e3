// Listens for the keys that the page lists as JSON (ui/shortcuts.py): one, or one after the other. Never while
// somebody writes, never with Ctrl, Alt or Meta, and not at all where the switch is off.
const SWITCH = "tandem-keys";
const CHANGED = "tandem:keys";
const WAITS_FOR = 1_500;
const LISTS = ".row, .inbox-list > li, .table tbody > tr, .board .card";

const areOn = () => localStorage.getItem(SWITCH) !== "off";

class TandemKeysSwitch extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-without]").hidden = true;
    this.querySelector("[data-with]").hidden = false;
    this.box = this.querySelector("input");
    this.show = () => (this.box.checked = areOn());
    this.show();
    this.box.addEventListener("change", () => {
      localStorage.setItem(SWITCH, this.box.checked ? "on" : "off");
      document.dispatchEvent(new Event(CHANGED));
    });
    document.addEventListener(CHANGED, this.show);
  }

  disconnectedCallback() {
    document.removeEventListener(CHANGED, this.show);
  }
}

class TandemKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.status = this.querySelector("[role=status]");
    this.shortcuts = JSON.parse(this.querySelector("script").textContent);
    this.before = [];
    this.onKey = (event) => this.pressed(event);
    document.addEventListener("keydown", this.onKey);
    for (const opener of document.querySelectorAll("[data-opens=keys]")) {
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        this.help();
      });
    }
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  pressed(event) {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!areOn() || held || event.defaultPrevented || this.isTaken(event.target)) return;
    if (event.key === "Shift") return;
    const keys = [...this.before, event.key];
    this.wait([]);
    const meant = this.shortcuts.filter((one) => keys.every((key, place) => one.keys[place] === key));
    const whole = meant.find((one) => one.keys.length === keys.length);
    if (whole) this.act(whole, event);
    else if (meant.length) this.wait(keys);
  }

  isTaken(target) {
    return document.querySelector("dialog[open]") || target.closest("input, textarea, select, [contenteditable]");
  }

  wait(keys) {
    clearTimeout(this.timer);
    this.before = keys;
    this.status.textContent = keys.length ? this.dataset.going : "";
    if (keys.length) this.timer = setTimeout(() => this.wait([]), WAITS_FOR);
  }

  act(shortcut, event) {
    event.preventDefault();
    this[shortcut.does](shortcut.target, event);
  }

  follow(target) {
    document.querySelector(target)?.click();
  }

  search(_target, event) {
    document.querySelector("tandem-search")?.focusInput(event);
  }

  help() {
    this.dialog.showModal();
  }

  next() {
    this.walk(1);
  }

  previous() {
    this.walk(-1);
  }

  // What the entry offers that has the focus: a link or a button of its own.
  onMarked(target) {
    const entry = this.entries().find((one) => one.contains(document.activeElement));
    entry?.querySelector(target)?.click();
  }

  entries() {
    return [...document.querySelectorAll("main :is(" + LISTS + ")")].filter(
      (entry) => entry.checkVisibility() && entry.querySelector("a[href]"),
    );
  }

  // From the entry that has the focus, or from the first; the focus is what is marked, and is read aloud.
  walk(step) {
    const entries = this.entries();
    const here = entries.findIndex((entry) => entry.contains(document.activeElement));
    const wanted = entries[here < 0 ? 0 : here + step];
    wanted?.querySelector("a[href]").focus();
  }
}

customElements.define("tandem-keys-switch", TandemKeysSwitch);
customElements.define("tandem-keys", TandemKeys);
