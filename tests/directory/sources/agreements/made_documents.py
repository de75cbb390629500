"""Random agreements, written as Markdown and set as PDF by two makers."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Protocol

from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from directory.lazy.values import dataclass
from tests.directory.sources.agreements.placed_pdf import FONTS, Placing

LEFT, RIGHT, LOWEST = 60.0, 530.0, 700.0
SIZE, LEADING, BETWEEN = 10.0, 13.0, 9.0


class Maker(Protocol):
    """A program that makes PDFs. Lengths are in points, from the upper left corner."""

    def put(self, x: float, down: float, words: str, size: float, *, bold: bool) -> None: ...
    def width(self, words: str, size: float, *, bold: bool) -> float: ...
    def rule(self, x0: float, down0: float, x1: float, down1: float) -> None: ...
    def turn(self) -> None: ...
    def whole(self) -> bytes: ...


class Fpdf:
    """fpdf2."""

    def __init__(self) -> None:
        self._page = Placing()

    def put(self, x: float, down: float, words: str, size: float, *, bold: bool) -> None:
        self._page.at(x, down, words, size, bold)

    def width(self, words: str, size: float, *, bold: bool) -> float:
        self._page.set_font("dejavu", "B" if bold else "", size)
        return self._page.get_string_width(words)

    def rule(self, x0: float, down0: float, x1: float, down1: float) -> None:
        self._page.line(x0, down0, x1, down1)

    def turn(self) -> None:
        self._page.add_page()

    def whole(self) -> bytes:
        return bytes(self._page.output())


class Reportlab:
    """reportlab."""

    def __init__(self) -> None:
        for name, file in (("body", "DejaVuSans.ttf"), ("bold", "DejaVuSans-Bold.ttf")):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(595, 842))

    def put(self, x: float, down: float, words: str, size: float, *, bold: bool) -> None:
        self._canvas.setFont("bold" if bold else "body", size)
        self._canvas.drawString(x, 842 - down, words)

    def width(self, words: str, size: float, *, bold: bool) -> float:
        return float(pdfmetrics.stringWidth(words, "bold" if bold else "body", size))

    def rule(self, x0: float, down0: float, x1: float, down1: float) -> None:
        self._canvas.line(x0, 842 - down0, x1, 842 - down1)

    def turn(self) -> None:
        self._canvas.showPage()

    def whole(self) -> bytes:
        self._canvas.save()
        return self._stream.getvalue()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `raised` and `lowered` signs stand as Unicode has them. `note`: a footnote that
    is marked after it; `aside`: what stands in the margin beside it."""

    text: str
    twice: bool = False
    cap: bool = False
    note: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list under its lead."""

    lead: str
    points: tuple[str, ...]
    sign: str
    size: float


@dataclass(frozen=True, slots=True)
class Cells:
    """A table; `rules`: ”alla”, ”vågräta” or ”inga”."""

    rows: tuple[tuple[str, ...], ...]
    rules: str


Body = Words | Points | Cells


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its sections, and whether it is set in two columns."""

    sections: tuple[tuple[str, tuple[Body, ...]], ...]
    columns: bool = False


LIMITS = st.sampled_from(
    [
        "Remittera vid PSA ≥ 10 och ålder under 50 år",
        "Remittera inte om eGFR < 30 eller CRP ≤ 5",
        "LPK under 0,5 × 10⁹/l bedöms akut",
        "Vitamin B₁₂ under 150 pmol/l behandlas på hälsocentral",
        "Såryta över 20 cm² remitteras, dock ej till jouren",
        "Gäller barn 0–17 år, aldrig gravida efter vecka 22",
        "Blodtryck över 180/110 mmHg ± 5 hos vuxna över 65 år",
        "Kontroll var 3:e månad, därefter efter 12 månader",
    ]
)
POINTS = st.lists(
    st.sampled_from(
        [
            "PSA under 3",
            "BMI över 40",
            "eksem hos barn under 2 år",
            "HbA1c ≤ 52",
            "rökning",
            "50 år",
        ]
    ),
    min_size=2,
    max_size=4,
    unique=True,
)
LEADS = st.sampled_from(["Remittera inte vid:", "Skickas till jouren vid:", "Undantag gäller ej:"])


@st.composite
def words(draw: st.DrawFn) -> Words:
    text = ". ".join(draw(st.lists(LIMITS, min_size=1, max_size=3, unique=True))) + "."
    kind = draw(st.sampled_from(["plain", "twice", "cap", "note", "aside"]))
    if kind == "cap" and len(text) < 120:
        kind = "plain"
    return Words(
        text,
        twice=kind == "twice",
        cap=kind == "cap",
        note="Gäller inte barn." if kind == "note" else "",
        aside="OBS" if kind == "aside" else "",
    )


@st.composite
def cells(draw: st.DrawFn) -> Cells:
    values = draw(st.lists(st.sampled_from(["under 3", "3–10", "över 10", "≥ 50"]), min_size=2, max_size=4, unique=True))  # fmt: skip
    acts = st.sampled_from(["Ingen åtgärd", "Remiss", "Ring jouren", "Kontroll"])
    rows = [
        (f"PSA {value}", draw(acts), draw(st.sampled_from(["HC", "Urolog"]))) for value in values
    ]
    rules = draw(st.sampled_from(["alla", "vågräta", "inga"]))
    return Cells((("Värde", "Åtgärd", "Ansvar"), *rows), rules)


SIGNS = st.sampled_from([("•", 10.0), ("•", 15.0), ("–", 10.0), ("►", 10.0), ("1)", 10.0)])
LISTS = st.builds(
    lambda lead, points, sign: Points(lead, tuple(points), *sign), LEADS, POINTS, SIGNS
)
HEADINGS = ["Remiss", "Akut", "Uppföljning", "Ansvar", "Kontakt"]


@st.composite
def documents(draw: st.DrawFn) -> Made:
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=3, unique=True))
    columns = draw(st.booleans())
    body = words() | LISTS if columns else words() | LISTS | cells()
    bodies = st.lists(body, min_size=1, max_size=3).filter(_no_tables_in_a_row)
    sections = tuple((h, tuple(draw(bodies))) for h in headings)
    if columns:
        plain = [(h, tuple(_without_notes(b) for b in body)) for h, body in sections]
        return Made(tuple(plain), columns=True)
    return Made(sections)


def _no_tables_in_a_row(bodies: Sequence[Body]) -> bool:
    """Two of them would be one that goes on."""
    return not any(isinstance(a, Cells) and isinstance(b, Cells) for a, b in pairwise(bodies))


def _without_notes(body: Body) -> Body:
    return Words(body.text, twice=body.twice) if isinstance(body, Words) else body


def markdown(made: Made) -> str:
    return "\n\n".join(["# Riktlinje prostata", *_paragraphs(made)])


def _paragraphs(made: Made) -> Iterator[str]:
    notes = 0
    for heading, bodies in made.sections:
        yield f"## {heading}"
        for body in bodies:
            match body:
                case Words(text, note=note, aside=aside):
                    notes += bool(note)
                    yield from [aside] if aside else []
                    yield f"{text.replace('<', chr(92) + '<')}" + (f"[^{notes}]" if note else "")
                    yield from [f"[^{notes}]: {note}"] if note else []
                case Points(lead, points):
                    yield lead
                    yield "\n".join(f"- {point}" for point in points)
                case Cells(rows):
                    lines = [f"| {' | '.join(row)} |" for row in rows]
                    yield "\n".join([lines[0], "|---|---|---|", *lines[1:]])


@dataclass(slots=True)
class Typesetting:
    """Sets a document from the top of the first page down."""

    maker: Maker
    columns: bool
    down: float = 60.0
    column: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    noted: int = 0

    @property
    def left(self) -> float:
        return LEFT + (250.0 if self.column else 0.0)

    @property
    def right(self) -> float:
        return self.left + 225.0 if self.columns else RIGHT

    def document(self, made: Made) -> bytes:
        self.maker.put(LEFT, self.down, "Riktlinje prostata", 20, bold=True)
        self.down += 34
        for heading, bodies in made.sections:
            self.room(90)
            self.down += 8
            self.maker.put(self.left, self.down, heading, 13, bold=True)
            self.down += 20
            for body in bodies:
                self.body(body)
        self.end_page()
        return self.maker.whole()

    def room(self, height: float) -> None:
        if self.down + height < LOWEST:
            return
        if self.columns and self.column == 0:
            self.column, self.down = 1, 94.0
            return
        self.end_page()
        self.maker.turn()
        self.column, self.down = 0, 60.0

    def end_page(self) -> None:
        for number, (mark, note) in enumerate(self.notes):
            self.maker.put(LEFT, 740 + 11 * number, mark, 7, bold=False)
            self.maker.put(LEFT + 8, 740 + 11 * number, note, 7.5, bold=False)
        self.notes = []

    def body(self, body: Body) -> None:
        match body:
            case Words():
                self.words(body)
            case Points():
                self.words(Words(body.lead))
                for point in body.points:
                    self.room(LEADING)
                    self.maker.put(self.left + 10, self.down, body.sign, body.size, bold=False)
                    self.maker.put(self.left + 30, self.down, point, SIZE, bold=False)
                    self.down += LEADING + 1
                self.down += BETWEEN
            case Cells():
                self.cells(body)

    def words(self, body: Words) -> None:
        indent = 90.0 if body.aside else 24.0 if body.cap else 0.0
        text = body.text[1:] if body.cap else body.text
        lines = list(self.wrapped(text, indent))
        self.room(LEADING * max(len(lines), 3))
        if body.aside:
            self.maker.put(self.left, self.down + 20, body.aside, 30, bold=True)
        if body.cap:
            self.maker.put(self.left, self.down + LEADING, body.text[0], 30, bold=False)
        for number, line in enumerate(lines):
            for aside in (0.0, 0.45) if body.twice else (0.0,):
                end = self.line(self.left + indent + aside, line)
            if body.note and number == len(lines) - 1:
                self.noted += 1
                self.maker.put(end, self.down - 4, str(self.noted), 6.5, bold=False)
                self.notes.append((str(self.noted), body.note))
            self.down += LEADING
        self.down += BETWEEN + (LEADING * max(0, 3 - len(lines)) if indent else 0)

    def wrapped(self, text: str, indent: float) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self.maker.width(longer, SIZE, bold=False) > self.right - self.left - indent:
                yield line
                longer = word
            line = longer
        yield line

    def line(self, x: float, text: str) -> float:
        """Sets a line, what is raised or lowered in smaller type; where it ends."""
        for sign, size, shift in _set(text):
            self.maker.put(x, self.down - shift, sign, size, bold=False)
            x += self.maker.width(sign, size, bold=False)
        return x

    def cells(self, table: Cells) -> None:
        self.room(18 * len(table.rows) + 20)
        top, edges = self.down - 12, [LEFT, LEFT + 150, LEFT + 300, LEFT + 450]
        for number, row in enumerate(table.rows):
            for x, words in zip(edges, row, strict=False):
                self.maker.put(x + 6, self.down, words, 9, bold=False)
            if table.rules == "alla" or (table.rules == "vågräta" and number == 0):
                self.maker.rule(edges[0], self.down + 6, edges[-1], self.down + 6)
            self.down += 18
        bottom = self.down - 12
        if table.rules != "inga":
            self.maker.rule(edges[0], top, edges[-1], top)
            self.maker.rule(edges[0], bottom, edges[-1], bottom)
        if table.rules == "alla":
            for x in edges:
                self.maker.rule(x, top, x, bottom)
        self.down += BETWEEN + 6


_UP = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_DOWN = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))


def _set(text: str) -> Iterator[tuple[str, float, float]]:
    """Words with their size and how far up they stand."""
    plain = ""
    for sign in text:
        if sign in _UP or sign in _DOWN:
            if plain:
                yield plain, SIZE, 0.0
            plain = ""
            yield (_UP[sign], 6.5, 3.8) if sign in _UP else (_DOWN[sign], 6.5, -2.2)
        else:
            plain += sign
    if plain:
        yield plain, SIZE, 0.0


MAKERS: Sequence[type[Maker]] = (Fpdf, Reportlab)


def pdf_of(made: Made, maker: type[Maker]) -> bytes:
    return Typesetting(maker(), made.columns).document(made)
