"""Word documents for the tests, written with python-docx and, where it cannot, with XML."""

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def docx(write: Callable[[Opened], None]) -> bytes:
    document = Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_xml(document: Opened, inner: str) -> None:
    """A paragraph of raw XML at the end."""
    element = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, element)


def with_footnote(data: bytes, text: str) -> bytes:
    """The document with a footnote 2, to which some paragraph refers already."""
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---'
        '</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).decode("utf-8", "surrogateescape")
            if entry.filename == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", relation)
            if entry.filename == "[Content_Types].xml":
                content = content.replace("</Types>", kind)
            new.writestr(entry.filename, content.encode("utf-8", "surrogateescape"))
        new.writestr("word/footnotes.xml", note)
    return stream.getvalue()
