// Cards can be dragged to another column. Without this script, and by keyboard, "Move to" does the same.
class TandemBoard extends HTMLElement {
  connectedCallback() {
    for (const card of this.querySelectorAll("[data-card]")) {
      if (card.querySelector(".menu-list")) card.draggable = true;
    }
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.hover(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.settle());
  }

  lift(event) {
    this.card = event.target.closest("[data-card]");
    if (!this.card) return;
    this.card.classList.add("is-lifted");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  }

  hover(event) {
    const column = event.target.closest("[data-stage]");
    for (const other of this.querySelectorAll(".is-target")) other.classList.remove("is-target");
    if (!this.card || !column || !this.buttonFor(column)) return;
    event.preventDefault();
    column.classList.add("is-target");
  }

  drop(event) {
    const column = event.target.closest("[data-stage]");
    const button = column && this.buttonFor(column);
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  }

  // The button of the card's own menu that leads to the column: dragging does nothing that a button does not.
  buttonFor(column) {
    const end = `.${column.dataset.stage}`;
    return [...(this.card?.querySelectorAll("button[name=to]") ?? [])].find((button) => button.value.endsWith(end));
  }

  settle() {
    this.card?.classList.remove("is-lifted");
    this.card = null;
    for (const column of this.querySelectorAll(".is-target")) column.classList.remove("is-target");
  }
}

customElements.define("tandem-board", TandemBoard);
