// Ctrl K or "/" goes to the search; arrows walk through what it found. Without JavaScript it is a form.
class TandemSearch extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.results = this.querySelector(".search-results");
    this.onKey = (event) => this.pressed(event);
    this.onPointer = (event) => {
      if (!this.contains(event.target)) this.close();
    };
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("pointerdown", this.onPointer);
    this.input.addEventListener("input", () => {
      if (!this.input.value.trim()) this.close();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("pointerdown", this.onPointer);
  }

  pressed(event) {
    const called = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (called) return this.focusInput(event);
    if (!this.contains(document.activeElement)) return;
    if (event.key === "Escape") this.close();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.walk(event);
  }

  focusInput(event) {
    event.preventDefault();
    if (this.input.checkVisibility()) return this.input.select();
    this.querySelector(".search-link").click();
  }

  walk(event) {
    const stops = [this.input, ...this.results.querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  close() {
    this.results.replaceChildren();
  }
}

customElements.define("tandem-search", TandemSearch);
