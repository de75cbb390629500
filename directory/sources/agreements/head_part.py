"""The part of a head that one place in a document gives, and the keys of a head."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from directory.agreements.document import AgreementKind
from directory.lazy.values import dataclass
from directory.sources.agreements.dates import read_day
from directory.sources.cells import DASHES, IDENTIFIER
from directory.sources.faults import did_you_mean

NOTHING = (*DASHES, "tills vidare", "vet inte", "okänd", "okänt")
"""Answers that say that there is none, or that nobody knows: it is not asked for again."""


@dataclass(frozen=True, slots=True)
class HeadPart:
    """`values` are by field of Head. A field given as empty has its empty value.

    `wrong` are Swedish errors that stop the import, `doubtful` warnings for a person to judge.
    `places`: where each value stands, in Swedish, by field.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: "HeadPart") -> "HeadPart":
        """Both parts; the values of this one win."""
        return HeadPart(
            {**other.values, **self.values},
            (*self.wrong, *other.wrong),
            (*self.doubtful, *other.doubtful),
            {**other.places, **self.places},
        )


@dataclass(frozen=True, slots=True)
class Key:
    """A key of front matter. `read` raises ValueError with Swedish sentences."""

    name: str
    field: str
    read: Callable[[tuple[str, ...]], Any]
    empty: Any = ""


def _text(written: tuple[str, ...]) -> str:
    return ", ".join(written)


def _identifier(written: tuple[str, ...]) -> str:
    return IDENTIFIER.read(_text(written))


def _identifiers(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(IDENTIFIER.read(word) for word in _several(written))


def _several(written: tuple[str, ...]) -> tuple[str, ...]:
    """A list, or a text with commas or | between."""
    if len(written) == 1:
        written = tuple(word.strip() for word in written[0].replace("|", ",").split(","))
    return tuple(dict.fromkeys(filter(None, written)))


def _kind(written: tuple[str, ...]) -> AgreementKind:
    word = _text(written)
    kinds = {kind.value.casefold(): kind for kind in AgreementKind}
    if word.casefold() in kinds:
        return kinds[word.casefold()]
    names = [kind.value for kind in AgreementKind]
    suggestion = did_you_mean(word, names)
    raise ValueError(
        f"Ordet är okänt. Här ska stå {', '.join(names[:-1])} eller {names[-1]}.{suggestion}"
    )


def _yes_no(words: tuple[str, ...]) -> bool:
    written = _text(words).casefold()
    if written not in ("ja", "nej"):
        raise ValueError("Skriv ja eller nej.")
    return written == "ja"


KEYS = (
    Key("id", "id", _identifier),
    Key("titel", "title", _text),
    Key("typ", "kind", _kind, AgreementKind.OTHER),
    Key("nummer", "number", _text),
    Key("version", "version", _text),
    Key("parter", "parties", _several, ()),
    Key("ägare", "owner", _text),
    Key("fastställd", "adopted", lambda written: read_day(_text(written)), None),
    Key("reviderad", "revised", lambda written: read_day(_text(written)), None),
    Key("gäller_från", "valid_from", lambda written: read_day(_text(written)), None),
    Key("gäller_till", "valid_to", lambda written: read_day(_text(written), last=True), None),
    Key("ersätter", "replaces", _text),
    Key("specialiteter", "specialties", _identifiers, ()),
    Key("enheter", "units", _identifiers, ()),
    Key("källa", "source", _text),
    Key("kvittens", "acknowledge", _yes_no, False),
)
KEY_NAMES = tuple(key.name for key in KEYS)
KEY_OF = {key.field: key for key in KEYS}


def read_values(written: Iterable[tuple[Key, tuple[str, ...]]], where: str) -> HeadPart:
    """The values of keys. Errors name the key and `where`, the place, such as ”sidfilen”."""
    values: dict[str, Any] = {}
    wrong = []
    for key, words in written:
        try:
            none = _text(words).casefold() in NOTHING
            values[key.field] = key.empty if none else key.read(words)
        except ValueError as error:
            wrong.append(f"{key.name} ”{_text(words)[:60]}” i {where}: {error}")
    return HeadPart(values, tuple(wrong), places=dict.fromkeys(values, where))
