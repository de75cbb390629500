"""Each part and each kind of field, and texts that want to be something else than text."""

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
    FormField,
    Link,
    More,
    Option,
    Phones,
    Press,
    SelectField,
    Step,
    Table,
    TableEntry,
    TableRow,
    Text,
    TextField,
    TimeField,
)
from bot.platforms.web.posted import Posted, cleaned
from bot.platforms.web.render import card_html, field_html, form_html, numbers_whole, part_html
from tests.bot.platforms.web.browser import Html
from tests.gallery import HOSTILE, OPEN_HOURS, call, everything

PRESS = Press("konsult", "urologi", "visa", {"service": "uro", "at": "2026-11-24T13:05:00+00:00"})


def shape(drawn: Html) -> list[str]:
    """Its tags, but for the marks around numbers and the line that says that nothing is chosen."""
    return [
        tag for tag, attributes in drawn.tags
        if attributes.get("class") != "number" and (tag, attributes.get("value")) != ("option", "")
    ]  # fmt: skip


WHOLE = [text for text in HOSTILE if text.encode(errors="ignore").decode() == text]
"""A page is UTF-8, which has no halves of characters."""


@pytest.mark.parametrize("text", WHOLE)
def test_a_text_stays_a_text(text: str) -> None:
    drawn, plain = (Html(card_html(everything(words), "u")) for words in (text, "x"))

    assert shape(drawn) == shape(plain)
    assert " ".join(text.split()).replace("\x00", "") in drawn.text.replace("\ufffd", "").replace("\x00", "")  # fmt: skip
    assert not drawn.all("script") and not drawn.all("img")
    assert all(not name.startswith("on") for _, attributes in drawn.tags for name in attributes)


def test_a_link_opens_beside_the_chat_and_tells_nobody_where_it_came_from() -> None:
    drawn = Html(card_html(Card((Link("Öppna", "https://region.example/a?b=1&c=2"),)), "u"))
    (link,) = drawn.all("a")
    assert link["href"] == "https://region.example/a?b=1&c=2"
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//region.example", "", "hok12.pdf",
        "https://region.example/<b>", "https://region.example/|x", "https://region.example/ x", "https://",
        'https://region.example/"onclick=x', "https://a@region.example", "https://region.example\n", "x https://region.example",
        "https://region.example/" + "a" * 500, "file:///etc/passwd", "https://region.example\\@evil.example",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_no_link(address: str) -> None:
    with pytest.raises(ValueError):
        Link("Öppna", address)


@given(st.text(st.characters(exclude_characters="\x00\r")))
def test_no_text_is_lost_when_numbers_are_kept_whole(text: str) -> None:
    drawn = Html(numbers_whole(text))

    assert drawn.text == " ".join(text.split())
    assert {tag for tag, _ in drawn.tags} <= {"span"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("växeln 08-465 004 00, säg ”bakjour”", "08-465 004 00"),
        ("ring +46 8 465 004 00 nu", "+46 8 465 004 00"),
        ("(08) 465 004 00", "(08) 465 004 00"),
        ("070-174 06 05", "070-174 06 05"),
    ],
)
def test_a_number_within_a_sentence_never_wraps(text: str, whole: str) -> None:
    assert f'<span class="number">{whole}</span>' in numbers_whole(text)


def test_a_number_among_words_is_a_link_and_the_words_stay_as_they_are() -> None:
    drawn = Html(part_html(Text(("Ring ", call(12), ", annars ", Contact("internt 5-1234"), "."))))
    assert drawn.text == "Ring 08-465 004 12, annars internt 5-1234."
    assert [link["href"] for link in drawn.all("a")] == ["tel:+46846500412"]


def test_a_contact_is_a_link_only_where_a_phone_can_dial_it() -> None:
    ringable = Html(part_html(Phones((call(12),))))
    internal = Html(part_html(Phones((Contact("internt 5-1234"),))))
    forged = Html(part_html(Phones((Contact("08-465 004 12", "https://example.org"),))))

    assert [link["href"] for link in ringable.all("a")] == ["tel:+46846500412"]
    assert internal.all("a") == forged.all("a") == []
    assert "internt 5-1234" in internal.text


def test_neighbouring_steps_are_one_numbered_list() -> None:
    steps = (Step(1, "Konsultläkare Alva Lindqvist", (call(12),), "16:00"), Step(2, "Bakjour"), Step(3, "Växeln"))  # fmt: skip
    drawn = Html(card_html(Card((*steps, Text("EKG"), More((Step(4, "Ledningsnivå"),)))), "k1"))

    lists = [tag for tag in drawn.all("ol") if tag["class"] == "steps"]
    assert len(lists) == 2  # those in sight and those behind ”Visa mer”
    assert [item["value"] for item in drawn.all("li") if "value" in item] == ["1", "2", "3", "4"]
    assert "1 Konsultläkare Alva Lindqvist till 16:00 08-465 004 12" in drawn.text


def test_a_label_that_says_nothing_new_is_left_out() -> None:
    bakjour = Step(2, "Bakjour Viveka Ek", (call(13, "Bakjour"), Contact("internt 5-1261", None, "Bakjour, internt")))  # fmt: skip
    stand_in = Step(2, "Bakjour Viveka Ek", (call(13, "jourtelefon"),))

    assert Html(part_html(bakjour)).text == "2 Bakjour Viveka Ek 08-465 004 13 internt 5-1261"
    assert Html(part_html(stand_in)).text.endswith("08-465 004 13 jourtelefon")


def test_a_step_that_will_not_answer_says_so_to_a_screen_reader() -> None:
    drawn = Html(part_html(Step(2, "Bakjour", note="upptagen", warning=True)))

    assert "Obs: upptagen" in drawn.text


def test_a_table_has_headers_and_names_its_gaps() -> None:
    gap, own = TableEntry("ingen inlagd", amiss=True), TableEntry("Anna", call(13), fleeting=True)
    rows = (TableRow("Hud", ((gap,), (own,)), press=PRESS), TableRow("Öron", ((), ())))
    drawn = Html(part_html(Table("Jour", ("Primärjour", "Bakjour"), rows, "Norra")))
    assert [header.get("scope") for header in drawn.all("th")] == ["col"] * 3 + ["row"] * 2
    assert [item["class"].strip() for item in drawn.all("li")] == ["amiss", "fleeting"]
    assert "Obs: ingen inlagd" in drawn.text
    assert "nummer: fråga växeln" in drawn.text


def test_a_button_posts_its_press_in_place_and_one_that_keeps_the_card_adds_an_entry() -> None:
    in_place, after = Button("Fick ej svar", PRESS), Button("Visa jouren", PRESS, keep=True)

    first, second = (Html(part_html(Actions((button,)))) for button in (in_place, after))

    assert first.values() == {
        "command": "konsult",
        "text": "urologi",
        "action": "visa",
        "data.service": "uro",
        "data.at": "2026-11-24T13:05:00+00:00",
        "label": "Fick ej svar",
    }
    assert first.all("form")[0]["hx-target"] == "closest .card"
    assert second.values()["entry"] == "new"
    assert second.all("form")[0]["hx-target"] == "#entries"
    assert all(form["action"] == "/tryck" for form in first.all("form") + second.all("form"))


def test_a_choice_leaves_the_question_to_be_answered_again() -> None:
    drawn = Html(part_html(Choices("Vilken?", (Option("Urologi", PRESS, "”uro”"),))))

    assert drawn.text == "Vilken? Urologi ”uro”"
    assert drawn.all("form")[0]["hx-target"] == "#entries"


def test_what_is_folded_needs_no_script() -> None:
    drawn = Html(part_html(More((Text("mer"),))))

    assert [tag for tag, _ in drawn.tags][:2] == ["details", "summary"]
    assert drawn.text == "Visa mer mer"


@pytest.mark.parametrize("field", OPEN_HOURS.fields, ids=lambda field: type(field).__name__)
def test_a_field_has_a_label_and_its_error_is_tied_to_it(field: FormField) -> None:
    drawn = Html(field_html(field, "f1"))

    control = next(
        attributes for tag, attributes in drawn.tags
        if tag in ("select", "fieldset") or (tag == "input" and attributes.get("type") != "hidden")
    )  # fmt: skip
    labelled = {label.get("for") for label in drawn.all("label")}
    assert field.label in drawn.text
    assert control.get("id") in labelled or drawn.all("legend") or isinstance(field, CheckboxField)
    if field.error:
        ids = [attributes["id"] for _, attributes in drawn.tags if "id" in attributes]
        assert set(control["aria-describedby"].split()) <= set(ids)
        assert "f1-error" in control["aria-describedby"]
        assert control["aria-invalid"] == "true"


def test_fields_remember_nothing_and_the_first_wrong_one_takes_the_focus() -> None:
    drawn = Html(form_html(OPEN_HOURS, "f"))

    controls = drawn.all("select") + [i for i in drawn.all("input") if i.get("type") != "hidden"]
    assert all(control["autocomplete"] == "off" for control in controls)
    focused = [attributes["name"] for _, attributes in drawn.tags if "autofocus" in attributes]
    assert focused == ["answer.what"]
    assert "Något behöver rättas." in drawn.text


def test_nothing_is_chosen_for_the_reader() -> None:
    unchosen = Html(field_html(SelectField("room", "Var", (("a", "Norra"), ("b", "Södra"))), "f"))
    chosen = Html(field_html(SelectField("room", "Var", (("a", "Norra"),), "a"), "f"))

    assert unchosen.all("option")[0] == {"value": "", "selected": ""}
    assert chosen.all("option") == [{"value": "a", "selected": ""}]


def test_dates_and_times_are_written_as_our_texts_write_them() -> None:
    day = Html(field_html(DateField("day", "Dag", "2026-11-30"), "f"))
    time = Html(field_html(TimeField("from", "Från", "13:00"), "f"))

    assert (day.all("input")[0]["type"], day.all("input")[0]["value"]) == ("text", "2026-11-30")
    assert (time.all("input")[0]["type"], time.all("input")[0]["value"]) == ("text", "13:00")


SECRET = "/kalender/Ab_1-2345678901_c.ics"


def test_a_calendars_address_is_whole_and_opens_the_calendar() -> None:
    drawn = Html(card_html(Card((CalendarAddress(f"https://k.example{SECRET}"),)), "u"))

    assert f"https://k.example{SECRET}" in drawn.text
    assert drawn.all("a")[0]["href"] == f"webcal://k.example{SECRET}"
    assert "Kopiera" in drawn.text and "Öppna i kalendern" in drawn.text


def test_where_konsults_own_address_is_not_known_the_path_is_shown() -> None:
    drawn = Html(card_html(Card((CalendarAddress(SECRET),)), "u"))
    assert SECRET in drawn.text and drawn.all("a")[0]["href"] == SECRET


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "webcal://x", "//x.example/a.ics", "/kalender/a b.ics", ""]
)
def test_nothing_else_is_an_address_of_a_calendar(address: str) -> None:
    with pytest.raises(ValueError, match="kalenderadress"):
        CalendarAddress(address)


def test_long_text_is_asked_for_on_several_lines_and_keeps_what_was_written() -> None:
    field = TextField(
        "i", "I stället", "\nGel.\n</textarea><b>", "Som det är", lines=6, max_length=2000
    )
    html = field_html(field, "f")
    assert '<textarea id="f" name="lines.i" rows="6" maxlength="2000"' in html
    assert "\n\nGel.\n&lt;/textarea&gt;&lt;b&gt;</textarea>" in html
    assert "<input" not in html


def test_only_fields_of_several_lines_keep_line_breaks() -> None:
    sent = [("lines.i", " Gel.\r\n\x07Plåster.\u2028Spray.\n"), ("answer.a", "Gel.\nPlåster.")]
    assert dict(Posted(tuple(cleaned(sent))).answers()) == {
        "i": "Gel.\nPlåster.\nSpray.",
        "a": "Gel. Plåster.",
    }
