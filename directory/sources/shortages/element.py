"""An element of the file against its form: what it holds, and what is wrong with its values."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache

from directory.sources.faults import did_you_mean, one_line
from directory.sources.shortages.form import FORMS, NULL, NULLS, VALUE, ElementForm
from directory.sources.shortages.notifications import (
    FileElement,
    all_words,
    joined,
    plain,
    words_of,
)
from directory.sources.text_file import clean

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ATC = re.compile(r"Q?[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?", re.ASCII)
_NO_VALUE = [NULL]
_SHORT, _LONGEST_TEXT = 100, 100_000
_BEFORE_ALL, _AFTER_ALL = date(1900, 1, 1), date(2199, 12, 31)
_YES_OR_NO = {"true": True, "false": False, "1": True, "0": False}

Ask = Callable[[str], None]
"""Called with each part of the file whose meaning is not known."""


class WrongValueError(Exception):
    """A value that must not be guessed at; the message is Swedish: what it is and what it should
    be."""


class CheckedElement:
    """An element of which every child and attribute is known, or has been asked about.

    Raises WrongValueError for one that stands twice where it may stand once, or for words among
    elements.
    """

    __slots__ = ("_ask", "_children", "_element", "_listed", "_name")

    def __init__(self, element: FileElement, ask: Ask) -> None:
        self._element = element
        self._ask = ask
        self._name = plain(element.tag)
        self._children: dict[str, FileElement] = {}
        self._listed: list[FileElement] = []
        self._check(FORMS.get(self._name, VALUE))

    def _check(self, form: ElementForm) -> None:
        """One loop over what may be dozens: this is done for each element of a large file."""
        for attribute in self._element.keys():  # noqa: SIM118  # an element is no mapping
            if attribute != NULL and attribute not in form.attributes:
                self._ask(f"{self._name}@{attribute}")
        once, several, children = form.once, form.several, self._children
        between = [self._element.text]
        for child in self._element:
            name = plain(child.tag)
            between.append(child.tail)
            if name in once:
                if name in children:
                    raise WrongValueError(f"{name} står två gånger i {self._name}.")
                children[name] = child
            elif name in several:
                self._listed.append(child)
            else:
                self._ask(f"{self._name}/{name}")
        if (once or several) and (words := joined(between)):
            raise WrongValueError(f"{self._name} har ord mellan sina delar: ”{one_line(words)}”.")

    def child(self, name: str, *, required: bool = False) -> "CheckedElement | None":
        """The element of that name in it."""
        element = self._children.get(name)
        if element is None:
            if required:
                raise WrongValueError(f"{name} saknas i {self._name}.")
            return None
        return CheckedElement(element, self._ask)

    def several(self) -> "list[CheckedElement]":
        """The elements in it of which any number may stand there."""
        return [CheckedElement(element, self._ask) for element in self._listed]

    def inside(self, listing: str, name: str) -> "list[CheckedElement]":
        """The elements of a name in a listing, which is there even if it is empty."""
        child = self.child(listing, required=True)
        assert child is not None  # it is required
        return [one for one in child.several() if one._name == name]

    def text(self, name: str, *, required: bool = False) -> str:
        """The value of an element; empty where it says that there is none, or is not there."""
        element = self._children.get(name)
        value = self._value_of(element) if element is not None else ""
        if required and not value:
            raise WrongValueError(f"{name} saknas i {self._name}.")
        return value

    def all_text(self, name: str) -> str:
        """All text in an element whose inner form is not described."""
        element = self._children.get(name)
        return _kept(element, all_words(element)) if element is not None else ""

    def one_of(self, name: str, words: Sequence[str]) -> str:
        """A value that is one of some words."""
        value = self.text(name, required=True)
        if value not in words:
            hint = did_you_mean(value, words)
            says = f"{name} är ”{one_line(value)}”. Det ska vara {' eller '.join(words)}.{hint}"
            raise WrongValueError(says)
        return value

    def yes(self, name: str) -> bool:
        """Whether it says true; what is not there is false."""
        value = self.text(name).lower()
        if value and value not in _YES_OR_NO:
            raise WrongValueError(f"{name} är ”{one_line(value)}”. Det ska vara true eller false.")
        return _YES_OR_NO.get(value, False)

    def day(self, name: str) -> date | None:
        """A day written as 2026-08-20; None where there is none."""
        value = self.text(name)
        if not value:
            return None
        day = _day(value)
        if day is None:
            says = f"{name} är ”{one_line(value)}”. Det ska vara en dag, som 2026-08-20."
            raise WrongValueError(says)
        return day

    def code_of(self, name: str, term: str) -> tuple[str, str]:
        """An ATC code at any level, and what its attribute calls it."""
        code = self.text(name).upper()
        if code and not _ATC.fullmatch(code):
            raise WrongValueError(
                f"{name} är ”{one_line(code)}”. Det ska vara en kod, som N02BF02."
            )
        element = self._children.get(name)
        return code, clean(element.get(term, "")) if element is not None else ""

    def moment_of(self, attribute: str) -> datetime:
        """An instant with its offset; the seventh decimal of a second is dropped."""
        written = self._element.get(attribute, "")
        says = f"{attribute} är ”{one_line(written)}”. Det ska vara en tid med tidszon."
        try:
            moment = datetime.fromisoformat(written)
        except ValueError as error:
            raise WrongValueError(says) from error
        if moment.tzinfo is None:
            raise WrongValueError(says)
        return moment

    def _value_of(self, element: FileElement) -> str:
        """Its text; empty with a code for why there is none. Both at once contradict each other."""
        attributes = element.keys()
        if not (attributes or len(element)):
            return _kept(element, element.text or "")
        if attributes != _NO_VALUE or len(element):
            CheckedElement(element, self._ask)
        value, code = _kept(element, words_of(element)), element.get(NULL)
        if code is not None and (value or code not in NULLS):
            raise WrongValueError(_contradiction(plain(element.tag), value, code))
        return value


def _kept(element: FileElement, written: str) -> str:
    """The value as it is kept and shown; those that are written again and again are kept once."""
    if len(written) < _SHORT:
        return _clean(written)
    if len(written) > _LONGEST_TEXT:
        name = plain(element.tag)
        raise WrongValueError(f"{name} har {len(written)} tecken, fler än {_LONGEST_TEXT}.")
    return clean(written)


_clean = lru_cache(maxsize=16_384)(clean)


def _contradiction(name: str, value: str, code: str) -> str:
    if code not in NULLS:
        return f"{name} har {NULL} ”{one_line(code)}”, som inte är någon kod."
    return f"{name} är ”{one_line(value)}” och sägs samtidigt sakna värde."


@lru_cache(maxsize=4_096)  # rows begin and end on the same few days
def _day(value: str) -> date | None:
    """The day that is written; None where it is none."""
    if not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _BEFORE_ALL <= day <= _AFTER_ALL else None
