"""A PDF as PDFium sees it: independent of the reader, which is pdfminer's."""

import io

import pypdfium2


def repaired(data: bytes) -> bytes:
    """The same document written anew. Raises errors of PDFium where it cannot be opened."""
    with pypdfium2.PdfDocument(data) as opened, io.BytesIO() as stream:
        opened.save(stream)
        return stream.getvalue()
