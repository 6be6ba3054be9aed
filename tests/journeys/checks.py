"""What every page must be, asked of the page itself in the browser."""

from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async (standards) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: standards}, resultTypes: ["violations"]});
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html}`.slice(0, 300)));
}"""

# Headings, and all that a reader can act on: as words, in order. Collapsed crumbs are the design system's own choice.
# So is that a phone shows the first, the present and the last of many pages of a list, with links to the one before and after.
# What a fold of filters holds counts as offered: on a phone one more touch opens it. A link that shows less of its name on a
# phone, as the items do beside the one being minuted, is known by the name it has for those who cannot see it.
OFFERED = """() => {
  document.querySelectorAll(".app-filters, .app-reader__contents").forEach((fold) => { fold.open = true; });
  const left = ".govuk-breadcrumbs, .govuk-skip-link, .app-filters > summary, .app-found__picture > summary, " +
    ".app-reader__contents > summary, .govuk-pagination__item:not(:first-child):not(:last-child)";
  return [...document.querySelectorAll("h1, h2, h3, a[href], button, summary, input, select, textarea")]
    .filter((one) => !one.closest(left) && one.checkVisibility({visibilityProperty: true}))
    .map((one) => [one.tagName, one.getAttribute("aria-label") || one.innerText || one.name || ""].join(" "))
    .map((words) => words.trim().replace(/\\s+/g, " ").toLowerCase());
}"""

# What a reader at 400% would lose: beyond the edges, cut off, or of no size. What is hidden on purpose is left out:
# words for screen readers only, closed details, and boxes that scroll by themselves.
LOST = """() => {
  const lost = [];
  const said = (one) => `${one.tagName.toLowerCase()}.${one.className} ${(one.innerText || one.name || "").slice(0, 60)}`;
  const hushed = ".govuk-visually-hidden, .govuk-skip-link, .app-unseen, [aria-hidden=true], .govuk-breadcrumbs";
  const forEars = (one) => Boolean(one.closest(hushed));
  const clipped = (one) => Boolean(one) && (getComputedStyle(one).clipPath !== "none" || clipped(one.parentElement));
  const scrolls = (one) => {
    for (let box = one.parentElement; box && box !== document.body; box = box.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  const width = document.documentElement.clientWidth;
  for (const one of document.body.querySelectorAll("*")) {
    if (forEars(one) || !one.checkVisibility({visibilityProperty: true, opacityProperty: false})) continue;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const isHead = one.matches(".app-stack thead, .app-stack thead *"); // each cell carries its heading
    const acts = one.matches("h1, h2, h3, a[href], button, summary, select, textarea, input:not([type=hidden])");
    if (acts && (box.width < 1 || box.height < 1)) lost.push(`no size: ${said(one)}`);
    if (acts && clipped(one)) lost.push(`clipped away: ${said(one)}`);
    if ((box.right > width + 1 || box.left < -1) && !isHead && !scrolls(one)) lost.push(`beyond the edge: ${said(one)}`);
    if (one.matches(".app-stack tbody td:not([data-label])")) lost.push(`cell without its heading: ${said(one)}`);
    const cuts = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const isField = one.matches("input, select, textarea, progress, svg, svg *");
    const spills = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    if (cuts && spills && !isField && !isHead && one.innerText) lost.push(`cut off: ${said(one)}`);
  }
  if (document.documentElement.scrollWidth > width) lost.push(`scrolls sideways: ${document.documentElement.scrollWidth} px`);
  return lost;
}"""


def accessibility_faults(page) -> list[str]:
    """What axe finds, one sentence a fault."""
    page.wait_for_load_state()  # a page that a click is still bringing has nothing to look at yet
    return page.evaluate(RUN_AXE, STANDARDS)


def offered(page) -> list[str]:
    return page.evaluate(OFFERED)


def lost(page) -> list[str]:
    return page.evaluate(LOST)
