"""The text of a file as it stands in it, apart from how the readers see it."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt

from directory.sources.agreements.counting import RawLine
from directory.sources.agreements.docx_package import openable
from directory.sources.agreements.front_matter import split

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_NOT_SAID = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "sdtPr", "pPr")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTENTS = ("toc", "innehll", "innehåll")
_OFF = ("0", "false", "off", "none")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LINEAR = (f"{_MATH}r", f"{_MATH}ctrlPr")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_ASIDE = (
    "//script|//style|//noscript|//template|//nav|//footer|//aside|//dialog|//select|//textarea"
    "|//svg|//math|//object|//iframe|//canvas|//video|//s|//del|//strike|//comment()"
    "|//header[not(.//h1 or .//h2)]|//*[@role='navigation']|//*[@hidden]|//*[@aria-hidden='true']"
    "|//*[contains(translate(@style, ' ', ''), 'display:none')]"
)
_BLOCK = re.compile("p|li|td|th|dt|dd|div|h[1-6]|tr|br|section|article|caption|summary")
_LONGEST_MARK = 3
_NOTE_MARK = re.compile(r"\[\^[^\]\n]{1,40}\]:?")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def word_lines(data: bytes) -> Iterator[RawLine]:
    """The paragraphs of a Word document: all that its XML says and that is not deleted."""
    with zipfile.ZipFile(io.BytesIO(openable(data))) as parts:
        for name in _WORD_PARTS:
            if name in parts.namelist():
                root = etree.fromstring(parts.read(name), _PARSER)
                for paragraph in root.iter(f"{_W}p"):
                    if not _is_contents(paragraph) and not _is_gone(paragraph):
                        yield RawLine("".join(_said(paragraph)))


def _is_contents(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").casefold().startswith(_CONTENTS)


def _is_gone(paragraph: Any) -> bool:
    """Whether it is deleted, or stands there for old programs only."""
    above = list(paragraph.iterancestors())
    if any(node.tag in _NOT_SAID or node.tag == _FALLBACK for node in above):
        return True
    return any(node.find(f"{_W}trPr/{_W}del") is not None for node in above)


def _said(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in (f"{_W}t", f"{_MATH}t"):
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br"):
            yield " "
        elif child.tag in _NOT_SAID or child.tag in (_FALLBACK, f"{_W}p") or _is_unseen(child):
            continue
        elif child.tag == f"{_MATH}oMath" and any(part.tag not in _LINEAR for part in child):
            continue  # said as unread where it cannot be read
        else:
            yield from _said(child)


def _is_unseen(run: Any) -> bool:
    """Whether a run is hidden or struck."""
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and mark.get(f"{_W}val", "1") not in _OFF for mark in marks)


def page_lines(text: str) -> Iterator[RawLine]:
    """The lines of a web page: its main part's text, without what frames every page of a site."""
    root: Any = html.document_fromstring(text or "<p></p>")
    notes = (node for node in root.xpath("//a[starts-with(@href, '#')]") if _is_mark(node))
    for node in [*root.xpath(_ASIDE), *notes]:
        if node.getparent() is not None:
            node.drop_tree()
    for node in root.iter():
        if isinstance(node.tag, str) and _BLOCK.fullmatch(node.tag):
            node.text, node.tail = f"\n{node.text or ''}", f"\n{node.tail or ''}"
    lines = _main(root).text_content().split("\n")
    yield from (RawLine(line) for line in lines if line.strip())


def _is_mark(link: Any) -> bool:
    """Whether a link is the mark of a footnote."""
    return len(link.text_content().strip("[] ")) <= _LONGEST_MARK


def _main(root: Any) -> Any:
    for place in ("//main|//*[@role='main']", "//article"):
        found = root.xpath(place)
        if len(found) == 1:
            return found[0]
    return root


def markdown_lines(text: str) -> Iterator[RawLine]:
    """The lines of a Markdown text as a web page has them."""
    yield from page_lines(_MARKDOWN.render(_NOTE_MARK.sub("", split(text)[1])))
