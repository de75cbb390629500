"""What a chart shows, as data: whoever makes one knows nothing of how it is drawn."""

from datetime import date
from textwrap import wrap

from directory.lazy.values import dataclass

MOST_BARS = 25
"""So many rows are drawn; the tables have all."""
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class Plotted:
    """Numbers of one kind, one for each place: their name, colour, and a pattern (of a bar, or of
    a line) for who cannot tell colours."""

    label: str
    colour: str
    pattern: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Bars on each other; `above` stands over them, nothing where it is empty."""

    places: tuple[str, ...]
    kinds: tuple[Plotted, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Lying bars of per cent; `beside` stands at their ends."""

    places: tuple[str, ...]
    colour: str
    values: tuple[float, ...]
    beside: tuple[str, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Lying bars of several kinds beside each other, each with its number."""

    places: tuple[str, ...]
    kinds: tuple[Plotted, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Lines through the days, in their order; days without a number between them count as such."""

    days: tuple[date, ...]
    kinds: tuple[Plotted, ...]


Picture = Stacked | Shares | Compared | OverTime


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `name` for its file, `title` and what explains it in words, and the picture."""

    name: str
    title: str
    explains: str
    picture: Picture


def on_lines(name: str) -> str:
    """A long name on three lines at most."""
    return "\n".join(wrap(name, _WIDEST, max_lines=3, placeholder=" …"))
