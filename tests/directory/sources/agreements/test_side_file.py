"""What is filled in comes back from the reader as it was written, and nothing else with it."""

from hypothesis import given
from hypothesis import strategies as st

from directory.sources.agreements.front_matter import read_head
from directory.sources.agreements.prose import prose
from directory.sources.agreements.side_file import answer_fault, side_file


@given(st.text(max_size=200))
def test_whatever_is_filled_in_stays_a_text(text: str) -> None:
    part = read_head(side_file({"owner": text, "version": "1.10"}).decode(), "sidfilen")
    assert part.wrong == () and part.doubtful == ()
    assert set(part.values) <= {"owner", "version"}
    assert part.values["version"] == "1.10"
    if prose(text) not in ("", "-", "–", "—", "−") and prose(text).casefold() != "tills vidare":
        assert part.values["owner"] == prose(text)


def test_the_reader_says_what_is_wrong() -> None:
    assert answer_fault("valid_to", "31 dec") == "Skriv datumet som 2026-11-24."
    assert answer_fault("valid_to", "tills vidare") == ""
    assert answer_fault("acknowledge", "kanske") == "Skriv ja eller nej."
    assert "små bokstäver" in answer_fault("id", "Hjärtsvikt")
    assert answer_fault("owner", "]: {&x *x") == ""
    assert answer_fault("owner", "å" * 301) == "Skriv högst 300 tecken."
