// A link to a place on the page copies its whole address too, and says so. Without script it is a link like any other.
for (const link of document.querySelectorAll("a[data-copy-link]")) {
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "app-copied";
  link.after(said);
  link.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = link.dataset.copyLink;
      window.setTimeout(() => { said.textContent = ""; }, 4000);
    } catch {
      // Not allowed to write to the clipboard: the address bar has the address now.
    }
  });
}
