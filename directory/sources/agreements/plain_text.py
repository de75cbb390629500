"""Decodes the bytes of a text document."""

from directory.sources.agreements.draft import DocumentError
from directory.sources.text_file import UnreadableError, decode


def decode_text(data: bytes) -> str:
    """The text with line feeds as line ends. Raises DocumentError."""
    try:
        text = decode(data)
    except UnreadableError as error:
        line = f"Rad {error.line}: " if error.line else ""
        message = str(error).replace("som CSV (UTF-8)", "som UTF-8")
        raise DocumentError(f"{line}{message}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
