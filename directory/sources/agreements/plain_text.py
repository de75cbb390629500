"""Bytes of a text as text, or the reason why they are none."""

from directory.sources.agreements.draft import DocumentError
from directory.sources.text_file import UnreadableError, decode


def decode_text(data: bytes) -> str:
    """The text with line feeds as line ends. Raises DocumentError."""
    try:
        text = decode(data)
    except UnreadableError as error:
        line = f"Rad {error.line}: " if error.line else ""
        said = str(error).replace("som CSV (UTF-8)", "som UTF-8")
        raise DocumentError(f"{line}{said}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
