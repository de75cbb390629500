"""The file `.env`: which names it sets, and what is wrong with the file itself."""

import io
import logging
from collections.abc import Sequence
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class DotEnv:
    """What a file of settings says, without any value."""

    names: Sequence[str] = ()
    faults: Sequence[str] = ()
    readable: bool = True


def read_dot_env(path: Path) -> DotEnv:
    """The names in a file of settings; none where there is no file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return DotEnv()
    except UnicodeDecodeError:
        return _unreadable(path, "är inte sparad som UTF-8. Spara den så")
    except OSError as fault:
        return _unreadable(path, f"går inte att läsa ({fault.strerror}). Ge konsult läsrätt")
    logging.getLogger("dotenv").setLevel(logging.ERROR)  # what it warns of is told here
    lines = list(parse_stream(io.StringIO(text)))
    wrong = tuple(_line_words(path, line) for line in lines if line.error)
    return DotEnv([line.key for line in lines if line.key], wrong)


def _unreadable(path: Path, why: str) -> DotEnv:
    return DotEnv(faults=(f"{path} {why}, eller ta bort den.",), readable=False)


def _line_words(path: Path, line: Binding) -> str:
    return (
        f"{path} rad {line.original.line}: går inte att läsa. Skriv NAMN=värde, "
        "och värden med mellanslag eller # inom citattecken."
    )
