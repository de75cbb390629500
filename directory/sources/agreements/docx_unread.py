"""What a Word document holds that is not read as text, for a person to look at."""

from collections.abc import Iterator
from typing import Any

from directory.sources.agreements.docx_equations import EQUATIONS, equation_text
from directory.sources.agreements.docx_text import SIGN, W, is_hidden, paragraph_text, visible
from directory.sources.agreements.draft import NotText

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHARTS = (
    "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://schemas.microsoft.com/office/drawing/2014/chartex",
)
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"


def unread(element: Any) -> Iterator[NotText]:
    """What is not read of an element, each kind once; text boxes are read by themselves."""
    yield from (NotText(what) for what in dict.fromkeys(_found(element)))


def _found(element: Any) -> Iterator[str]:
    if element.tag in EQUATIONS:
        if equation_text(element) is None:
            yield "en ekvation"
    elif element.tag == f"{W}r":
        yield from _in_run(element)
    else:
        for child in visible(element):
            yield from _found(child)


def _in_run(run: Any) -> Iterator[str]:
    if is_hidden(run):
        if any((text.text or "").strip() for text in run.iter(f"{W}t")):
            yield "dold text"
        return
    if SIGN in paragraph_text(run):
        yield "ett tecken i ett typsnitt som bara har tecken"
    if any(True for _ in run.iter(f"{W}object")):
        yield "ett inbäddat dokument"
    elif any(True for _ in run.iter(_OLD_PICTURE)):
        yield "en bild"
    for drawing in run.iter(f"{W}drawing"):
        yield from _in_drawing(drawing)


def _in_drawing(drawing: Any) -> Iterator[str]:
    if any(mark.get("val", "1") not in ("0", "false") for mark in drawing.iter(_DECORATIVE)):
        return
    kinds = [data.get("uri", "") for data in drawing.iter("{*}graphicData")]
    if any(kind in _CHARTS for kind in kinds):
        yield "ett diagram"
    elif _PICTURE in kinds or any(True for _ in drawing.iter(f"{{{_PICTURE}}}pic")):
        yield "en bild"
