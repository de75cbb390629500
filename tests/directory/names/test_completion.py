"""Completing what is typed: by any word of a name, å, ä and ö typed or not, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.names.completion import Completable, CompletionKind, Completions
from directory.names.normalise import fold, restored, words

SUBJECT, UNIT = CompletionKind.SUBJECT, CompletionKind.UNIT
COMMAND, CONDITION = CompletionKind.COMMAND, CompletionKind.CONDITION

NAMES = (
    Completable("Kardiologi", SUBJECT, others=("hjärtläkare", "hjärtklinik")),
    Completable("Öron-, näs- och halssjukdomar", SUBJECT, others=("ÖNH", "öronläkare")),
    Completable("Åkerns hälsocentral", UNIT, "Åsbo"),
    Completable("Akuten Norra sjukhuset", UNIT),
    Completable("Norra sjukhuset", UNIT, others=("NS", "Ulvsele lasarett")),
    Completable("/nummer", COMMAND, "Direkta nummer.", ("/vc",)),
    Completable("hjärtsvikt", CONDITION, "Kardiologi"),
    Completable("akut hjärtsvikt", CONDITION, "Kardiologi"),
)
COMPLETIONS = Completions(NAMES)


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("kard", ["Kardiologi"]),
        ("hjart", ["Kardiologi", "hjärtsvikt"]),
        ("HJÄRTS", ["hjärtsvikt"]),
        ("hals", ["Öron-, näs- och halssjukdomar", "Åkerns hälsocentral"]),
        ("oeron", ["Öron-, näs- och halssjukdomar"]),
        ("önh", ["Öron-, näs- och halssjukdomar"]),
        ("aaker", ["Åkerns hälsocentral"]),
        ("lasar", ["Norra sjukhuset"]),
        ("norra", ["Norra sjukhuset", "Akuten Norra sjukhuset"]),
        ("kardiologi nor", ["kardiologi Norra sjukhuset", "kardiologi Akuten Norra sjukhuset"]),
        ("/vc aker", ["/vc Åkerns hälsocentral"]),
        ("nummer kard", ["nummer Kardiologi"]),
        ("num", ["/nummer"]),
        # nothing to complete, too little to go by, and nothing that begins so
        ("Kardiologi", []),
        ("k", []),
        ("", []),
        ("kadiol", []),
        ("pizza nor", []),
        ("kardiologi num", []),
        ("svikt", []),
    ],
)
def test_what_a_beginning_leads_to(typed: str, texts: list[str]) -> None:
    assert [completed.text for completed in COMPLETIONS.of(typed)] == texts


def test_the_other_name_is_told() -> None:
    (completed,) = COMPLETIONS.of("ulv")
    assert (completed.text, completed.detail) == ("Norra sjukhuset", "Ulvsele lasarett")
    (shown, *_) = COMPLETIONS.of("åker")
    assert shown.detail == "Åsbo"


def test_no_more_than_asked_for() -> None:
    many = Completions(Completable(f"Enhet {number}", UNIT) for number in range(50))
    assert len(many.of("enh")) == 8 and len(many.of("enh", most=3)) == 3


def starts(typed: str, name: Completable) -> bool:
    """Whether a word of the name begins as the last word typed, by the letters of any keyboard."""
    last = words(typed)[-1]
    begins = (fold(last), fold(restored(last)))
    names = (name.text, *name.others)
    return any(fold(word).startswith(begins) for written in names for word in words(written))


@given(st.text(alphabet="akårnösuhjt/-2 ", max_size=20))
def test_a_completion_keeps_what_was_typed_and_begins_as_it(typed: str) -> None:
    by_text = {name.text: name for name in NAMES}
    for completed in COMPLETIONS.of(typed):
        name = max((text for text in by_text if completed.text.endswith(text)), key=len)
        head = completed.text.removesuffix(name)
        assert " ".join(typed.split()).startswith(head.strip())
        assert starts(typed, by_text[name])
