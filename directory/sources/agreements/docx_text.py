"""The text of a Word paragraph with every tracked change accepted."""

from collections.abc import Iterator
from typing import Any

from directory.sources.agreements.docx_equations import EQUATIONS, equation_text
from directory.sources.agreements.docx_symbols import UNKNOWN, in_font, symbol
from directory.sources.agreements.raised import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    (
        *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr", "tblPr")),
        *(f"{W}{name}" for name in ("instrText", "delText", "txbxContent", "fldData", "tblGrid")),
        _FALLBACK,
    )
)
_SIGNS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_OFF = ("0", "false", "off", "none")
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_FONTS = ("ascii", "hAnsi", "cs")
EQUATION, SIGN = "[ekvation]", "[tecken]"
"""What stands where an equation, or a sign of an unknown font, cannot be read."""


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a property such as `b` is set; None where it is not mentioned."""
    setting = properties.find(f"{W}{name}") if properties is not None else None
    return None if setting is None else setting.get(f"{W}val", "1") not in _OFF


def visible(element: Any) -> Iterator[Any]:
    """The children that belong to the current text; deleted table rows do not."""
    for node in element:
        if isinstance(node.tag, str) and node.tag not in _LEFT_OUT and not _is_deleted_row(node):
            yield node


def _is_deleted_row(node: Any) -> bool:
    return node.tag == f"{W}tr" and node.find(f"{W}trPr/{W}del") is not None


def paragraph_text(node: Any) -> str:
    """The text of a paragraph or run, with line feeds for its line breaks."""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    if node.tag in EQUATIONS:
        return EQUATION if (text := equation_text(node)) is None else text
    if node.tag == f"{W}r":
        return _run_text(node)
    return "".join(paragraph_text(child) for child in visible(node))


def _run_text(run: Any) -> str:
    if is_hidden(run) or _is_struck(run):
        return ""
    font = _font(run)
    words = "".join(_in_run(child, font) for child in visible(run)).replace(UNKNOWN, SIGN)
    return (raised(words) or words) if _is_raised(run) else words


def _in_run(node: Any, font: str) -> str:
    if node.tag == f"{W}t":
        return in_font(node.text or "", font)
    if node.tag == f"{W}sym":
        return _drawn(node)
    return paragraph_text(node)


def _drawn(sign: Any) -> str:
    number = sign.get(f"{W}char", "")
    try:
        return symbol(sign.get(f"{W}font", ""), int(number, 16))
    except ValueError:
        return UNKNOWN


def _font(run: Any) -> str:
    """The font that the run itself names; empty where it names none."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    named = (fonts.get(f"{W}{name}", "") for name in _FONTS) if fonts is not None else ()
    return next(filter(None, named), "")


def is_hidden(run: Any) -> bool:
    """Whether nobody sees the run."""
    return bool(is_on(run.find(f"{W}rPr"), "vanish"))


def _is_struck(run: Any) -> bool:
    """Struck text no longer applies."""
    properties = run.find(f"{W}rPr")
    return any(is_on(properties, name) for name in ("strike", "dstrike"))


def _is_raised(run: Any) -> bool:
    alignment = run.find(f"{W}rPr/{W}vertAlign")
    return alignment is not None and alignment.get(f"{W}val") == "superscript"


def is_bold(paragraph: Any) -> bool:
    """Whether every run with words in it is bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if paragraph_text(run).strip()]
    return bool(runs) and all(is_on(run.find(f"{W}rPr"), "b") for run in runs)


def note_references(node: Any) -> Iterator[str]:
    """The names of the notes referred to, in order, such as ”footnote 2”."""
    for reference in node.iter(*_NOTES):
        yield f"{_NOTES[reference.tag]} {reference.get(f'{W}id')}"


def inner_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in the paragraph, each once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = [parent.tag for parent in box.iterancestors()]
        nested = above.count(f"{W}txbxContent")
        if _FALLBACK not in above and not nested:
            yield box
