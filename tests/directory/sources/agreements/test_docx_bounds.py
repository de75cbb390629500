"""A Word document is looked through as a stream before it is opened, as a workbook is."""

import io
import zipfile

import pytest

from directory.sources.agreements.docx import BOUNDS
from directory.sources.agreements.reading import read_agreement

_HEAD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_END = "</w:body></w:document>"


def _docx(body: str, **more: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", f"{_HEAD}{body}{_END}")
        for name, content in more.items():
            parts.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize("name", ["tc", "p", "r"])
def test_more_of_a_kind_than_any_document_has_is_refused_by_name(name: str) -> None:
    most, says = BOUNDS.most[name]
    reading = read_agreement(_docx(f"<w:{name}/>" * (most + 1)), "a.docx")
    assert reading.agreement is None and reading.faults == (says,)


@pytest.mark.parametrize(
    "data",
    [
        _docx("<w:p>" * 200 + "</w:p>" * 200),
        _docx("<w:p/>", styles='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        _docx("".join(f"<w:a{number}/>" for number in range(3000))),
        _docx("<w:p" + "".join(f' w:a{number}="x"' for number in range(300)) + "/>"),
        _docx("<w:p>" + "x" * 3_000_000 + "</w:p>"),
    ],
    ids=["deep", "entities", "names", "attributes", "one text"],
)
def test_what_no_document_is_like_is_broken(data: bytes) -> None:
    reading = read_agreement(data, "a.docx")
    assert reading.agreement is None
    assert reading.faults == (BOUNDS.broken,)
