"""What is danger to life, and what only speaks of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.specialties import official_lexicon
from directory.names.danger import danger_in
from directory.names.danger.listed import (
    AcuteGroup,
    AnyOf,
    AnyWords,
    OfSet,
    Phrase,
    _phrase,
    acute_list,
)

ACUTE = """
hjärtstopp
hjälp hjärtstopp på avdelningen
hjartstopp
hjärstopp
anafylaxi
anafylaxsi efter geting
fått jordnötter, halsen svullnar igen och han kan knappt prata
medvetslös man i trapphuset
går inte att väcka
hon svarar inte på tilltal
stroke
misstänkt stroke för en timme sedan
sned i munnen och svag i höger arm sen tio minuter
sluddrar plötsligt
lungemboli
svullen vad och svår andnöd
meningit
feber och stel i nacken
septisk chock
feber 39,5 och bt 80/40
ketoacidos
typ 1-diabetes, kräks och slö, ketoner 5,1
intoxikation
har tagit 30 alvedon
treåring har druckit kaustiksoda
ätit mormors hjärtmedicin, 2 år
svalt ett knappcellsbatteri
tryck över bröstet och kallsvettig
kräks blod
blödningen går inte att stoppa
rivande smärta mellan skulderbladen
försökt ta livet av sig
hittad hängande, har hängt sig
eklampsi
gravid och krampar
navelsträngen hänger ute
krampar sedan 10 minuter
känd epilepsi, krampar nu
sat 79 trots syrgas
kalium 7,1
bs 1,8 och okontaktbar
kolmonoxid, hela familjen slö
huggormsbett
sugit på ett batteri
påkörd av bil, blek och puls 150
drunkningstillbud
brännskada i ansiktet med sot i näsan
112
ring ambulans
sos
giftinformation
gic
tidigare stroke, nu nytillkommen svaghet i vänster arm
inte feber men andas knappt
anaphylaxis
overdose paracetamol
chest pain and sweaty
blodtryck omätbart
hon är helt kall o blå o svarar inte
magblödning, tappar tryck
han är blå och rör sig inte
nedstucken utanför krogen
cyklist påkörd av bil, okontaktbar
står på ett broräcke och ska hoppa
fick ström i sig, hjärtklappning
föder i bilen
"""
NOT_ACUTE = """
inte andningspåverkad
ingen bröstsmärta och inte kallsvettig
utan nackstelhet, feber 38,6
nekar bröstsmärta
lungemboli utesluten
stroke för två år sedan
haft stroke
körkort efter stroke
får han köra bil efter hjärtinfarkt
strokerehab
strokemottagningen
rehabilitering efter stroke
hjärtstopp i anamnesen
hjärtinfarkt 2019
utredning efter anafylaxi
vaccination mot meningokocker inför resa
uppföljning lungemboli
sekundärprevention efter hjärtinfarkt
matförgiftning sedan i går
kramp i vaden på natten
gravid vecka 30, kramper i benen
bröstsmärta
ont i bröstet vid ansträngning sen en månad
suicidtankar utan planer
tagit alvedon mot huvudvärk
5-åring som tagit alvedon mot feber
hypertoni, bt 165/95
puls 72 bt 120/80
sat 96
kalium 4,9
krea 210
hudutslag sedan i somras
sömnapné
vill sluta röka
pizza
bilen startar inte
kaffet är slut
min telefon är död
kan inte prata just nu
vem har jour i natt
bakjouren svarar inte
han svarar inte på antibiotika
andfådd och svullna ben
har utslag efter penicillin, mår bra
hemma från jobbet, ont i halsen
gravid v 8 o tsh omätbart
överlämning 12/11 klockan 11.20
akut blindtarm
nekrotisk tå
"""


def _rows(written: str) -> list[str]:
    return [row for row in written.splitlines() if row]


@pytest.mark.parametrize("text", _rows(ACUTE))
def test_danger_to_life_is_known(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize("text", _rows(NOT_ACUTE))
def test_what_is_denied_past_or_something_else_is_no_danger(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    ("text", "poison"),
    [
        ("svalt 40 panodil", True),
        ("gic", True),
        ("hjärtstopp", False),
        ("matförgiftad, slö", False),
    ],
)
def test_a_poisoning_is_told_from_other_dangers(text: str, poison: bool) -> None:
    danger = danger_in(text)
    assert (danger is not None and danger.poison) is poison


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stroke", "neurologi"),
        ("8-åring som krampar sedan en kvart", "barn-och-ungdomsmedicin"),
        ("14-årig flicka, självmordsförsök", "barn-och-ungdomspsykiatri"),
        ("gravid v 34 med lungemboli", "obstetrik-och-gynekologi"),
        ("112", ""),
    ],
)
def test_whose_on_call_comes_next(text: str, first: str) -> None:
    danger = danger_in(text)
    assert danger is not None
    assert next(iter(danger.specialties), "") == first


@given(st.text(max_size=400))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    danger_in(text)


def test_the_list_names_only_official_specialties_and_its_own_sets() -> None:
    acute, known = acute_list(), {row.id for row in official_lexicon().specialties}
    for group in acute.groups:
        assert known.issuperset((*group.specialties, *group.children)), group.name
    elements = [e for phrase in _phrases() for e in phrase]
    used = {e.name for e in elements if isinstance(e, OfSet)}
    used |= {name for e in elements if isinstance(e, AnyOf) for name in e.sets}
    assert used <= acute.sets.keys() | acute.values.keys()
    assert acute.context.background <= acute.sets.keys()


def test_every_group_and_phrase_can_be_found() -> None:
    """A phrase that begins with a gap or holds no word would never, or always, be found."""
    for phrase in _phrases():
        assert isinstance(phrase[0], AnyOf | OfSet), phrase
        assert acute_list().needed(phrase), phrase
        words = [word for e in phrase if isinstance(e, AnyOf) for word in e.words]
        assert not [word for word in words if "*" in word[1:-1]], phrase


def _phrases() -> list[Phrase]:
    acute = acute_list()
    phrases = [part for g in acute.groups for together in g.told_by for part in together]
    phrases += [phrase for g in acute.groups for phrase in g.unless]
    return phrases + [phrase for rows in acute.sets.values() for phrase in rows]


GROUPS = acute_list().groups
EXAMPLES = [(group.name, text) for group in GROUPS for text in group.examples]
OTHERS = [text for group in GROUPS for text in group.others]


@pytest.mark.parametrize(("group", "text"), EXAMPLES)
def test_an_example_of_the_list_leads_to_its_group(group: str, text: str) -> None:
    danger = danger_in(text)
    assert danger is not None
    assert group in danger.groups


@pytest.mark.parametrize("text", OTHERS)
def test_a_counter_example_of_the_list_is_no_danger(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_reviewer_can_read_every_group(group: AcuteGroup) -> None:
    assert group.means.endswith(".")
    assert group.examples
    assert group.others


@pytest.mark.parametrize(
    "text",
    ["bebis med apné", "apnéer sedan i natt, tre veckor gammal", "svår dyspné, blå om läpparna"],
)
def test_words_with_another_accent_are_heard(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize("written", ["a| b", "a |b", "a||b", "|a", "a|", "tung| käk … ont"])
def test_an_alternative_that_a_blank_has_cut_in_two_is_refused_when_the_list_is_read(
    written: str,
) -> None:
    with pytest.raises(ValueError, match="alternative on both sides"):
        _phrase(written)


def test_what_may_stand_between_alternatives() -> None:
    assert _phrase("tung|<chock> … käk|hals") == (
        AnyOf(frozenset({"tung"}), frozenset({"chock"})),
        AnyWords(),
        AnyOf(frozenset({"kak", "hals"})),
    )
