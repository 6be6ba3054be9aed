// Small helps on top of pages that work without them.
import { initAll } from "../vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Rows that can be dragged. Dropping one fills in and sends the form it already has.
function reorder(list) {
  const items = () => [...list.querySelectorAll(":scope > [data-reorder-item]")];
  let moving = null;
  let origin = -1;

  const settle = () => {
    if (!moving) return;
    const item = moving;
    moving = null;
    item.classList.remove("app-moving");
    const position = items().indexOf(item);
    const form = item.querySelector("form[data-reorder-move]");
    if (!form || position === origin) return;
    form.elements.namedItem("position").value = String(position + 1);
    form.requestSubmit();
  };

  for (const item of items()) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      moving = item;
      origin = items().indexOf(item);
      event.dataTransfer.effectAllowed = "move";
      item.classList.add("app-moving");
    });
    item.addEventListener("dragend", settle);
  }
  list.addEventListener("dragover", (event) => {
    const target = event.target.closest("[data-reorder-item]");
    if (!moving || !target || target.parentElement !== list) return;
    event.preventDefault();
    if (target === moving) return;
    const box = target.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    list.insertBefore(moving, after ? target.nextSibling : target);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
}

// A page of long work looks again by itself and swaps only the part that changes.
function progress(part) {
  const address = part.dataset.progressUrl || window.location.href;
  const seconds = Number(part.dataset.progressSeconds) || 2;

  const look = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.redirected && new URL(answer.url).pathname !== new URL(address, window.location.href).pathname) {
        window.location.assign(answer.url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && page.getElementById(part.id);
      if (!fresh) {
        window.location.reload();
        return;
      }
      part.replaceChildren(...fresh.childNodes);
      if (!fresh.dataset.progressUrl) return;
    } catch {
      // Offline for a moment: look again later.
    }
    window.setTimeout(look, seconds * 1000);
  };
  window.setTimeout(look, seconds * 1000);
}

// What was chosen in a file field, by name, where the page has a place for it.
function fileNames(input) {
  const place = document.getElementById(input.dataset.fileNames);
  if (!place) return;
  input.addEventListener("change", () => {
    place.textContent = [...input.files].map((file) => file.name).join(", ");
  });
}

document.querySelectorAll("[data-reorder]").forEach(reorder);
document.querySelectorAll("[data-progress-url]").forEach(progress);
document.querySelectorAll("input[type=file][data-file-names]").forEach(fileNames);

// Words kept on this device while minuting (minutes.js) go when somebody signs out, on whatever page they do it.
document.addEventListener("submit", (event) => {
  if (!new URL(event.target.action, window.location.href).pathname.endsWith("/sign-out/")) return;
  try {
    Object.keys(window.localStorage).filter((name) => name.startsWith("minutes:")).forEach((name) => window.localStorage.removeItem(name));
  } catch {
    // The browser keeps nothing.
  }
});
