// What is typed of a letter is kept on a pause, by htmx, and on leaving the page, by this.
const keeping = document.getElementById("letter-kept");
const form = keeping && keeping.closest("form");
let unkept = false;
let underWay = false;
let sending = false;
let waiting = null;

function keepOnTheWayOut() {
  if (!unkept || sending) return;
  const typed = new FormData(form);
  typed.delete("enclosed");
  // It is sent even though the page is gone; nobody waits for the answer.
  if (navigator.sendBeacon(keeping.getAttribute("hx-post"), typed)) unkept = false;
}

if (form) {
  form.addEventListener("input", () => { unkept = true; });
  keeping.addEventListener("htmx:beforeRequest", (event) => {
    if (sending) return event.preventDefault();
    unkept = false;
    underWay = true;
  });
  keeping.addEventListener("htmx:afterRequest", (event) => {
    underWay = false;
    unkept = unkept || !event.detail.successful;
  });
  // The version that the answer brings stands in the form by then.
  keeping.addEventListener("htmx:afterSettle", () => {
    if (waiting) form.requestSubmit(waiting);
  });
  keeping.addEventListener("htmx:sendError", () => {
    if (waiting) form.requestSubmit(waiting);
  });
  form.addEventListener("submit", (event) => {
    if (underWay) {
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    sending = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unkept) keeping.dispatchEvent(new Event("keep-now"));
  });
  addEventListener("pagehide", keepOnTheWayOut);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
