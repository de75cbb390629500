"""Each part of a card as blocks, and cards too long for one message."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import (
    Actions,
    Button,
    CalendarAddress,
    Card,
    Choices,
    Contact,
    Facts,
    Form,
    Heading,
    Link,
    More,
    Notice,
    Option,
    Part,
    Phones,
    Press,
    Schedule,
    ScheduleRow,
    Source,
    Step,
    Table,
    TableEntry,
    TableRow,
    Text,
    TextField,
    Tone,
)
from bot.platforms.slack.drawing.blocks import Message, home, message, view
from bot.platforms.slack.drawing.press_codec import ACTION_IDS, read_value
from tests.bot.platforms.slack.limits import Json, check_message, check_view
from tests.bot.platforms.slack.mrkdwn import buttons_of, check_harmless, labels_of, texts_of
from tests.gallery import HOSTILE, call, everything, number

PRESS = Press("konsult", action="visa", data={"service": "uro"})
ORIGIN = Press("konsult", "kardiologi")
INTERNAL = Contact("internt 5-1261", None, "Bakjour, internt")


def drawn(*parts: Part) -> list[Json]:
    shown = message(Card(parts), "text", origin=ORIGIN)
    check_message(shown)
    return list(shown.blocks)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Heading("Kardiologi · Norra", "nu tis 14:05"), "*Kardiologi · Norra*\nnu tis 14:05"),
        (Heading("Kardiologi"), "*Kardiologi*"),
        (Text("EKG", "Före samtalet"), "*Före samtalet:* EKG"),
        (Text("EKG"), "EKG"),
        (Text(("Ring ", call(12), ", annars (", call(13), ").")), "Ring <tel:+46846500412|08-465 004 12>, annars (<tel:+46846500413|08-465 004 13>)."),
        (Text((call(12), " eller ", INTERNAL)), "<tel:+46846500412|08-465 004 12> eller internt 5-1261"),
        (Notice("Sparat."), "Sparat."),
        (Notice("Stängt just då.", Tone.WARNING), "⚠️ Stängt just då."),
        (Step(1, "Konsultläkare", (call(12),), "16:00"), "*1. Konsultläkare*\n<tel:+46846500412|08-465 004 12> · till 16:00"),
        (Step(2, "Bakjour", (call(13, "Bakjour"), INTERNAL), "16:00"), "*2. Bakjour*\n<tel:+46846500413|08-465 004 13> eller internt 5-1261 · till 16:00"),
        (Step(3, "Bakjour", (call(13, "Jourtelefon"),)), "*3. Bakjour*\n<tel:+46846500413|08-465 004 13> Jourtelefon"),
        (Step(4, "Reservrutin", (), note="Ring medicin"), "*4. Reservrutin*\nRing medicin"),
        (Step(5, "Bakjour", (), "16:00", "upptagen", warning=True), "*5. Bakjour*\ntill 16:00\n⚠️ upptagen"),
        (Step(6, "Bakjour", warning=True), "*6. Bakjour ⚠️*"),
        (Step(7, "Sökare", (Contact("sökare *21*5#"),)), "*7. Sökare*\nsökare `*21*5#`"),
        (Phones((call(1, "Direkt", "vard 08–16"), Contact("ankn 12")), "Växeln"), "*Växeln*\n<tel:+46846500401|08-465 004 01> Direkt · vard 08–16\nankn 12"),
        (Phones((Contact("08-465 004 00", "https://example.org"),)), "08-465 004 00"),
        (Phones((Contact("", "tel:112"), Contact("", None, "Huvudnummer"))), "<tel:112|112>\nHuvudnummer"),
        (Facts((("MLA", "Rima"), ("", "x"), ("", ""))), "*MLA:* Rima\nx"),
        (Schedule((ScheduleRow("till 16:00", "bakjour", "Viveka", call(13)),), "Jour"), "*Jour*\n*till 16:00* bakjour\nViveka · <tel:+46846500413|08-465 004 13>"),
        (Schedule((ScheduleRow("", "bakjour", "", INTERNAL),)), "bakjour\ninternt 5-1261"),
    ],
)  # fmt: skip
def test_a_part_is_one_section(part: Part, text: str) -> None:
    (block,) = drawn(part)

    assert block["text"] == {"type": "mrkdwn", "text": text, "verbatim": True}


def test_a_table_is_a_section_for_each_row_with_what_it_leads_to() -> None:
    bakjour = (TableEntry("Anna", call(13), "till 16:00"), TableEntry("ingen inlagd", amiss=True))
    rows = (TableRow("Hud", ((), bakjour), press=PRESS), TableRow("Öron", ((), ()), "stängt"))
    heading, first, second = drawn(Table("Jour", ("Primärjour", "Bakjour"), rows, "Norra"))

    assert heading["text"]["text"] == "*Norra*"
    assert first["text"]["text"] == (
        "*Hud*\nBakjour: Anna · <tel:+46846500413|08-465 004 13> · till 16:00; ⚠️ ingen inlagd"
    )
    assert labels_of([first]) == ["Visa"]
    assert second["text"]["text"] == "*Öron* · stängt"


def test_the_source_is_small_and_says_when_it_is_old() -> None:
    fresh, stale = drawn(Source("Schema inläst 14:05"), Source("Schema inläst i går", stale=True))

    assert fresh["elements"][0]["text"] == "Schema inläst 14:05"
    assert stale["elements"][0]["text"] == "⚠️ Schema inläst i går"


def test_a_link_is_one_whatever_its_words_hold() -> None:
    (block,) = drawn(Link("Öppna *a|b>", "https://region.example/a?b=1&c=2"))

    assert block["text"]["text"] == "<https://region.example/a?b=1&amp;c=2|Öppna ∗a¦b&gt;>"


def test_buttons_stand_in_a_row_and_carry_their_presses() -> None:
    (row,) = drawn(Actions((Button("Fick ej svar", PRESS, primary=True), Button("Visa jouren", ORIGIN, keep=True))))  # fmt: skip

    first, second = row["elements"]
    carried = [read_value(button["value"]) for button in (first, second)]
    assert [c.press for c in carried if c] == [PRESS, ORIGIN]
    assert [c.keep for c in carried if c] == [False, True]
    assert (first["style"], second.get("style")) == ("primary", None)
    assert all(ACTION_IDS.fullmatch(button["action_id"]) for button in (first, second))


def test_choices_without_reasons_are_a_row_and_leave_the_question() -> None:
    asked, row = drawn(Choices("Vilken", (Option("Urologi", PRESS), Option("Neurologi", PRESS))))

    assert asked["text"]["text"] == "*Vilken:*"
    assert labels_of([row]) == ["Urologi", "Neurologi"]
    assert [c.keep for b in row["elements"] if (c := read_value(b["value"]))] == [True, True]


def test_a_reason_stands_beside_its_choice() -> None:
    asked, first, second = drawn(Choices("Menade du?", (Option("Urologi", PRESS, "”uro”"), Option("Neurologi", PRESS))))  # fmt: skip

    assert asked["text"]["text"] == "*Menade du?*"
    assert (first["text"]["text"], first["accessory"]["text"]["text"]) == ("”uro”", "Urologi")
    assert labels_of([second]) == ["Neurologi"]


def test_a_label_too_long_for_its_button_stands_whole_beside_it() -> None:
    label = "Akutmottagningen " * 4 + number(12)

    for parts in (Actions((Button(label, PRESS),)), Choices("", (Option(label, PRESS, "skäl"),))):
        blocks = drawn(parts)
        assert any(label in text for text in texts_of(blocks))
        assert labels_of(blocks) == ["Akutmottagningen " * 3 + "Akutmottagningen…"]


def test_a_press_too_long_to_carry_is_words_and_no_button() -> None:
    long = Press("konsult", "x" * 2000)

    blocks = drawn(Actions((Button("Visa", long),)), Choices("Vilken?", (Option("En", long, "skäl"),)))  # fmt: skip

    assert labels_of(blocks) == []
    assert texts_of(blocks) == ["Visa", "Vilken?", "En · skäl"]


def test_a_row_holds_as_many_buttons_as_slack_takes() -> None:
    first, second = drawn(Actions(tuple(Button(f"Val {n}", PRESS) for n in range(30))))

    assert (len(first["elements"]), len(second["elements"])) == (25, 5)


def test_the_largest_choice_fits_beside_the_buttons_that_turn_the_page() -> None:
    largest = Option("😀" * 76, Press("k", '"' * 980), "😀" * 290)
    origin = Press("k", '"' * 460)

    pages = pages_of(Card((Choices("Vilken?", (largest,) * 4),)), origin=origin)

    assert len(pages) > 1
    assert all("sida" in labels_of(page.blocks)[-1] for page in pages)


def test_what_is_folded_opens_with_a_button_at_the_end_of_the_row() -> None:
    card = Card((More((Text("mer"),)), Actions((Button("Annan tid", PRESS),))))

    folded = message(card, "", origin=ORIGIN)
    opened = message(card, "", origin=ORIGIN, unfolded=True)

    assert labels_of(folded.blocks) == ["Annan tid", "Visa mer"]
    assert texts_of(folded.blocks) == []
    again = read_value(buttons_of(folded.blocks)[1]["value"])
    assert again is not None
    assert (again.press, again.unfolded, again.keep) == (ORIGIN, True, False)
    assert texts_of(opened.blocks) == ["mer"]
    assert labels_of(opened.blocks) == ["Annan tid"]


@pytest.mark.parametrize("origin", [None, Press("konsult", "😀" * 300)])
def test_nothing_is_folded_where_the_question_cannot_be_asked_again(origin: Press | None) -> None:
    shown = message(Card((More((Text("mer"),)),)), "", origin=origin)

    assert texts_of(shown.blocks) == ["mer"]


def test_an_empty_card_is_not_an_empty_message() -> None:
    for card in (Card(()), Card((Text(""), Heading(" "), Phones(()), More(()), Actions(())))):
        shown = message(card, " ")
        check_message(shown)
        check_view(view(card))
        check_view(home(card))
        assert (shown.text, texts_of(shown.blocks)) == ("konsult", ["Inget att visa."])


def test_a_form_in_a_message_is_a_button_that_asks_again() -> None:
    form = Form("Byt hemenhet", (TextField("enhet", "Hemenhet"),), Press("jag", action="sök"))

    asked = buttons_of(message(Card((), form), "", origin=ORIGIN).blocks)
    pushed = buttons_of(home(Card((), form))["blocks"])

    assert [button["text"]["text"] for button in (*asked, *pushed)] == ["Byt hemenhet"] * 2
    carried = [read_value(button["value"]) for button in (*asked, *pushed)]
    assert [c.press for c in carried if c] == [ORIGIN, form.press]


# -- cards that are too long ------------------------------------------------------------


def pages_of(card: Card, *, origin: Press | None = ORIGIN, unfolded: bool = True) -> list[Message]:
    """Every page, each within the limits; one past the last is the last."""
    pages: list[Message] = []
    for page in count():
        shown = message(card, "", origin=origin, unfolded=unfolded, page=page)
        check_message(shown)
        if pages and shown == pages[-1]:
            return pages
        pages.append(shown)
    raise AssertionError


def test_a_long_card_has_pages_and_no_number_is_lost() -> None:
    steps = tuple(Step(n, f"Bakjour {n}", (Contact(f"internt {5000 + n}"),)) for n in range(120))

    pages = pages_of(Card(steps))

    assert [labels_of(page.blocks) for page in pages] == [
        ["Visa mer (sida 2 av 3)"],
        ["Tillbaka (sida 1 av 3)", "Visa mer (sida 3 av 3)"],
        ["Tillbaka (sida 2 av 3)"],
    ]
    turned = read_value(buttons_of(pages[0].blocks)[0]["value"])
    assert turned is not None
    assert (turned.press, turned.page, turned.unfolded) == (ORIGIN, 1, True)
    told = "\n".join(text for page in pages for text in texts_of(page.blocks))
    assert all(f"internt {5000 + n}" in told for n in range(120))


def test_a_question_is_carried_to_every_page_or_to_none() -> None:
    card = Card(tuple(Notice("å" * 290) for _ in range(40)))

    for length in range(455, 475):
        turned = ["sida" in "".join(labels_of(page.blocks)) for page in pages_of(card, origin=Press("k", '"' * length))]  # fmt: skip
        assert all(turned) or not any(turned)


def test_a_page_that_cannot_be_turned_says_so() -> None:
    pages = pages_of(Card(tuple(Step(n, "Bakjour") for n in range(120))), origin=None)

    assert texts_of(pages[0].blocks)[-1] == "Allt får inte plats här. Sida 1 av 3."


def test_a_view_that_is_too_long_says_so_and_keeps_its_questions() -> None:
    form = Form("Fråga", (TextField("a", "A"),), PRESS)
    parts = tuple(Step(n, "Bakjour") for n in range(150))

    drawn_view = view(Card(parts, form))

    check_view(drawn_view)
    assert drawn_view["blocks"][-1]["type"] == "input"
    assert texts_of(drawn_view["blocks"])[-1] == "Allt får inte plats här."
    check_view(home(Card(parts)))


# -- any text, anywhere -----------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "x", *HOSTILE])
def test_a_text_stays_a_text_and_every_limit_is_kept(text: str) -> None:
    card = everything(text)

    for page in pages_of(card, origin=Press("k", text)):
        for block in page.blocks:
            if block["type"] == "section":
                check_harmless(block["text"]["text"])
    for shown in (message(card, text), message(card, text, origin=ORIGIN)):
        check_message(shown)
        check_harmless(shown.text)
    check_view(view(card))
    check_view(home(card))


ANY = st.text(max_size=120) | st.sampled_from(HOSTILE).map(lambda text: text[:400])
CONTACTS = st.builds(
    lambda last, ringable, label: call(last, label) if ringable else Contact(f"sökare {70_000 + last}", None, label),
    st.integers(0, 99), st.booleans(), ANY,
)  # fmt: skip
MANY = st.lists(CONTACTS, max_size=12).map(tuple)
PRESSES = st.builds(Press, ANY, ANY, ANY, st.dictionaries(ANY, ANY, max_size=3))
CELLS = st.lists(
    st.builds(TableEntry, ANY, st.none() | CONTACTS, ANY, st.booleans()), max_size=3
).map(tuple)
TABLE_ROWS = st.builds(
    TableRow, ANY, st.tuples(CELLS, CELLS), ANY, st.none() | CONTACTS, st.none() | PRESSES
)
TABLES = st.builds(
    Table, ANY, st.tuples(ANY, ANY), st.lists(TABLE_ROWS, max_size=4).map(tuple), ANY
)
PLAIN_PARTS = st.one_of(
    st.builds(Heading, ANY, ANY),
    st.builds(Text, ANY, ANY),
    st.builds(Text, st.lists(ANY | CONTACTS, max_size=5).map(tuple)),
    st.builds(Step, st.integers(0, 200), ANY, MANY, ANY, ANY, st.booleans()),
    st.builds(Phones, MANY, ANY),
    st.builds(Facts, st.lists(st.tuples(ANY, ANY), max_size=5).map(tuple)),
    st.builds(
        Schedule,
        st.lists(st.builds(ScheduleRow, ANY, ANY, ANY, CONTACTS), max_size=8).map(tuple),
        ANY,
    ),
    TABLES,
    st.builds(Choices, ANY, st.lists(st.builds(Option, ANY, PRESSES, ANY), max_size=30).map(tuple)),
    st.builds(Actions, st.lists(st.builds(Button, ANY, PRESSES), max_size=40).map(tuple)),
    st.builds(Source, ANY, st.booleans()),
    st.builds(Link, ANY, st.just("https://region.example/a?b=1&c=2")),
)
PARTS = PLAIN_PARTS | st.builds(More, st.lists(PLAIN_PARTS, max_size=4).map(tuple), ANY)


@given(st.lists(PARTS, max_size=12).map(tuple), st.none() | PRESSES)
@settings(max_examples=150, deadline=None)
def test_any_card_keeps_the_limits_and_its_numbers(
    parts: tuple[Part, ...], origin: Press | None
) -> None:
    card = Card(parts)

    pages = pages_of(card, origin=origin)
    check_message(message(card, "", origin=origin))
    check_view(home(card))

    told = "\n".join(text for page in pages for text in texts_of(page.blocks))
    assert all(number in told for number in numbers_of(parts))


def numbers_of(parts: tuple[Part, ...]) -> list[str]:
    contacts: list[Contact] = []
    for part in parts:
        match part:
            case Step() | Phones():
                contacts += part.contacts
            case Text():
                contacts += [run for run in part.runs if isinstance(run, Contact)]
            case Schedule():
                contacts += [line.contact for line in part.lines if line.contact]
            case Table():
                contacts += [row.contact for row in part.rows if row.contact]
                entries = [entry for row in part.rows for cell in row.cells for entry in cell]
                contacts += [entry.contact for entry in entries if entry.contact]
            case More():
                contacts += [Contact(text) for text in numbers_of(part.parts)]
            case _:
                pass
    return [contact.text for contact in contacts]


def test_a_calendars_address_stands_whole_sign_by_sign() -> None:
    address = "https://k.example/kalender/Ab_1-2345678901_c.ics?a=1&b=2"
    (block,) = drawn(CalendarAddress(address))
    assert block["text"]["text"] == f"`{address.replace('&', '&amp;')}`"


def test_a_paragraph_keeps_its_lines_and_no_other_part_does() -> None:
    """A line that begins with a sign of markup is no markup."""
    paragraph, notice = drawn(
        Text("Gel:\n> 1 mg\n_i två veckor_", "I stället"), Notice("Slut\nåter")
    )
    assert paragraph["text"]["text"] == "*I stället:* Gel:\n› 1 mg\nˍi två veckorˍ"
    assert notice["text"]["text"] == "Slut åter"
