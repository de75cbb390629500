"""The parts of a Word document as python-docx can open them.

”Strict Open XML” has the same elements under other names of namespaces (ECMA-376, part 4). A Word
document that is put whole into another has the type of the outer one's text, and would be parsed as
that.
"""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

_MARK = b"http://purl.oclc.org/ooxml/"
_NAMES = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"drawingml/diagram": b"http://schemas.openxmlformats.org/drawingml/2006/diagram",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
_TEXTS = (".xml", ".rels")
_TYPES = "[Content_Types].xml"
_TEXT_TYPE = "wordprocessingml.document.main+xml"
_WHOLE_TYPE = "wordprocessingml.document"


def openable(data: bytes) -> bytes:
    """The document as python-docx can open it; the same bytes where it can already.

    It has been looked through before (`zip_bounds`): what is changed is held in memory here.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        changed = {**_renamed_parts(parts)}
        types = changed.get(_TYPES, parts.read(_TYPES))
        if inner := _documents_within(parts):
            changed[_TYPES] = _typed_as_whole(types, inner)
        return _with(parts, changed) if changed else data


def _renamed_parts(parts: zipfile.ZipFile) -> Mapping[str, bytes]:
    """The parts of a strict document with the usual names."""
    if _MARK not in parts.read("_rels/.rels"):
        return {}
    names = (name for name in parts.namelist() if name.endswith(_TEXTS))
    return {name: _renamed(parts.read(name)) for name in names}


def _renamed(content: bytes) -> bytes:
    for strict, usual in _NAMES.items():
        content = content.replace(_MARK + strict, usual)
    return content


def _documents_within(parts: zipfile.ZipFile) -> list[str]:
    """The names of the parts that are whole Word documents."""
    return [name for name in parts.namelist() if name.casefold().endswith((".docx", ".docm"))]


def _typed_as_whole(types: bytes, inner: list[str]) -> bytes:
    """The list of types, with that of a document for the documents within."""
    root = etree.fromstring(types, etree.XMLParser(resolve_entities=False, no_network=True))
    for entry in root:
        place, kind = entry.get("PartName", "").lstrip("/"), entry.get("ContentType", "")
        is_inner = place in inner or entry.get("Extension", "").casefold() in ("docx", "docm")
        if is_inner and kind.endswith(_TEXT_TYPE):
            entry.set("ContentType", kind.replace(_TEXT_TYPE, _WHOLE_TYPE))
    return etree.tostring(root)


def _with(parts: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as usual:
        for name in parts.namelist():
            usual.writestr(name, changed[name] if name in changed else parts.read(name))
    return stream.getvalue()
