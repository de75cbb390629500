"""What is asked of every page: no fault that axe finds, and bars that leave room to read."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"type": "tag", "values": _STANDARDS}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""All that a colour scheme can change: the rest is the same page in the same place."""
_SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (
    ("light", _ALL),
    ("dark", _COLOURS),
)
_FAULTS = """async runOnly => {
  const found = await axe.run(document, {runOnly, resultTypes: ["violations"]});
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
_LAST_ALONE = """async runOnly => {
  const earlier = [...document.querySelectorAll(".entry")].slice(0, -1);
  earlier.forEach(entry => { entry.style.display = "none"; });
  const found = await axe.run(document, {runOnly, resultTypes: ["violations"]});
  earlier.forEach(entry => { entry.style.display = ""; });
  return found.violations.flatMap(rule => rule.nodes.map(node => node.target.join(" ")));
}"""
_BARS = """() => [...document.querySelectorAll("body *")]
  .filter(element => ["fixed", "sticky"].includes(getComputedStyle(element).position))
  .map(element => element.getBoundingClientRect())
  .reduce((sum, box) => sum + box.height, 0) / innerHeight"""

WINDOWS = {"a phone": (360, 740), "a desk": (1280, 900)}
BIG = {"1280 × 1024 at 400 %": (320, 256), "a phone with its keyboard open": (360, 380)}
A_THIRD = 1 / 3


def faults_of(page: Page) -> dict[str, list[str]]:
    """What axe finds in each window, in the light; in the dark what is wrong with colours.

    The window is as high as the page, so that no bar hides what can be scrolled to.
    """
    _load(page)
    found: dict[str, list[str]] = {}
    for window, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": whole})
        for scheme, rules in _SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[f"{window}, {scheme}"] = page.evaluate(_FAULTS, rules)
    return {window: faults for window, faults in found.items() if faults}


def headings_out_of_order_in_the_last_entry(page: Page) -> list[str]:
    """As if it were the only answer: a heading of one above it makes nothing right."""
    _load(page)
    out_of_order: list[str] = page.evaluate(
        _LAST_ALONE, {"type": "rule", "values": ["heading-order"]}
    )
    return out_of_order


def _load(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)


def high_bars_of(page: Page) -> dict[str, float]:
    """The windows in which what stays in its place takes more than a third of the height."""
    shares: dict[str, float] = {}
    for window, (width, height) in (WINDOWS | BIG).items():
        page.set_viewport_size({"width": width, "height": height})
        shares[window] = page.evaluate(_BARS)
    return {window: share for window, share in shares.items() if share > A_THIRD}


def too_wide_in(page: Page) -> list[str]:
    """The windows in which the page must be moved sideways to be read."""
    wide: list[str] = []
    for window, (width, height) in (WINDOWS | BIG).items():
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(window)
    return wide
