"""Names in the environment and in `.env` that are not ours, but nearly."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from directory.names.nearest import errors_between, nearest

PREFIX = "KONSULT_"
NOT_OURS = ("SLACK_API_TOKEN",)
"""Names that other programs are known to use, and that lie near one of ours."""

_WORD, _PREFIX_ERRORS, _ERRORS = "KONSULT", 2, 2
_NEAR, _SURELY = 65, 85
_BEGINNING = re.compile(r"[^\W\d_]+")


def name_faults(
    environment: Collection[str], dot_env: Collection[str], known: Collection[str]
) -> Iterator[str]:
    """A sentence for each name that is meant for konsult and does not exist.

    In the environment those with our prefix, or with a name that is nearly one of ours; in `.env`,
    which is konsult's own, also those that have no prefix at all.
    """
    for name in sorted({*environment, *dot_env}):
        if name.upper() not in known and name.upper() not in NOT_OURS:
            meant = _meant(name, known, in_file=name in dot_env)
            if meant is not None:
                yield _name_words(name, meant)


def _name_words(name: str, meant: Sequence[str]) -> str:
    guess = f" Menade du {' eller '.join(meant)}?" if meant else ""
    return f"{name}: finns inte.{guess} Skriv ”konsult settings” så visas alla."


def _meant(name: str, known: Collection[str], *, in_file: bool) -> Sequence[str] | None:
    """The settings that may be meant; None if the name is somebody else's."""
    by_words = {_words(one): one for one in known}
    written = _words(name)
    if name.upper().startswith(PREFIX):
        return _names(written, by_words, _NEAR)
    if in_file and written in by_words:
        return [by_words[written]]
    if _nearly_our_prefix(name) or in_file:
        return _names(written, by_words, _SURELY) or None
    return [one for one in known if errors_between(name.upper(), one) <= _ERRORS] or None


def _names(written: str, by_words: Mapping[str, str], at_least: float) -> Sequence[str]:
    return [by_words[near] for near in nearest(written, by_words, at_least=at_least)]


def _words(name: str) -> str:
    """A name as words, without our prefix or what is nearly it: ”SMTP HOST”."""
    plain = re.sub(r"[\W_]+", " ", name.upper()).strip()
    first, _, rest = plain.partition(" ")
    if _is_nearly_us(first):
        return rest
    return plain.removeprefix(_WORD).strip()


def _nearly_our_prefix(name: str) -> bool:
    found = _BEGINNING.match(name.upper())
    return found is not None and (found[0].startswith(_WORD) or _is_nearly_us(found[0]))


def _is_nearly_us(word: str) -> bool:
    return errors_between(word, _WORD) <= _PREFIX_ERRORS
