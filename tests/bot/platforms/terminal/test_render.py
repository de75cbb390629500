"""Every part and field as text: aligned, harmless, nothing left out."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import (
    Actions,
    Button,
    CalendarAddress,
    Card,
    CheckboxField,
    Choices,
    Contact,
    DateField,
    Facts,
    Form,
    Heading,
    Link,
    More,
    MultiSelectField,
    Notice,
    Option,
    Part,
    Phones,
    Press,
    Schedule,
    ScheduleRow,
    SelectField,
    Source,
    Step,
    Subheading,
    Table,
    TableEntry,
    TableRow,
    Text,
    TextField,
    TimeField,
    Tone,
)
from bot.platforms.terminal.as_json import card_json
from bot.platforms.terminal.pressing import find_press
from bot.platforms.terminal.render import card_lines, card_text
from tests.gallery import HOSTILE, every_part, everything

NUMBER = Contact("08-465 004 12", "tel:+46846500412", "Jourtelefon", "kontrollerat 3 okt")
CALLED = Contact("08-465 004 12", "tel:+46846500412", "Jourtelefon")
PRESS = Press("konsult", "hud")

TABLE: list[tuple[Part, str]] = [
    (Heading("Kardiologi", "nu tis 14:05"), "Kardiologi · nu tis 14:05"),
    (Heading("Kardiologi"), "Kardiologi"),
    (Subheading("Om ingen svarar"), "Om ingen svarar:"),
    (Text("EKG taget", "Före samtalet"), "Före samtalet: EKG taget"),
    (Text(("Ring ", NUMBER, ", säg till."), "Nu"), "Nu: Ring 08-465 004 12, säg till."),
    (Notice("Stängt", Tone.WARNING), "Stängt"),
    (Step(1, "Bakjour", (CALLED,), "16:00"), "1 Bakjour  08-465 004 12  till 16:00"),
    (
        Step(1, "Natt", (Contact("08-1", detail="natt"), Contact("08-2", detail="stängt nu"))),
        "1 Natt  08-1  natt, eller 08-2 (stängt nu)",
    ),
    (
        Step(1, "Bakjour", (CALLED, Contact("sökare 71234")), "16:00", "fick ej svar"),
        "1 Bakjour  08-465 004 12  till 16:00, eller sökare 71234, fick ej svar",
    ),
    (Step(2, "Bakjour", note="inget nummer finns här"), "2 Bakjour  inget nummer finns här"),
    (Phones((NUMBER,), "Akuten"), "Akuten\n08-465 004 12  Jourtelefon  kontrollerat 3 okt"),
    (Facts((("Öppet", "8–17"), ("Adress", "Ån 1"))), "Öppet:   8–17\nAdress:  Ån 1"),
    (
        Schedule(
            (ScheduleRow("tis", "Bakjour", "Anna", NUMBER), ScheduleRow("onsdag", "Jour", "Bo")),
            "Jour",
        ),
        "Jour\ntis     Bakjour  Anna  08-465 004 12\nonsdag  Jour     Bo",
    ),
    (
        Table(
            "Jour",
            ("Primärjour", "Bakjour"),
            (
                TableRow("Hud", ((), (TableEntry("Anna", NUMBER, "till 16:00"),))),
                TableRow(
                    "Öron",
                    ((TableEntry("Bo"),), (TableEntry("ingen inlagd", amiss=True),)),
                    "stängt",
                ),
            ),
            "Norra",
        ),
        "Norra\n"
        "Hud\n"
        "  Bakjour     Anna          08-465 004 12  till 16:00\n"
        "Öron  stängt\n"
        "  Primärjour  Bo\n"
        "  Bakjour     ingen inlagd",
    ),
    (
        Choices("Vilken?", (Option("Hud", PRESS, "”eksem”"), Option("Öron", PRESS))),
        "Vilken?\n–  Hud   ”eksem”  /konsult hud\n–  Öron           /konsult hud",
    ),
    (Actions((Button("Ja", PRESS), Button("Nej", PRESS))), "[Ja]  [Nej]"),
    (Source("Schema inläst 13:55"), "Schema inläst 13:55"),
    (Link("Öppna", "https://region.example/a"), "Öppna https://region.example/a"),
    (Source("Schema inläst i går", stale=True), "Obs: Schema inläst i går"),
    (
        CalendarAddress("https://k.example/kalender/a_b-1.ics"),
        "https://k.example/kalender/a_b-1.ics",
    ),
    (More((Text("mer"),)), "– Visa mer –\nmer"),
]


def test_a_table_stands_in_columns_where_the_window_is_wide_enough() -> None:
    table = next(part for part, _ in TABLE if isinstance(part, Table))
    wide = [line.plain for line in card_lines(Card((table,)), 80)]
    assert wide == [
        "Norra",
        "Jour    Primärjour  Bakjour",
        "Hud     –           Anna, till 16:00",
        "                    08-465 004 12",
        "Öron    Bo          ingen inlagd",
        "stängt",
    ]
    assert max(map(len, wide)) <= 40
    assert "\n".join(line.plain for line in card_lines(Card((table,)), 30)) == card_text(
        Card((table,))
    )


@pytest.mark.parametrize(("part", "text"), TABLE)
def test_a_part_as_text(part: Part, text: str) -> None:
    assert card_text(Card((part,))) == text


def test_steps_stand_in_columns() -> None:
    steps = (Step(1, "Konsultläkare", (CALLED,), "16:00"), Step(2, "Växeln", (CALLED,), note="säg"))
    assert card_text(Card(steps)).splitlines() == [
        "1 Konsultläkare  08-465 004 12  till 16:00",
        "2 Växeln         08-465 004 12  säg",
    ]


def test_steps_share_their_columns_over_a_heading_between_them() -> None:
    last = Step(2, "Växeln", (CALLED,), note="säg", brief=True)
    parts = (Step(1, "Konsultläkare", (CALLED,), "16:00"), Subheading("Om ingen svarar"), last)
    assert card_text(Card(parts)).splitlines() == [
        "1 Konsultläkare  08-465 004 12  till 16:00",
        "Om ingen svarar:",
        "2 Växeln         08-465 004 12  säg",
    ]


def test_a_form_shows_what_is_filled_in_and_what_is_wrong() -> None:
    fields = (
        TextField("a", "Namn", "Björken", error="Skriv ett namn."),
        SelectField("b", "Kön", (("1", "Ett"), ("2", "Två")), "2"),
        MultiSelectField("c", "Dagar", (("m", "mån"), ("t", "tis")), ("m", "t")),
        DateField("d", "Dag", "2026-11-24"),
        TimeField("e", "Tid", "08:00"),
        CheckboxField("f", "Varje vecka", checked=True),
        TextField("g", "I stället", "Gel.\nPlåster.", lines=3),
    )
    seen = card_text(Card((), Form("Rubrik", fields, PRESS, "Skicka")))
    assert seen.splitlines() == [
        "Rubrik",
        "  Namn: Björken",
        "    Skriv ett namn.",
        "  Kön: Två",
        "  Dagar: mån, tis",
        "  Dag: 2026-11-24",
        "  Tid: 08:00",
        "  Varje vecka: ja",
        "  I stället: Gel.",
        "    Plåster.",
        "[Skicka]",
    ]


@given(st.text(max_size=200))
def test_nothing_that_is_written_can_act_on_the_terminal(text: str) -> None:
    parts = (Heading(text, text), Notice(text), Text(text, text), Step(1, text, note=text))
    lines = [line.plain for line in card_lines(Card(parts))]
    assert len(lines) == 4 + text.count("\n"), "only a paragraph has lines of its own"
    kinds = {unicodedata.category(character) for line in lines for character in line}
    assert kinds.isdisjoint({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize("text", HOSTILE)
def test_no_part_and_no_field_lets_it(text: str) -> None:
    kinds = {unicodedata.category(character) for line in card_lines(everything(text)) for character in line.plain}  # fmt: skip
    assert kinds.isdisjoint({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def test_each_part_stands_in_the_table() -> None:
    assert {type(part) for part, _ in TABLE} == {type(part) for part in every_part("x")}


def test_control_characters_and_directions_are_taken_out() -> None:
    assert card_text(Card((Notice("a\x1b[31mb\u202ec\nd"),))) == "a[31mbc d"


def test_json_tells_each_part_and_keeps_the_button() -> None:
    card = Card((Actions((Button("Ja", Press("jag", action="byt", data={"a": "1"})),)),))
    [part] = json.loads(card_json(card))["parts"]
    assert part["part"] == "actions"
    assert part["buttons"][0]["press"]["data"] == {"a": "1"}


def test_a_button_is_found_wherever_it_is() -> None:
    deep = More((Choices("?", (Option("Långt in", PRESS),)),))
    card = Card((deep, Actions((Button("Ja", PRESS),))), Form("F", (), PRESS, "Skicka"))
    assert [find_press(card, w) for w in ("långt in", "JA", "skicka", "nej")] == [PRESS] * 3 + [
        None
    ]


def test_a_paragraph_keeps_its_lines_set_in() -> None:
    seen = card_text(Card((Text("Gel.\nKällor: plåster.", "I stället"),)))
    assert seen.splitlines() == ["I stället: Gel.", "  Källor: plåster."]
