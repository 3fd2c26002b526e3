// A link with hx-target="#dialog-content" opens in the dialog; without JavaScript it is a plain page.
class TandemDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.content = this.querySelector("#dialog-content");
    this.addEventListener("htmx:afterSwap", () => this.open());
    this.dialog.addEventListener("close", () => this.content.replaceChildren());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  open() {
    if (!this.dialog.open && this.content.childElementCount) this.dialog.showModal();
    const title = this.content.querySelector("h1, h2");
    if (title) this.dialog.setAttribute("aria-label", title.textContent.trim());
    const wanted = this.content.querySelector("[autofocus], input:not([type=hidden]), select, textarea");
    if (wanted) wanted.focus();
  }
}

customElements.define("tandem-dialog", TandemDialog);
