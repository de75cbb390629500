"""What is claimed of a query, and how it is judged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.specialties import official_lexicon
from directory.catalogue.terms import Term
from directory.evaluation.lookup import (
    Claims,
    JudgedName,
    NameQuestion,
    figures,
    judge,
    predictions,
    table_lines,
)
from directory.names.resolver import Names
from tests.builders import at
from tests.directory.names.region import NAMES, SERVICES, UNITS

NOW = at("2026-11-24 14:05")
LEXICON = official_lexicon()
CLAIMS = Claims(NAMES, LEXICON.specialties, SERVICES)


def test_a_time_is_taken_away_before_the_words_are_read() -> None:
    assert CLAIMS.of("kirurgi i natt", NOW) == ("Kirurgi",)
    assert CLAIMS.of("bakjour medicin norra imorgon natt", NOW) == ("Internmedicin",)
    assert CLAIMS.of("i natt", NOW) == ()


def test_a_service_stands_for_its_specialty() -> None:
    assert CLAIMS.of("sviktlinjen", NOW) == ("Kardiologi",)
    assert CLAIMS.of("bukjouren", NOW) == ("Kirurgi",)


def test_a_unit_alone_stands_for_its_own_services() -> None:
    terms = (Term("röda huset", "kirurgkliniken-norra"),)
    names = Names(LEXICON, SERVICES, UNITS, terms)
    claims = Claims(names, LEXICON.specialties, SERVICES)
    assert claims.of("röda huset", NOW) == ("Kirurgi",)
    assert claims.of("björken", NOW) == ()


def test_a_suggestion_is_no_claim() -> None:
    assert CLAIMS.of("astrologi", NOW) == ()
    assert CLAIMS.of("", NOW) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    official = {specialty.name for specialty in LEXICON.specialties}
    assert set(CLAIMS.of(text, NOW)) <= official


def _judged(expected: tuple[str, ...], claimed: tuple[str, ...]) -> JudgedName:
    return JudgedName(NameQuestion("fråga", expected, "slag"), claimed)


def test_each_figure_is_a_share_of_the_questions_it_is_about() -> None:
    of = figures(
        [
            _judged(("A",), ("A",)),
            _judged(("A",), ("B", "A")),
            _judged(("A",), ()),
            _judged(("A", "B"), ("B", "C", "A")),
            _judged((), ("A",)),
            _judged((), ()),
        ]
    )
    assert of.count == 6
    assert (of.right_first, of.in_top, of.wrong_first, of.silent) == (0.5, 0.75, 0.25, 0.25)
    assert (of.all_in_top, of.on_nonsense) == (1.0, 0.5)


def test_a_share_of_nothing_is_no_figure() -> None:
    of = figures([])
    assert (of.count, of.right_first, of.on_nonsense) == (0, None, None)


def test_the_table_has_a_line_for_each_kind_and_three_for_all() -> None:
    judged = judge(
        [NameQuestion("kirurgi", ("Kirurgi",), "name"), NameQuestion("pizza", (), "nonsense")],
        lambda text: CLAIMS.of(text, NOW),
    )
    lines = table_lines(judged)
    assert [line.split()[0] for line in lines[1:]] == ["name", "nonsense", "ett", "val", "alla"]
    assert "0.000" in lines[2]
    assert "–" in lines[1]


def test_predictions_have_the_query_as_written() -> None:
    rows = [
        JudgedName(NameQuestion(" Kirurgi ", ("Kirurgi",), ""), ("Kirurgi",)),
        JudgedName(NameQuestion("yr", ("A", "B"), ""), ("B", "A")),
        JudgedName(NameQuestion("pizza", (), ""), ()),
    ]
    assert predictions(rows) == " Kirurgi \tKirurgi\nyr\tB|A\npizza\t\n"
