"""The region's own words, and the limits of what they may mean."""

from directory.catalogue.specialties import official_lexicon
from directory.catalogue.terms import Term
from directory.names.found import Certainty, TargetKind
from directory.names.resolver import Names
from tests.builders import service
from tests.directory.names.region import NAMES, ids

LEXICON = official_lexicon()


def test_a_term_leads_to_its_service_or_specialty() -> None:
    assert ids(NAMES.subject("sviktlinjen")) == ["hjartsvikt-sodra"]
    assert ids(NAMES.subject("pumpdoktorn")) == ["kardiologi"]
    assert ids(NAMES.subject("snittdoktorn")) == ["kirurgi"]


def test_a_term_to_nowhere_is_passed_over() -> None:
    assert NAMES.subject("vilse").certainty is Certainty.NOTHING


def test_an_alias_leads_to_its_service() -> None:
    found = NAMES.subject("kardiologi nord")
    assert (found.certainty, ids(found)) == (Certainty.SURE, ["kardiologi-norra"])
    assert found.hits[0].target.kind is TargetKind.SERVICE


def test_an_alias_that_two_services_share_is_a_choice() -> None:
    found = NAMES.subject("bukjouren")
    assert (found.certainty, ids(found)) == (Certainty.CHOICE, ["kirurgi-norra", "kirurgi-sodra"])


def test_an_alias_known_to_all_is_the_service_when_no_other_could_be_meant() -> None:
    assert ids(NAMES.subject("hjärtjouren")) == ["kardiologi-norra"]


def test_an_alias_known_to_all_is_a_choice_when_another_could_be_meant() -> None:
    found = NAMES.subject("kirurgjouren")
    assert (found.certainty, ids(found)) == (Certainty.CHOICE, ["kirurgi-norra", "kirurgi"])


def test_an_official_name_is_never_given_another_meaning() -> None:
    hijacked = (service("x", name="Urologi", specialty="kirurgi", aliases=("Ortopedi",)),)
    names = Names(LEXICON, hijacked, (), (Term("Neurologi", "x"),))
    for official in ("urologi", "ortopedi", "neurologi"):
        assert ids(names.subject(official)) == [official]
