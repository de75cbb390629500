"""What is shown of a section: never half a statement, never one without what it depends on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.agreements.binding import SHORT, together
from directory.agreements.document import Block, BlockKind, Section
from directory.agreements.excerpt import LEFT_OUT, Excerpt, excerpt, whole
from directory.agreements.sentences import sentences, statements
from directory.agreements.worth import Worth
from tests.agreements import paragraph, section

FILLER = "Den här meningen handlar om någonting helt annat och är lika lång som de flesta är."
LONG = " ".join([FILLER] * 5)


def about(*words: str) -> Worth:
    """A question that asks for these words."""
    return lambda word: {word: 1.0} if word in words else {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ring jouren. Ta prover.", ("Ring jouren.", "Ta prover.")),
        ("Ge t.ex. Alvedon. Ring sedan.", ("Ge t.ex. Alvedon.", "Ring sedan.")),
        ("Bl.a. Waran och ev. Eliquis sätts ut.", ("Bl.a. Waran och ev. Eliquis sätts ut.",)),
        ("Öppet kl. 8–16. Ring då.", ("Öppet kl. 8–16.", "Ring då.")),
        ("Ges ca. 10 dagar, dvs. Två veckor om svar saknas.", ("Ges ca. 10 dagar, dvs. Två veckor om svar saknas.",)),
        ("Ge 2.5 mg. Därefter 5 mg dagligen.", ("Ge 2.5 mg. Därefter 5 mg dagligen.",)),
        ("Gränsen är 0,5. Under den remitteras patienten.", ("Gränsen är 0,5.", "Under den remitteras patienten.")),
        ("F.d. Rökare räknas som rökare. Fråga alla.", ("F.d. Rökare räknas som rökare.", "Fråga alla.")),
        ("Gör så: 1. Ring jouren. 2. Ta EKG.", ("Gör så: 1. Ring jouren.", "2. Ta EKG.")),
        ("1. Ring jouren. 2. Ta EKG.", ("1. Ring jouren.", "2. Ta EKG.")),
        ("Remiss skickas (se nedan). Därefter väntar man.", ("Remiss skickas (se nedan).", "Därefter väntar man.")),
        ("Kreatinin över 150? Ring njurjouren!", ("Kreatinin över 150?", "Ring njurjouren!")),
        ("Enl. R. Berg m.fl. Gäller vuxna.", ("Enl. R. Berg m.fl. Gäller vuxna.",)),
        ("Gäller t.o.m. 2027 och fr.o.m. 2026.", ("Gäller t.o.m. 2027 och fr.o.m. 2026.",)),
        ("", ()),
    ],
)  # fmt: skip
def test_where_a_sentence_ends(text: str, said: tuple[str, ...]) -> None:
    assert sentences(text) == said


def test_a_short_section_is_shown_whole_whatever_is_asked() -> None:
    text = (
        "ACE-hämmare och ARB är kontraindicerade vid graviditet. Labetalol eller nifedipin. "
        "Tidigare preeklampsi: årlig blodtryckskontroll livslångt."
    )
    one = section("Gravida", text)
    for words in ((), ("graviditet",), ("preeklampsi",)):
        assert excerpt(one, about(*words)).lines == (text,)


def test_sixty_words_are_short_and_sixty_one_are_not() -> None:
    sixty = " ".join(f"Ord{n}." for n in range(SHORT))
    assert excerpt(section("A", sixty), about("ord0")).is_whole
    assert not excerpt(section("A", paragraph(sixty), paragraph("Ett.")), about("ett")).is_whole


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("först", "Först. …"),
        ("mitt", "… Mitt i. …"),
        ("sist", "… Sist."),
        ("finnsinte", "Först. …"),
    ],
)
def test_what_is_left_out_is_told_where_it_is_left_out(wanted: str, shown: str) -> None:
    one = section("A", "Först.", LONG, "Mitt i.", LONG, "Sist.")
    assert " ".join(excerpt(one, about(wanted)).lines) == shown


@pytest.mark.parametrize(
    "goes_on",
    [
        "Undantag: gravida remitteras alltid.",
        "Gäller inte barn.",
        "Men inte vid deltavåg.",
        "Dock högst tio dagar.",
        "Annars vanlig remiss.",
        "Övriga sköts på hälsocentral.",
        "Däröver remitteras patienten.",
        "Inte till den som är över 75.",
        "Detta gäller inte vid njursvikt.",
        "I övrigt egenvård.",
    ],
)
def test_neither_a_rule_nor_its_exception_stands_alone(goes_on: str) -> None:
    rule = "Betablockerare sätts in på hälsocentral."
    one = section("A", LONG, rule, goes_on, LONG)
    for word in ("betablockerare", goes_on.split()[-1].strip(".").casefold()):
        assert excerpt(one, about(word)).lines == (f"{LEFT_OUT} {rule}", f"{goes_on} {LEFT_OUT}")


@pytest.mark.parametrize(
    "goes_on",
    [
        "Om det kvarstår: ring jouren samma dag.",
        "Vid feber ges antibiotika.",
        "Därefter tas ett nytt prov.",
        "Högre värden remitteras.",
        "Samma dos ges till äldre.",
    ],
)
def test_what_goes_on_has_what_it_goes_on_from_before_it(goes_on: str) -> None:
    start = "PSA tas var sjätte månad."
    one = section("A", LONG, start, goes_on, LONG)
    word = goes_on.split()[-1].strip(".")
    assert excerpt(one, about(word)).lines == (f"{LEFT_OUT} {start}", f"{goes_on} {LEFT_OUT}")


def test_one_case_is_not_shown_without_the_other() -> None:
    cases = (
        "Symtom senaste två veckorna: skickas samma dag till akutmottagning. "
        "Äldre händelse: snabb remiss till mottagningen."
    )
    one = section("A", paragraph(f"{LONG} {cases} {LONG}"))
    for word in ("akutmottagning", "snabb"):
        assert cases in " ".join(excerpt(one, about(word)).lines)


def item(text: str, lead: str, level: int = 0) -> Block:
    return Block(BlockKind.ITEM, text, lead, level)


def test_a_point_is_never_shown_without_what_its_list_stands_under() -> None:
    lead = "Remiss skickas inte vid:"
    points = [item(f"{letter}-besvär {FILLER}", lead) for letter in "abcdefgh"]
    one = section("Remiss", paragraph(f"{FILLER} {lead}"), *points)
    shown = excerpt(one, about("d"))
    assert shown.lines == (
        f"{FILLER} {lead} {LEFT_OUT}",
        f"• {points[3].text} {LEFT_OUT}",
    )
    assert excerpt(one, about("remiss")).lines == (
        f"{FILLER} {lead}",
        f"• {points[0].text} {LEFT_OUT}",
    )


def test_a_list_under_its_heading_says_so() -> None:
    lead = "Remitteras inte"
    points = [item(f"{letter}-besvär {FILLER}", lead) for letter in "abcdefgh"]
    shown = excerpt(section(lead, *points), about("d"))
    assert shown.lines == (lead, f"• {LEFT_OUT} {points[3].text} {LEFT_OUT}")


def test_a_point_within_a_point_has_both_above_it() -> None:
    lead, outer = "Ring jouren vid:", "feber och något av:"
    one = section(
        "A",
        paragraph(lead),
        item(f"kramp {LONG}", lead),
        item(outer, lead),
        item(f"nackstelhet {FILLER}", f"{lead} {outer}", 1),
        item(f"utslag {FILLER}", f"{lead} {outer}", 1),
    )
    text = " ".join(excerpt(one, about("utslag")).lines)
    assert lead in text and outer in text and "kramp" not in text
    assert text.index(lead) < text.index(outer) < text.index("utslag")


def test_a_short_table_is_shown_whole_and_the_row_of_the_rest_with_the_others() -> None:
    rows = [Block(BlockKind.ROW, f"Ålder: {age}; Dos: {age} mg") for age in (10, 20, 30)]
    one = section("Dos", LONG, *rows, LONG)
    assert all(row.text in " ".join(excerpt(one, about("20")).lines) for row in rows)
    long = [Block(BlockKind.ROW, f"Grupp: {age} {FILLER}") for age in "abcd"]
    other = Block(BlockKind.ROW, f"Övriga: inget {FILLER}")
    text = " ".join(excerpt(section("Dos", *long, other), about("inget")).lines)
    assert long[-1].text in text and other.text in text


def test_a_heading_shows_what_it_has_when_nothing_is_asked() -> None:
    one = section("A", "Först. Sedan.", LONG)
    first, rest = excerpt(one).lines
    assert first == "Först. Sedan." and rest.endswith(LEFT_OUT)
    assert excerpt(one, most=200).is_whole


WORDS = st.sampled_from(
    [
        "remiss",
        "gravid",
        "inte",
        "0,5",
        "mg.",
        "t.ex.",
        "över",
        "70",
        "Undantag",
        "Om",
        "Vid",
        "Annars",
        "Barn:",
        "Dos",
        "Ring",
        "kl.",
        "8",
        "jouren",
    ]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=7).map(" ".join)
LEAD = st.sampled_from(("", "Ska inte remitteras:", "Remiss vid:"))
BLOCK = st.one_of(
    TEXT.map(paragraph),
    st.builds(Block, st.just(BlockKind.ITEM), TEXT, LEAD, st.integers(0, 2)),
    st.builds(Block, st.just(BlockKind.ROW), TEXT, LEAD),
    st.just(paragraph("Ska inte remitteras:")),
)
SECTION = st.lists(BLOCK, min_size=1, max_size=12).map(lambda blocks: section("A", *blocks))
ASKED = st.lists(
    st.sampled_from(("remiss", "gravid", "70", "dos", "jouren", "finnsinte")), max_size=3
)


@settings(max_examples=300, deadline=None)
@given(SECTION, ASKED)
def test_what_is_shown_is_whole_statements_in_order(one: Section, asked: list[str]) -> None:
    said, shown = statements(one), excerpt(one, about(*asked))
    assert list(shown.numbers) == sorted(set(shown.numbers)) and shown.numbers
    bound = together(one, said)
    assert all(bound[number] <= set(shown.numbers) for number in shown.numbers)
    text, place = "\n".join(shown.lines), 0
    for words in _expected(shown):
        place = text.index(words, place) + len(words)
    assert text.count(LEFT_OUT) == _expected(shown).count(LEFT_OUT)
    if sum(len(statement.text.split()) for statement in said) <= SHORT:
        assert shown.is_whole


def _expected(shown: Excerpt) -> list[str]:
    """The statements, and a ”…” exactly where one is left out."""
    said, expected, before = statements(shown.section), list[str](), -1
    for number in (*shown.numbers, len(said)):
        expected += [LEFT_OUT] if number > before + 1 else []
        expected += [said[number].text] if number < len(said) else []
        before = number
    return expected


@given(SECTION)
def test_the_whole_of_a_section_leaves_nothing_out(one: Section) -> None:
    text = " ".join(whole(one).lines)
    assert LEFT_OUT not in text
    assert all(statement.text in text for statement in statements(one))


@given(TEXT)
def test_sentences_are_all_of_the_text(text: str) -> None:
    assert " ".join(sentences(text)) == text
