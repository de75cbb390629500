"""PDF files for the tests, set with fpdf2 in the fonts that every reader has."""

from collections.abc import Callable, Sequence

from fpdf import FPDF, FontFace
from fpdf.enums import XPos, YPos


class Typesetter(FPDF):
    """Pages with headings, paragraphs, points and ruled tables, and a margin on every page."""

    above = ""

    def header(self) -> None:
        if self.above:
            self.set_font("helvetica", size=8)
            self.cell(
                0, 5, f"{self.above} Sida {self.page_no()} (2)", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self.ln(8)
            self.set_font("helvetica", size=11)

    def heading(self, text: str, size: float = 14) -> None:
        self.ln(3)
        self.set_font("helvetica", "B", size)
        self.multi_cell(0, size * 0.45, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_font("helvetica", size=11)
        self.ln(2)

    def paragraph(self, text: str) -> None:
        self.multi_cell(0, 5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)

    def point(self, text: str, level: int = 0) -> None:
        self.set_x(self.l_margin + 4 + 6 * level)
        self.multi_cell(0, 5, f"· {text}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def ruled(self, rows: Sequence[Sequence[str]]) -> None:
        with self.table(rows, headings_style=FontFace(emphasis="BOLD")):
            pass
        self.ln(2)


def pdf(write: Callable[[Typesetter], None], above: str = "") -> bytes:
    page = Typesetter()
    page.above = above
    page.set_font("helvetica", size=11)
    page.add_page()
    write(page)
    return bytes(page.output())
