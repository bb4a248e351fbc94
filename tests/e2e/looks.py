"""What can be measured of how a page looks: its width, its targets, its focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Whatever is shown must be inside the window, and none of its text may be hidden by its own box.
OUTSIDE = """() => {
  const wrong = [];
  const width = document.scrollingElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width) {
    wrong.push(`the page scrolls sideways: ${document.scrollingElement.scrollWidth} > ${width}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const shown = box.width > 1 && box.height > 1 && style.visibility === "visible";
    if (!shown || element.closest(".sr-only, .skipnav, svg, textarea, input")) continue;
    const name = `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`;
    if (box.right > width + 1 || box.left < -1) wrong.push(`outside: ${name}`);
    const clips = style.overflowX !== "visible" || style.textOverflow === "ellipsis";
    if (clips && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut: ${name}`);
  }
  return wrong;
}"""

# 24 px is WCAG 2.2's least; links in running text are excepted there, and main buttons are held to 44 here.
SMALL_TARGETS = """() => {
  const size = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  const targets = "button, summary, input:not([type=hidden]), textarea, select, nav a, .button, .lesson-back";
  return [...document.querySelectorAll(targets)]
    .filter((element) => element.checkVisibility())
    .map((element) => [element, size(element), element.matches(".button-primary") ? 44 : 24])
    .filter(([element, [width, height], least]) => width < least || height < least)
    .map(([element, [width, height]]) => `${element.outerHTML.slice(0, 80)}: ${width} x ${height}`);
}"""

# A drawn radio button or check box shows the focus on its label.
FOCUS = """() => {
  const element = document.activeElement;
  const styles = [getComputedStyle(element)];
  for (const label of element.labels ?? []) {
    styles.push(getComputedStyle(label, "::before"), getComputedStyle(label));
  }
  const shows = (style) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  return {
    name: `${element.tagName} ${(element.labels?.[0] ?? element).textContent.trim().slice(0, 40)}`,
    visible: element === document.body || styles.some(shows),
    position: [...document.querySelectorAll("*")].indexOf(element),
  };
}"""

MOVING = """() => document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().duration > 1)
  .map((each) => each.effect.target.outerHTML.slice(0, 80))"""


# Also those below the window, which the browser would fetch only on the way there.
UNSEEN = """async () => {
  const see = async (image) => {
    image.loading = "eager";
    try {
      await image.decode();
      return image.naturalWidth > 0;
    } catch {
      return false;
    }
  };
  // An editor puts an image without a source after one, for the cursor to stand at.
  const images = [...document.images].filter((image) => !image.matches(".ProseMirror-separator"));
  const seen = await Promise.all(images.map(see));
  return images.filter((_, number) => !seen[number]).map((image) => image.src);
}"""


def unseen(page: Page) -> list[str]:
    """Fetch every picture of the page, and give those that cannot be shown."""
    found: list[str] = page.evaluate(UNSEEN)
    return found


def outside(page: Page) -> list[str]:
    """Give what is pushed or cut off at the page's present width."""
    found: list[str] = page.evaluate(OUTSIDE)
    return found


def small_targets(page: Page) -> list[str]:
    """Give what is too small to press."""
    found: list[str] = page.evaluate(SMALL_TARGETS)
    return found


def moving(page: Page) -> list[str]:
    """Give what is being animated."""
    found: list[str] = page.evaluate(MOVING)
    return found
