// What is caught at a stand waits here, in the phone's own database, until the server has it. Page and
// worker share this file.
const TandemQueue = (() => {
  const DATABASE = "tandem-capture";
  const SCHEMA = 1;
  const AT_ONCE = 20;
  // The token is refused, or what is sent with it.
  const NOT_SIGNED_IN = [401, 403];
  const NOT_TAKEN = [400, 413, 422];
  let opening;

  function database() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(DATABASE, SCHEMA);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("captures", { keyPath: "id" });
        asked.result.createObjectStore("campaigns", { keyPath: "campaign" });
      };
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        // A newer version of this page wants to change the database: it must not wait for this one.
        asked.result.onversionchange = () => {
          asked.result.close();
          opening = undefined;
        };
        resolve(asked.result);
      };
    });
    opening.catch(() => (opening = undefined));
    return opening;
  }

  // Resolves when what was written has reached the disk; rejects where there is no room.
  async function inStores(names, mode, work) {
    const opened = await database();
    return new Promise((resolve, reject) => {
      const transaction = opened.transaction(names, mode, { durability: "strict" });
      const asked = work(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(asked && asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const known = (campaign) => inStores(["campaigns"], "readonly", (store) => store.get(campaign));

  // Changes what is known of a campaign in one transaction, so that two tabs never undo each other.
  function remember(campaign, changed) {
    return inStores(["campaigns"], "readwrite", (store) => {
      const asked = store.get(campaign);
      asked.onsuccess = () => {
        const before = asked.result || { campaign, caught: 0 };
        store.put({ ...before, ...changed(before) });
      };
    });
  }

  async function captures(campaign) {
    const all = await inStores(["captures"], "readonly", (store) => store.getAll());
    return all.filter((one) => one.campaign === campaign).sort((a, b) => a.order - b.order);
  }

  async function waiting(campaign) {
    return (await captures(campaign)).filter((one) => one.state === "waiting");
  }

  const keep = (capture) => inStores(["captures"], "readwrite", (store) => store.put(capture));
  const drop = (id) => inStores(["captures"], "readwrite", (store) => store.delete(id));

  async function campaignsThatWait() {
    const all = await inStores(["captures"], "readonly", (store) => store.getAll());
    return [...new Set(all.filter((one) => one.state === "waiting").map((one) => one.campaign))];
  }

  // 2026-11-03T10:00:00.000+01:00: what the phone's clock says, with its offset.
  function clock(moment = new Date()) {
    const minutes = -moment.getTimezoneOffset();
    const local = new Date(moment.getTime() + minutes * 60_000).toISOString().replace("Z", "");
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    return `${local}${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  }

  // One tab or worker at a time sends. Where there are no locks the server knows each capture by its id.
  function send(campaign) {
    const work = () => sendAll(campaign);
    const locks = navigator.locks;
    return locks ? locks.request(`tandem-send-${campaign}`, work) : work();
  }

  // What stopped it: "" (all is sent), "sign-in" or "no-signal".
  async function sendAll(campaign) {
    let size = AT_ONCE;
    for (;;) {
      const phone = await known(campaign);
      if (!phone || !phone.token) return "sign-in";
      const batch = (await waiting(campaign)).slice(0, size);
      const answer = await post(phone, batch);
      if (!answer) return "no-signal";
      if (NOT_SIGNED_IN.includes(answer.status)) {
        await remember(campaign, (now) => (now.token === phone.token ? { token: "" } : {}));
        return "sign-in";
      }
      if (answer.status === 200) {
        await settle(campaign, batch, answer.told);
      } else if (batch.length > 1) {
        size = 1;
      } else if (batch.length === 1) {
        await refuse(batch[0], answer.told.sentence);
      } else {
        return "no-signal";
      }
      if (batch.length <= size && !(await waiting(campaign)).length) return "";
    }
  }

  function told({ id, at, said }) {
    const about = [...said.interests, said.other].filter(Boolean).join(", ");
    return { id, at, about, who: said.who, words: said.words, newsletter: said.newsletter };
  }

  // The server's answer, or nothing where it could not be asked or cannot answer just now.
  async function post(phone, batch) {
    try {
      const response = await fetch(`/c/${phone.campaign}/send/`, {
        method: "POST",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        headers: { Authorization: `Bearer ${phone.token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ sent_at: clock(), items: batch.map(told) }),
      });
      const statuses = [200, ...NOT_SIGNED_IN, ...NOT_TAKEN];
      if (!statuses.includes(response.status)) return undefined;
      return { status: response.status, told: await response.json() };
    } catch {
      return undefined;
    }
  }

  // Each capture goes by its own answer; one without an answer keeps waiting.
  async function settle(campaign, batch, { answers, told }) {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    let taken = 0;
    let answered = 0;
    for (const capture of batch) {
      const answer = byId.get(capture.id);
      if (!answer) continue;
      answered += 1;
      if (answer.is === "refused") await refuse(capture, answer.reason);
      else {
        await drop(capture.id);
        taken += 1;
      }
    }
    if (batch.length && !answered) throw new Error("The server answered none of what was sent.");
    await remember(campaign, (now) => ({ told, caught: now.caught + taken }));
  }

  const refuse = (capture, reason) => keep({ ...capture, state: "refused", reason: reason || "" });

  return { known, remember, captures, waiting, keep, drop, campaignsThatWait, clock, send };
})();
