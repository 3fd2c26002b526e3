// A toast leaves after ten seconds, but stays while somebody reads it with pointer or focus.
const STAYS_FOR = 10_000;

class TandemToast extends HTMLElement {
  connectedCallback() {
    for (const held of ["mouseenter", "focusin"]) this.addEventListener(held, () => this.hold());
    for (const let_go of ["mouseleave", "focusout"]) this.addEventListener(let_go, () => this.count());
    this.count();
  }

  disconnectedCallback() {
    this.hold();
  }

  hold() {
    clearTimeout(this.timer);
  }

  count() {
    this.hold();
    if (this.matches(":hover, :focus-within")) return;
    this.timer = setTimeout(() => this.remove(), STAYS_FOR);
  }
}

customElements.define("tandem-toast", TandemToast);
