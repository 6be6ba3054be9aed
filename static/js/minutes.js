// Minuting a meeting: what is typed is kept on the server as it is typed, and on this device while the item is public.
// Without this script nothing is missing but that: every act is a form, and drafts are offered by the page itself.

const PAUSE = 1000; // milliseconds after the last key
const AGAIN = 15000; // milliseconds between tries while the server cannot be reached
const STORE = "minutes:"; // what our names in the browser's store begin with; portal.js clears them at sign-out
const OLD = 7 * 24 * 3600 * 1000; // milliseconds
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "then", "present", "seat", "was_out", "token", "version"]);

const form = document.querySelector("form[data-writing]");
const status = document.getElementById("saved");

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser keeps nothing: the server still does
  }
}

function names(begin) {
  const kept = store();
  return kept ? Object.keys(kept).filter((name) => name.startsWith(begin)) : [];
}

function read(name) {
  try {
    return JSON.parse(store().getItem(name));
  } catch {
    return null;
  }
}

function forgetOld() {
  for (const name of names(STORE)) {
    const kept = read(name);
    if (!kept || Date.now() - kept.at > OLD) store().removeItem(name);
  }
}

function clock(moment) {
  const day = new Date(moment);
  const minutes = day.getMinutes();
  const half = day.getHours() < 12 ? "am" : "pm";
  const hour = day.getHours() % 12 || 12;
  return `${hour}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}${half}`;
}

function say(kind, time = "") {
  if (status) status.textContent = (status.dataset[kind] || "").replace("%s", time);
}

// The open form: kept a second after the last key, and at once when the page is left.
function autosave() {
  const isPrivate = form.hasAttribute("data-private");
  const name = `${STORE}${form.dataset.key}/${form.dataset.draft}`;
  let timer = 0;
  let isDirty = false;
  let isLeaving = false;
  let isForgotten = false; // another page of this browser cleared it: somebody signed out
  let running = null;

  const typed = () => {
    const fields = {};
    for (const [field, value] of new FormData(form)) {
      if (!LEFT_OUT.has(field) && !field.startsWith("item-") && typeof value === "string") fields[field] = value;
    }
    return fields;
  };

  const keepHere = () => {
    if (isPrivate || isForgotten) return false;
    try {
      store().setItem(name, JSON.stringify({ at: Date.now(), fields: typed() }));
      return true;
    } catch {
      return false;
    }
  };

  const send = async (options = {}) => {
    window.clearTimeout(timer);
    if (!isDirty || isLeaving) return;
    isDirty = false;
    const isHere = keepHere();
    running = new AbortController();
    try {
      const body = new FormData(form);
      body.delete("then");
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body, credentials: "same-origin", signal: running.signal, headers: { Accept: "application/json" }, ...options,
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      if (!isJson || answer.redirected) {
        isDirty = true;
        say("signedOut");
        timer = window.setTimeout(send, AGAIN);
        return;
      }
      const said = await answer.json();
      if (said.refused) status.textContent = said.refused;
      else if (said.stale) say("stale");
      else say(isHere ? "both" : "server", said.saved);
    } catch {
      if (isLeaving) return;
      isDirty = true;
      say(isPrivate || !isHere ? "offlinePrivate" : "offline");
      timer = window.setTimeout(send, AGAIN);
    }
  };

  const changed = () => {
    isDirty = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(send, PAUSE);
  };

  const isOurs = (target) => target.name && !LEFT_OUT.has(target.name) && !target.name.startsWith("item-");
  for (const event of ["input", "change"]) form.addEventListener(event, (one) => isOurs(one.target) && changed());
  window.addEventListener("online", () => send());
  window.addEventListener("storage", (event) => {
    if (event.key === name && event.newValue === null) isForgotten = true;
  });
  form.addEventListener("submit", (event) => {
    const isHere = keepHere();
    if (!navigator.onLine) {
      event.preventDefault();
      isDirty = true;
      say(isHere ? "offline" : "offlinePrivate");
      return;
    }
    isLeaving = true;
    running?.abort();
    window.clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("pagehide", () => send({ keepalive: true }));
  document.addEventListener("submit", (event) => {
    // portal.js clears the store then; leaving the page must not fill it again
    if (new URL(event.target.action, window.location.href).pathname.endsWith("/sign-out/")) isForgotten = true;
  });
  if (isPrivate) names(`${STORE}${form.dataset.key}/${form.dataset.draft.split("/")[0]}/`).forEach((one) => store().removeItem(one));
  if (form.hasAttribute("data-unsaved")) {
    isDirty = true;
    keepHere();
  } else {
    offer(name, typed());
  }
}

// Words that this device has and the page has not: offered, never put in by themselves.
function offer(name, present) {
  const kept = read(name);
  const place = form.querySelector("[data-found]");
  if (!kept || !place) return;
  const differs = Object.entries(kept.fields).some(([field, value]) => (present[field] ?? "") !== value);
  if (!differs) {
    store().removeItem(name);
    return;
  }
  if (form.querySelector("button[value='take-up']")) return; // the server has a draft and offers it
  const words = place.querySelector("[data-found-words]");
  words.textContent = words.dataset.foundWords.replace("%s", clock(kept.at));
  place.hidden = false;
  place.querySelector("[data-found-take]").addEventListener("click", () => {
    fill(kept.fields);
    place.hidden = true;
    form.querySelector("textarea")?.focus();
    form.dispatchEvent(new Event("change"));
  });
  place.querySelector("[data-found-drop]").addEventListener("click", () => {
    store().removeItem(name);
    place.hidden = true;
    form.querySelector("textarea")?.focus();
  });
}

function fill(fields) {
  for (const box of form.elements) {
    if (!box.name || box.type === "hidden" || LEFT_OUT.has(box.name) || box.name.startsWith("item-")) continue;
    if (box.type === "checkbox" || box.type === "radio") box.checked = fields[box.name] === box.value;
    else if (box.name in fields) box.value = fields[box.name];
    else continue;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// What was saved needs no copy on this device.
function forgetSaved() {
  if (form.dataset.saved && store()) store().removeItem(`${STORE}${form.dataset.key}/${form.dataset.saved}`);
}

// The sum of the votes as they are typed; the server works it out again.
function votes(box) {
  const working = document.getElementById("votes-working");
  const counts = [...box.querySelectorAll("input")];
  const add = () => {
    const given = counts.map((one) => one.value.trim());
    if (given.every((one) => one === "")) {
      working.textContent = box.dataset.none;
      return;
    }
    const numbers = given.map((one) => (/^\d+$/.test(one) ? Number(one) : 0));
    const total = numbers.reduce((sum, one) => sum + one, 0);
    const shown = numbers.filter((one, place) => place < numbers.length - 1 || one);
    const words = total === Number(box.dataset.room) ? box.dataset.agrees : box.dataset.differs;
    working.textContent = words.replace("%s", `${shown.join(" + ")} = ${total}`);
  };
  box.addEventListener("input", add);
}

// Questions that only some answers raise.
function quiet(part, asks) {
  if (!part) return;
  const look = () => { part.hidden = !asks(); };
  form.addEventListener("change", look);
  look();
}

// What became of the item, and its summary, stand on the page without a draft: saved on the way to a new entry, and asked
// about before the page is left with a summary that is nowhere else.
function keepOutcome() {
  const boxes = [...form.elements].filter((box) => (box.name || "").startsWith("item-") && box.type !== "hidden");
  const differs = (box) => {
    if (box.type === "radio") return box.checked !== box.defaultChecked;
    if (box.options) return [...box.options].some((one) => one.selected !== one.defaultSelected && (one.value || one.defaultSelected));
    return box.value !== box.defaultValue;
  };
  let isSent = false;
  form.addEventListener("submit", (event) => { isSent = !event.defaultPrevented; });
  window.addEventListener("pageshow", () => { isSent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && boxes.some((box) => box.localName === "textarea" && differs(box))) event.preventDefault();
  });
  form.querySelectorAll("[data-add]").forEach((link) => link.addEventListener("click", (event) => {
    if (!boxes.some(differs)) return;
    event.preventDefault();
    const button = Object.assign(document.createElement("button"), { name: "then", value: `add:${link.dataset.add}`, hidden: true });
    form.append(button);
    form.requestSubmit(button);
  }));
}

function ticked(name, value) {
  const box = form.elements.namedItem(name);
  if (!box) return false;
  return value ? box.value === value : box.checked;
}

if (form) {
  forgetOld();
  forgetSaved();
  if (form.dataset.draft) autosave();
  keepOutcome();
  form.querySelectorAll("[data-votes]").forEach(votes);
  quiet(form.querySelector("[data-unanimous]"), () => ticked("is_unanimous"));
  quiet(form.querySelector("[data-deferred]"), () => ticked("item-outcome", "deferred"));
  const hint = form.querySelector("[data-shortcut]");
  if (hint) hint.hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form.dataset.draft) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name='then'][value='stay']:not([aria-hidden])"));
  });
}
