"""Each kind of field as an input, and what comes back from a modal."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import (
    Card,
    CheckboxField,
    DateField,
    Form,
    FormField,
    MultiSelectField,
    Press,
    SelectField,
    Text,
    TextField,
    TimeField,
)
from bot.platforms.slack.drawing.blocks import view
from bot.platforms.slack.drawing.modal_state import answers_of, errors_of, pack_metadata, press_of
from tests.bot.platforms.slack.limits import Json, check_view, elements_of
from tests.bot.platforms.slack.mrkdwn import texts_of
from tests.gallery import HOSTILE, everything

PRESS = Press("jag", action="sök", data={"unit": "björken"})
WARDS = (("a", "Norra"), ("b", "Södra"), ("", "Ingen"))


def drawn(*fields: FormField, title: str = "Frågor") -> dict[str, Any]:
    shown = view(Card((), Form(title, fields, PRESS, "Sök")))
    check_view(shown)
    return shown


def option(value: str, label: str) -> Json:
    return {"text": {"type": "plain_text", "text": label, "emoji": False}, "value": value}


@pytest.mark.parametrize(
    ("field", "element", "optional"),
    [
        (TextField("f", "F", "Björken", max_length=40), {"type": "plain_text_input", "max_length": 40, "initial_value": "Björken"}, False),
        (TextField("f", "F", required=False, max_length=9000), {"type": "plain_text_input", "max_length": 3000}, True),
        (TextField("f", "F", "Gel.\n\x07  Plåster.", max_length=2000, lines=6), {"type": "plain_text_input", "max_length": 2000, "multiline": True, "initial_value": "Gel.\nPlåster."}, False),
        (TextField("f", "F", "Gel.\nPlåster."), {"type": "plain_text_input", "max_length": 100, "initial_value": "Gel. Plåster."}, False),
        (SelectField("f", "F", WARDS[:2], "b"), {"type": "static_select", "options": [option("a", "Norra"), option("b", "Södra")], "initial_option": option("b", "Södra")}, False),
        (SelectField("f", "F", WARDS[2:]), {"type": "static_select", "options": [option("∅", "Ingen")], "initial_option": option("∅", "Ingen")}, False),
        (MultiSelectField("f", "F", WARDS[:2], ("b",)), {"type": "multi_static_select", "options": [option("a", "Norra"), option("b", "Södra")], "initial_options": [option("b", "Södra")]}, True),
        (MultiSelectField("f", "F", WARDS[:1]), {"type": "multi_static_select", "options": [option("a", "Norra")]}, True),
        (DateField("f", "F", "2026-11-24"), {"type": "datepicker", "initial_date": "2026-11-24"}, True),
        (DateField("f", "F", "i morgon"), {"type": "datepicker"}, True),
        (TimeField("f", "F", "14:05"), {"type": "timepicker", "initial_time": "14:05"}, True),
        (TimeField("f", "F", "25:00"), {"type": "timepicker"}, True),
        (CheckboxField("f", "F", checked=True), {"type": "checkboxes", "options": [option("ja", "Ja")], "initial_options": [option("ja", "Ja")]}, True),
        (CheckboxField("f", "F"), {"type": "checkboxes", "options": [option("ja", "Ja")]}, True),
    ],
)  # fmt: skip
def test_a_field_is_an_input(field: FormField, element: Json, optional: bool) -> None:
    (block,) = drawn(field)["blocks"]

    assert block["label"]["text"] == "F"
    assert (block["block_id"], block["optional"]) == ("f", optional)
    assert block["element"] == {**element, "action_id": "f"}


def test_a_hint_stands_under_the_field_and_an_error_above_it() -> None:
    wrong, block = drawn(TextField("f", "F", hint="Namn eller ort", error="Skriv ett namn."))["blocks"]  # fmt: skip

    assert wrong["text"]["text"] == "⚠️ Skriv ett namn."
    assert block["hint"]["text"] == "Namn eller ort"


def test_a_short_title_is_the_title_of_the_modal_and_a_long_one_stands_in_it() -> None:
    short = drawn(TextField("f", "F"), title="Byt hemenhet")
    long = drawn(TextField("f", "F"), title="Kardiologi · Norra sjukhuset: annan tid")

    assert short["title"]["text"] == "Byt hemenhet"
    assert (short["submit"]["text"], short["close"]["text"]) == ("Sök", "Avbryt")
    assert long["title"]["text"] == "konsult"
    assert texts_of(long["blocks"]) == ["Kardiologi · Norra sjukhuset: annan tid"]


def test_a_form_with_parts_and_a_card_without_a_form() -> None:
    form = Form("Frågor", (TextField("f", "F"),), PRESS)

    both = view(Card((Text("Läs först"),), form), private_metadata=pack_metadata(PRESS))
    plain = view(Card((Text("Läs"),)), title="En rubrik som är för lång här")

    check_view(both)
    check_view(plain)
    assert [block["type"] for block in both["blocks"]] == ["section", "input"]
    assert press_of(both["private_metadata"]) == (PRESS, "")
    assert plain.get("submit") is None
    assert (plain["title"]["text"], plain["close"]["text"]) == ("En rubrik som är för…", "Stäng")


def test_many_options_are_in_groups_and_the_chosen_one_is_found() -> None:
    options = tuple((str(n), f"Enhet {n}") for n in range(250))

    (block,) = drawn(SelectField("f", "F", options, "249"))["blocks"]

    groups = block["element"]["option_groups"]
    assert [group["label"]["text"] for group in groups] == ["1–100", "101–200", "201–250"]
    assert block["element"]["initial_option"] == option("249", "Enhet 249")


def test_a_choice_among_nothing_is_words() -> None:
    (block,) = drawn(SelectField("f", "Enhet", ()))["blocks"]

    assert texts_of([block]) == ["Enhet: inget att välja"]


def test_what_would_come_back_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="option's value"):
        drawn(SelectField("f", "F", (("x" * 151, "X"),)))
    with pytest.raises(ValueError, match="private_metadata"):
        view(Card(()), private_metadata="x" * 3001)
    with pytest.raises(ValueError, match="do not fit"):
        pack_metadata(Press("jag", "x" * 3000))


def test_fields_of_the_same_name_have_blocks_of_their_own() -> None:
    shown = drawn(TextField("f", "F"), TextField("f", "F"), TextField("", "F"))

    assert [block["block_id"] for block in shown["blocks"]] == ["f", "f#1", "-"]


def test_errors_are_said_at_their_fields() -> None:
    fields = (
        TextField("enhet", "Enhet", error="Skriv namnet."),
        DateField("dag", "Dag"),
        DateField("dag", "Dag", error="För långt bort."),
        SelectField("val", "Val", (), error="Kan inte visas: ingen fråga finns."),
    )

    assert errors_of(Form("Frågor", fields, PRESS)) == {"enhet": "Skriv namnet.", "dag#2": "För långt bort."}  # fmt: skip


@pytest.mark.parametrize("text", ["", "x", *HOSTILE])
def test_any_text_keeps_the_limits_and_errors_find_their_inputs(text: str) -> None:
    card = everything(text)
    shown = view(card)

    check_view(shown)
    inputs = {block["block_id"] for block in shown["blocks"] if block["type"] == "input"}
    assert card.form is not None
    errors = errors_of(card.form)
    assert errors.keys() <= inputs
    assert all(0 < len(error) <= 3000 for error in errors.values())


# -- what comes back --------------------------------------------------------------------


def untouched(shown: Json) -> dict[str, Any]:
    """The state that Slack sends of a modal whose inputs nobody has changed."""
    return {
        block["block_id"]: {element["action_id"]: state_of(element)}
        for block in shown["blocks"]
        if block["type"] == "input"
        for element in elements_of([block])
    }


def state_of(element: Json) -> dict[str, Any]:
    chosen: dict[str, Any] = {"type": element["type"]}
    match element["type"]:
        case "plain_text_input":
            chosen["value"] = element.get("initial_value")
        case "static_select":
            chosen["selected_option"] = element.get("initial_option")
        case "datepicker":
            chosen["selected_date"] = element.get("initial_date")
        case "timepicker":
            chosen["selected_time"] = element.get("initial_time")
        case _:
            chosen["selected_options"] = element.get("initial_options", [])
    return chosen


def test_answers_come_back_by_field_name() -> None:
    shown = drawn(
        TextField("namn", "N", "Björken"),
        SelectField("ort", "O", WARDS, "b"),
        SelectField("tom", "O", WARDS, ""),
        MultiSelectField("flera", "O", WARDS, ("b", "a")),
        MultiSelectField("inga", "O", WARDS[:2]),
        DateField("dag", "D", "2026-11-24"),
        DateField("ingen-dag", "D"),
        TimeField("tid", "T", "14:05"),
        CheckboxField("kryss", "K", checked=True),
        CheckboxField("inget", "K"),
    )

    assert answers_of(untouched(shown)) == {
        "namn": "Björken",
        "ort": "b",
        "tom": "",
        "flera": "a,b",
        "inga": "",
        "dag": "2026-11-24",
        "ingen-dag": "",
        "tid": "14:05",
        "kryss": "ja",
        "inget": "",
    }


def test_control_characters_do_not_come_in() -> None:
    state = {"f": {"f": {"type": "plain_text_input", "value": " Björ\x00ken\r\n"}}}

    assert answers_of(state) == {"f": "Björ ken"}


KEYS = st.text(max_size=5) | st.sampled_from(["type", "value", "selected_option", "selected_options", "selected_date", "p", "x", "c", "d"])  # fmt: skip
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
ELEMENTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["plain_text_input", "static_select", "multi_static_select", "checkboxes", "datepicker", "timepicker"]) | JSON},
    optional={key: JSON for key in ("value", "selected_option", "selected_options", "selected_date", "selected_time")},
)  # fmt: skip


@given(JSON | st.dictionaries(KEYS, st.dictionaries(KEYS, ELEMENTS, max_size=3), max_size=3))
@settings(max_examples=200)
def test_a_hostile_state_never_raises(state: Any) -> None:
    answers = answers_of(state)

    assert all(isinstance(word, str) for pair in answers.items() for word in pair)


WORDS = st.text(max_size=60)


@given(WORDS, WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=2), WORDS)
@settings(max_examples=200)
def test_what_is_packed_comes_back(command: str, text: str, action: str, data: dict[str, str], extra: str) -> None:  # fmt: skip
    press = Press(command, text, action, data)
    try:
        packed = pack_metadata(press, extra)
    except ValueError:
        assert sum(map(len, [command, text, action, extra, *data, *data.values()])) > 200
        return

    assert len(packed) <= 3000
    assert press_of(packed) == (press, extra)


@pytest.mark.parametrize(
    "packed",
    ["", "null", "[]", "{}", '{"p":{}}', '{"p":{},"x":""}', '{"p":{"c":"jag"},"x":1}', '{"p":{"c":1},"x":""}', '{"p":[],"x":""}', '{"p":{"c":"a"},"x":"","y":""}', "[" * 3000, "x" * 3001],
)  # fmt: skip
def test_metadata_that_is_not_ours_is_nothing(packed: str) -> None:
    assert press_of(packed) is None
