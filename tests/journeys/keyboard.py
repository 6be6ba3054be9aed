"""A reader who uses the keyboard alone."""

import re

# The words by which the focused thing is known, and whether it shows that it is focused
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return {name: "", role: "", shown: true};
  const label = one.labels && one.labels.length ? one.labels[0] : null;
  const named = (one.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const name = one.getAttribute("aria-label") || named.map((other) => other.innerText).join(" ")
    || (label ? label.innerText : "") || one.innerText || "";
  const rest = (element, pseudo) => getComputedStyle(element, pseudo);
  const visible = (style) => style.boxShadow !== "none" || style.backgroundColor === "rgb(255, 221, 0)"
    || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    && !/rgba\\(.*, 0\\)|transparent/.test(style.outlineColor));
  const seen = visible(rest(one)) || (label && (visible(rest(label, "::before")) || visible(rest(label))));
  const box = (label && ["radio", "checkbox"].includes(one.type) ? label : one).getBoundingClientRect();
  const onScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  const called = name.trim().replace(/\\s+/g, " ").replace(" :", ":");
  return {name: called, role: one.type || one.tagName.toLowerCase(), shown: Boolean(seen) && onScreen};
}"""
MOST_TABS = 250


class Keyboard:
    """Finds its way by Tab, and says at every stop whether the focus can be seen."""

    def __init__(self, page) -> None:
        self.page = page

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the focused thing has the name, or one that matches where it is written as `~pattern`."""
        passed = []
        for _press in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            focused = self.page.evaluate(FOCUSED)
            assert focused["shown"], f"Focus cannot be seen on {focused}"
            if _is_called(focused["name"], name):
                return
            passed.append(focused["name"])
        raise AssertionError(f"Tab never came to {name!r}, but to {list(dict.fromkeys(passed))}")

    def write(self, name: str, words: str) -> None:
        """Go to a field, and type over what it holds."""
        self.tab_to(name)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def choose(self, name: str, word: str) -> None:
        """Go to a list, and choose by typing the first letters."""
        self.tab_to(name)
        self.page.keyboard.type(word)

    def press(self, name: str, key: str = "Enter") -> None:
        """Go to a link or button, and press it; waits for the page that follows."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


def _is_called(found: str, name: str) -> bool:
    return bool(re.search(name[1:], found)) if name.startswith("~") else found.lower() == name.lower()
