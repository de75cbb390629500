"""PDF files for the tests whose words are put where they are to stand, in points."""

from collections.abc import Callable
from pathlib import Path

import matplotlib
from fpdf import FPDF

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


class Placing(FPDF):
    """Pages of 595 × 842 points. `at` puts words with their base line so far down the page."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format="A4")
        self.set_auto_page_break(auto=False)
        self.add_font("dejavu", "", FONTS / "DejaVuSans.ttf")
        self.add_font("dejavu", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.add_page()

    def at(self, x: float, down: float, words: str, size: float = 10, bold: bool = False) -> float:
        """Puts the words there; where they end."""
        self.set_font("dejavu", "B" if bold else "", size)
        self.text(x, down, words)
        return x + self.get_string_width(words)

    def headline(self, words: str = "Riktlinje") -> None:
        self.at(60, 60, words, 20, bold=True)

    def heading(self, down: float, words: str) -> None:
        self.at(60, down, words, 13, bold=True)


def placed(write: Callable[[Placing], None]) -> bytes:
    page = Placing()
    write(page)
    return bytes(page.output())
