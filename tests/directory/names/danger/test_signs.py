"""Signs of danger to life: which are enough alone, which need another, and what makes them none."""

import pytest

from directory.names.danger import danger_in
from directory.names.danger.listed import acute_list
from tests.paths import ROOT
from tests.tired.rows import read_questions

NOT_ACUTE = read_questions(ROOT / "tests" / "tired" / "notacute.tsv")
GROUPS = [group.name for group in acute_list().groups if group.seen]


@pytest.mark.parametrize(
    "text",
    [
        "blåaktig och puls 140",
        "tryck 82 och blek",
        "pox 88, dåsig",
        "frossa, blodtrycket 80",
        "ramlade i trappan, pupillerna olika stora",
        "hjärtfrekvensen 150, kallsvettig",
    ],
)
def test_signs_of_two_groups_are_danger(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "blek",
        "puls 138",
        "sat 89",
        "slö",
        "frossa",
        "spruta i axeln, såret fint",
        "ramlade i trappan",
        "svimmade, blek",  # of one group
        "svimmade",
        "andfådd, flämtar",
    ],
)
def test_signs_of_one_group_are_not(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "inte blek, puls 134",
        "blek i våras, puls 134",
        "blek, inte slö, ingen dyspné",
        "tryck 120, puls 72, blek",
        "puls 134, körkortsintyg, blek",
        "sat 86 sen länge, blek",
    ],
)
def test_a_sign_that_is_denied_past_or_harmless_adds_nothing(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("knivskuren i bröstet", "skador som ses"),
        ("hittades i dammen", "vatten"),
        ("rök i trapphuset, hes och hostar", "rök och sot"),
        ("fick 230 volt, svimmade", "ström"),
        ("rep runt halsen", "övergrepp mot halsen"),
        ("druckit kylarvätska", "förgiftning som ses"),
        ("födde i natt, blöder igenom allt", "graviditet som ses"),
        ("domnad i skrevet, kan inte kissa", "ryggmärg och kauda"),
        ("ler snett, svag i vänster hand", "nervsystemet nu"),
        ("känt bukaortaaneurysm, ont i ryggen sen i morse", "stora kroppspulsådern"),
        ("brädhård buk", "buk och bröst"),
        ("såret sprutar", "blödning som ses"),
        ("knastrar i låret, svartnar, feber", "svart och knastrande hud"),
        ("feber 39, slapp", "infektion som ses"),
        ("spädis 7 veckor, temp 38,2", "späda barn"),
        ("sockret 1,4, skakar", "socker och ketoner"),
        ("addison, kräks sen i natt", "kortisonbrist nu"),
        ("dreglar, väser", "luftväg"),
        ("af 44", "andning som ses"),
        ("bt 76, hr 140", "puls och blodtryck"),
        ("foten iskall och vit sen i natt, ont", "ben utan blod"),
        ("tryck över bröstet, kräks", "hjärtat nu"),
        ("eliquis, slog i huvudet, sluddrar", "skalle och blodförtunnande"),
        ("legat ute i kylan, omtöcknad", "värme och kyla som ses"),
        ("positivt gravtest, svimmade, ont i axeln", "utomkvedshavandeskap"),
        ("öppnar inte ögonen", "medvetande"),
        ("blek, sat 84", "blek och svimmar"),
    ],
)
def test_every_group_of_signs_is_found(text: str, group: str) -> None:
    danger = danger_in(text)
    assert danger is not None
    assert group in danger.groups
    assert group in GROUPS


def test_a_cause_is_answered_for_before_what_is_seen() -> None:
    danger = danger_in("sluddrar, tagit en hel burk propavan")
    assert danger is not None
    assert {"stroke", "förgiftning som ses"} <= set(danger.groups)
    assert danger.specialties.index("internmedicin") < danger.specialties.index("neurologi")


def test_what_is_past_in_another_clause_hides_no_sign_of_now() -> None:
    assert danger_in("stroke i våras, går inte att väcka") is not None
    assert danger_in("stroke i våras, nu bara trött") is None


def test_a_pulse_of_112_is_not_the_emergency_number() -> None:
    assert danger_in("tsh lågt, puls 112") is None
    assert danger_in("112") is not None


def test_a_number_is_read_after_an_inflected_word() -> None:
    assert danger_in("kaliumet 7,4") is not None
    assert danger_in("kaliumet 4,4") is None


@pytest.mark.parametrize("text", [question.text for question in NOT_ACUTE])
def test_what_only_speaks_of_danger_is_none(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["kallsvettig, 72 i tryck", "slö, 40,2 graders feber", "blek, 144 i puls", "rls 4", "gcs 6"],
)
def test_a_value_may_stand_before_its_word(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize("text", ["kallsvettig, 72 kilo", "hiss 4", "slö 38 puls 80", "rls 1"])
def test_a_number_of_something_else_is_no_value(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize("text", ["ho andas int", "han e blå å svarar inge", "får inge luft"])
def test_small_words_are_read_as_they_sound(text: str) -> None:
    assert danger_in(text) is not None


def test_a_gap_does_not_leave_its_clause() -> None:
    assert danger_in("nötter i kakan, svullnar i halsen") is not None
    assert danger_in("stel i axeln, magen bra, bröstet undersökt, 70 i tryck diastoliskt") is None
