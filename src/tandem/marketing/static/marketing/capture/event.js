// Event mode: what is typed is kept on the phone first, and sent from there. Without a secure address or
// without a database in the browser, the form is left as it is and goes straight to the server.
const AGAIN_AFTER = 20_000;

class TandemEvent extends HTMLElement {
  async connectedCallback() {
    // The page that the worker keeps has no campaign where it is looked at by itself.
    const place = location.pathname.match(/^\/c\/(\d+)/);
    if (!place) return;
    this.campaign = Number(place[1]);
    this.form = this.querySelector("form");
    this.stopped = navigator.onLine ? "" : "no-signal";
    if (!window.isSecureContext || !navigator.serviceWorker) return this.show("not-secure");
    try {
      await this.begin();
    } catch {
      return this.show("nothing-kept");
    }
    this.listen();
    await this.draw();
    await this.sendNow();
  }

  async begin() {
    const told = this.querySelector("#told");
    if (told) await TandemQueue.remember(this.campaign, () => ({ told: JSON.parse(told.textContent) }));
    this.phone = await TandemQueue.known(this.campaign);
    this.worker = this.registered().catch(() => undefined);
    if (this.dataset.signedInAs) await this.signIn();
    else if (!this.phone?.token && !(await TandemQueue.captures(this.campaign)).length) this.goAndSignIn();
  }

  // Without a signal there is no newer worker to ask for.
  registered() {
    const workers = navigator.serviceWorker;
    if (!navigator.onLine) return workers.getRegistration("/c/");
    return workers.register(this.dataset.worker, { scope: "/c/", updateViaCache: "none" });
  }

  // Asked for once: the phone then hands in by its own token, when the sign-in has long ended.
  async signIn() {
    const user = Number(this.dataset.signedInAs);
    if (this.phone?.token && this.phone.user === user) return;
    const fields = {
      csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value,
      once: crypto.randomUUID(),
      phone: this.phone?.user === user ? this.phone.phone : "",
    };
    try {
      const answer = await fetch(`/c/${this.campaign}/sign-in/`, {
        method: "POST",
        redirect: "error",
        body: new URLSearchParams(fields),
      });
      if (!answer.ok) return;
      const given = await answer.json();
      await TandemQueue.remember(this.campaign, () => given);
    } catch {
      // No signal after all: the next time the page is opened it asks again.
    }
  }

  get signInUrl() {
    return `${this.dataset.signIn}?next=${encodeURIComponent(`/c/${this.campaign}/`)}`;
  }

  goAndSignIn() {
    if (navigator.onLine) location.replace(this.signInUrl);
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.save(event));
    this.addEventListener("click", (event) => this.pressed(event));
    addEventListener("online", () => this.sendNow());
    addEventListener("offline", () => this.stop("no-signal"));
    document.addEventListener("visibilitychange", () => document.hidden || this.sendNow());
    this.others = new BroadcastChannel("tandem-capture");
    this.others.addEventListener("message", () => this.draw());
    setInterval(() => this.waits && this.sendNow(), AGAIN_AFTER);
  }

  async save(event) {
    event.preventDefault();
    const said = this.typed();
    const nobody = !said.who && !said.words;
    this.querySelector("[data-nobody]").hidden = !nobody;
    this.querySelector("[data-who-field]").classList.toggle("is-wrong", nobody);
    if (nobody) return this.form.elements.who.focus();
    const fresh = { id: crypto.randomUUID(), campaign: this.campaign, at: TandemQueue.clock(), order: Date.now() };
    try {
      await TandemQueue.keep({ ...(this.mended || fresh), said, state: "waiting", reason: "" });
    } catch {
      return this.show("full");
    }
    this.tellSaved(said);
    this.empty();
    navigator.storage?.persist?.();
    await this.changed();
    await this.sendNow();
  }

  typed() {
    const given = new FormData(this.form);
    return {
      who: given.get("who").trim(),
      interests: given.getAll("interest"),
      other: given.get("other").trim(),
      words: given.get("words").trim(),
      newsletter: given.get("newsletter") !== null,
    };
  }

  fill(said) {
    const { who, other, words, newsletter } = this.form.elements;
    for (const box of this.querySelectorAll("[name=interest]")) box.checked = said.interests.includes(box.value);
    [who.value, other.value, words.value] = [said.who, said.other, said.words];
    newsletter.checked = said.newsletter;
    this.querySelector("details").open = Boolean(said.words);
    who.focus();
  }

  empty() {
    this.mended = undefined;
    this.querySelector("[data-leave]").hidden = true;
    this.fill({ who: "", interests: [], other: "", words: "", newsletter: false });
  }

  tellSaved(said) {
    const told = this.querySelector("[data-saved]");
    told.textContent = told.dataset.words.replace("%", said.who || said.words.slice(0, 40));
  }

  async pressed(event) {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    const id = button.closest("li")?.dataset.id;
    if (button.matches("[data-mend]")) await this.mend(id);
    else if (button.matches("[data-drop]")) await this.throwAway(button, id);
    else if (button.matches("[data-leave]")) this.empty();
    else if (button.closest("[data-out]")) await this.signOut();
  }

  async mend(id) {
    this.mended = (await TandemQueue.captures(this.campaign)).find((one) => one.id === id);
    if (!this.mended) return;
    this.fill(this.mended.said);
    this.querySelector("[data-leave]").hidden = false;
  }

  // The first press asks, the second does.
  async throwAway(button, id) {
    if (button.textContent !== button.dataset.sure) return void (button.textContent = button.dataset.sure);
    await TandemQueue.drop(id);
    if (this.mended?.id === id) this.empty();
    await this.changed();
  }

  async changed() {
    this.others.postMessage("changed");
    await this.draw();
  }

  async sendNow() {
    if (!navigator.onLine) return this.stop("no-signal");
    try {
      this.stopped = await TandemQueue.send(this.campaign);
    } catch {
      this.stopped = "no-signal";
    }
    if (this.stopped === "no-signal") this.askForSync();
    await this.changed();
  }

  async askForSync() {
    const registration = await this.worker;
    // Not every browser has it, and some refuse: then it goes when the page is open.
    registration?.sync?.register("tandem-send").catch(() => undefined);
  }

  stop(why) {
    this.stopped = why;
    this.askForSync();
    return this.draw();
  }

  // Gives the token back. What waits stays on the phone until somebody signs in again.
  async signOut() {
    const { token } = (await TandemQueue.known(this.campaign)) || {};
    await TandemQueue.remember(this.campaign, () => ({ token: "" }));
    // Without a signal the token is gone from here all the same, and nobody has it any more.
    if (!navigator.onLine) return this.changed();
    const headers = { Authorization: `Bearer ${token}` };
    const url = `/c/${this.campaign}/sign-out/`;
    await fetch(url, { method: "POST", credentials: "omit", headers }).catch(() => undefined);
    this.querySelector("[data-logout]")?.submit();
    return this.changed();
  }

  async draw() {
    this.phone = await TandemQueue.known(this.campaign);
    const all = await TandemQueue.captures(this.campaign);
    this.waits = all.filter((one) => one.state === "waiting").length;
    this.drawCampaign(this.phone?.told);
    this.drawRefused(all.filter((one) => one.state === "refused"));
    this.querySelector("[data-out]").hidden = !this.phone?.token;
    this.querySelector("[data-finish]").hidden = !navigator.onLine;
    if (!this.phone?.token) return this.show("sign-in", this.waits);
    // The worker may have sent what this page could not.
    if (this.stopped === "no-signal" && (this.waits || !navigator.onLine)) return this.show("no-signal", this.waits);
    return this.waits ? this.show("sending", this.waits) : this.show("all-sent", this.phone.caught);
  }

  drawCampaign(told) {
    if (!told) return;
    this.querySelector("[data-name]").textContent = told.name;
    this.querySelector("[data-kind]").textContent = told.kind;
    this.querySelector("[data-coach]").hidden = !told.in_person;
    this.querySelector("[data-coach-words]").textContent = told.coach;
    this.querySelector("[data-finish]").href = told.url;
    const goal = this.querySelector("[data-goal]");
    goal.hidden = !told.goal;
    goal.querySelector("progress").max = told.goal || 1;
    goal.querySelector("progress").value = told.so_far + this.waits;
    goal.querySelector("[data-so-far]").textContent = told.so_far + this.waits;
    goal.querySelector("[data-goal-words]").textContent = told.goal_words;
    this.drawInterests(told.interests);
  }

  // What somebody typed as something else is a button for the next one. Buttons never move under a thumb.
  drawInterests(interests) {
    const place = this.querySelector("[data-interests]");
    const shown = new Set([...place.querySelectorAll("input")].map((box) => box.value));
    for (const interest of interests) {
      if (shown.has(interest) || shown.size >= 6) continue;
      const option = this.querySelector("[data-interest]").content.cloneNode(true);
      option.querySelector("input").value = interest;
      option.querySelector("span").textContent = interest;
      place.append(option);
      shown.add(interest);
    }
  }

  drawRefused(refused) {
    const section = this.querySelector("[data-refused]");
    const lines = refused.map((one) => {
      const line = section.querySelector("template").content.cloneNode(true).firstElementChild;
      line.dataset.id = one.id;
      line.querySelector("[data-who]").textContent = one.said.who || one.said.words;
      line.querySelector("[data-reason]").textContent = one.reason;
      return line;
    });
    section.querySelector("ul").replaceChildren(...lines);
    section.hidden = !lines.length;
  }

  // One sentence says how things stand.
  show(name, number = 0) {
    for (const one of this.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== name;
    const shown = this.querySelector(`[data-when="${name}"]`);
    const words = shown.querySelector("[data-many]");
    const { none = "", one, many } = words?.dataset || {};
    if (words) words.textContent = number > 1 ? many.replace("%", number) : number ? one : none;
    const link = shown.querySelector("[data-sign-in-link]");
    if (link) link.href = this.signInUrl;
  }
}

customElements.define("tandem-event", TandemEvent);
