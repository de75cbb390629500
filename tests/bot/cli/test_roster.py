"""`konsult import roster` as a person at a terminal meets it."""

import json
import re

import pytest

from tests.stories.terminal import Terminal

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//exempel//SV
BEGIN:VEVENT
UID:natt@exempel
DTSTART;TZID=Europe/Stockholm:20270327T200000
DTEND;TZID=Europe/Stockholm:20270328T080000
RRULE:FREQ=DAILY;COUNT=2
SUMMARY:Bakjour TOAL
END:VEVENT
BEGIN:VEVENT
UID:fel@exempel
DTSTART;TZID=Europe/Stockholm:20270330T200000
DTEND;TZID=Europe/Stockholm:20270330T080000
SUMMARY:Bakjour SHAL
END:VEVENT
BEGIN:VEVENT
UID:okand@exempel
DTSTART;TZID=Europe/Stockholm:20270331T200000
DTEND;TZID=Europe/Stockholm:20270401T080000
SUMMARY:Bakjour ZZZ
END:VEVENT
END:VCALENDAR
"""
YEAR = ("--from", "2027-03-01", "--to", "2027-04-30")


@pytest.fixture
def terminal(terminal: Terminal) -> Terminal:
    """With a calendar to read in."""
    (terminal.folder / "jour.ics").write_text(CALENDAR, encoding="utf-8")
    return terminal


def roster(terminal: Terminal, *arguments: str, code: int = 0) -> str:
    return terminal.konsult(
        "import", "roster", "jour.ics", "--service", "medicin-norra", *YEAR, *arguments, code=code
    )


def test_one_line_of_json_for_each_shift_and_each_refusal(terminal: Terminal) -> None:
    rows = [json.loads(line) for line in roster(terminal, "--dry-run", "--json").splitlines()]
    assert [(row["start"], row["end"], row["person"]) for row in rows if not row["problem"]] == [
        ("2027-03-27T19:00Z", "2027-03-28T06:00Z", "tove-almerud"),
        ("2027-03-28T18:00Z", "2027-03-29T06:00Z", "tove-almerud"),
    ]
    refused = [row for row in rows if row["problem"]]
    assert [row["summary"] for row in refused] == ["Bakjour SHAL", "Bakjour ZZZ"]
    assert [row["person"] for row in refused] == [None, None]


def test_what_stops_it_is_said_and_nothing_is_read_in(terminal: Terminal) -> None:
    seen = roster(terminal, code=1)
    assert "händelse Bakjour SHAL" in seen
    assert "--accept ”ZZZ”" in seen
    assert "Inget har lästs in." in terminal.complaints
    assert terminal.konsult("roster", "list") == ""


def test_what_is_cancelled_and_what_has_words_too_many_is_named_with_them(
    terminal: Terminal,
) -> None:
    cancelled = CALENDAR.replace("SUMMARY:Bakjour TOAL", "SUMMARY:Inställt: Bakjour TOAL")
    ill = cancelled.replace("SUMMARY:Bakjour ZZZ", "SUMMARY:Bakjour TOAL (sjuk)")
    (terminal.folder / "jour.ics").write_text(ill, encoding="utf-8")
    seen = roster(terminal, "--dry-run")
    assert "Obs: händelse Inställt: Bakjour TOAL 27 mars" in seen
    assert "Händelsen är inställd enligt rubriken. Ingen har passet." in seen
    assert "FEL: händelse Bakjour TOAL (sjuk) 31 mars" in seen
    assert "Här står också ”sjuk”." in seen


def test_how_far_ahead_it_is_counted_is_said_where_all_is_replaced(terminal: Terminal) -> None:
    says = "Pass som blir utan jour räknas åtta veckor framåt."
    assert says not in roster(terminal, "--dry-run")
    assert says in roster(terminal, "--dry-run", "--replace-all")


def test_read_in_remembered_and_taken_away_again(terminal: Terminal) -> None:
    named = ("--map", "ZZZ=kjell-dyhammar", "--leave-out")
    assert "OBS: Blir av med pass (" in roster(terminal, *named, "--dry-run")
    empties = roster(terminal, *named, code=1)
    assert re.search(r"OBS: \d+ pass blir utan bakjour, första sön 28 mar 2027 08:00\.", empties)
    assert "lägg till --yes" in terminal.complaints
    assert terminal.konsult("roster", "list") == ""
    seen = roster(terminal, *named, "--yes")
    assert "3 nya pass" in seen
    assert "Kan ångras i 24 timmar: konsult roster undo medicin-norra" in seen
    assert terminal.konsult("roster", "list").startswith("medicin-norra: jour.ics (bakjour)")
    asked = ("ask", "/jour medicin norra", "--at", "2027-03-31 21:00")
    assert "Kjell Dyhammar" in terminal.konsult(*asked)
    assert "0 nya pass, 0 ändrade, 0 borttagna, 3 som förut" in roster(terminal, "--leave-out")
    undone = terminal.konsult("roster", "undo", "medicin-norra")
    assert "schemat är som före jour.ics" in undone
    assert "OBS: Blir av med pass (2)\n  Tove Almerud: bakjour, " in undone
    assert terminal.konsult("roster", "list") == ""
    terminal.konsult("roster", "undo", "medicin-norra", code=1)
    roster(terminal, *named, "--yes")
    lost = terminal.konsult("roster", "remove", "medicin-norra", code=1)
    assert "  Tove Almerud: bakjour, " in lost
    assert "Inget har tagits bort." in terminal.complaints and "--yes" in terminal.complaints
    assert terminal.konsult("roster", "list") != ""
    removed = terminal.konsult("roster", "remove", "medicin-norra", "--yes")
    assert re.search(r"medicin-norra är borttagen\. \d+ personer får veta det\.", removed)
    assert terminal.konsult("roster", "list") == ""


def test_unknown_names_are_left_out_where_that_is_said(terminal: Terminal) -> None:
    seen = roster(terminal, "--leave-out", "--dry-run")
    assert "Lämnas utanför: ”ZZZ”. Ingen i katalogen heter så." in seen
    assert "FEL" not in seen
    roster(terminal, "--leave-out", code=1)
    assert "Pass skulle bli utan jour: lägg till --yes" in terminal.complaints
    assert "2 nya pass" in roster(terminal, "--leave-out", "--yes")


def test_what_the_preview_in_the_browser_warns_of_stands_in_the_terminal_too(
    terminal: Terminal,
) -> None:
    nights = "datum;tid;roll;namn\n2027-03-27;20-08;bakjour;{}\n2027-03-28;20-08;bakjour;{}\n"
    first, other = nights.format("TOAL", "TOAL"), nights.format("TOAL", "KJDY")
    (terminal.folder / "jour.csv").write_text(first, encoding="utf-8")
    arguments = ("import", "roster", "jour.csv", "--service", "medicin-norra")
    terminal.konsult(*arguments, "--yes")
    assert "OBS" not in terminal.konsult(*arguments, "--dry-run")
    (terminal.folder / "jour.csv").write_text(other, encoding="utf-8")
    seen = terminal.konsult(*arguments, code=1)
    assert "OBS: Blir av med pass (1)\n  Tove Almerud: bakjour, " in seen
    assert "Några skulle bli av med pass: lägg till --yes" in terminal.complaints
    terminal.konsult(*arguments, "--yes")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("jour.ics", "--service", "medicin-nora"),
            "Tjänsten ”medicin-nora” finns inte. Menade du medicin-norra?",
        ),
        (("borta.ics", "--service", "medicin-norra"), "borta.ics går inte att läsa"),
        (
            ("jour.ics", "--service", "medicin-norra", "--role", "bakjor"),
            "Rollen ”bakjor” finns inte. Menade du bakjour?",
        ),
        (
            ("jour.ics", "--service", "medicin-norra", "--map", "AB"),
            "--map ”AB” går inte att förstå.",
        ),
        (
            (
                "jour.ics",
                "--service",
                "medicin-norra",
                "--from",
                "2027-02-01",
                "--to",
                "2027-01-01",
            ),
            "--to ligger före --from.",
        ),
        (
            ("https://127.0.0.1:9/jour.ics", "--service", "medicin-norra"),
            "adresser läses på port 80 och 443",
        ),
    ],
)
def test_what_is_typed_wrongly_is_said(
    terminal: Terminal, arguments: tuple[str, ...], sentence: str
) -> None:
    terminal.konsult("import", "roster", *arguments, code=1)
    assert sentence in terminal.complaints
    assert "Traceback" not in terminal.complaints


@pytest.mark.parametrize(
    "more",
    [("--accept", "121212-1212"), ("--map", "121212-1212=x"), ("--role", "19121212 tf12")],
)
def test_a_patient_s_number_in_the_command_stops_it_unrepeated(
    terminal: Terminal, more: tuple[str, str]
) -> None:
    said = roster(terminal, *more, code=1) + terminal.complaints
    assert "personnummer" in said and "1212" not in said


def test_a_patient_s_number_in_the_file_stops_it_unrepeated(terminal: Terminal) -> None:
    content = CALENDAR.replace("Bakjour ZZZ", "Bakjour TOAL (121212) 1212")
    (terminal.folder / "jour.ics").write_text(content, encoding="utf-8")
    for how in ((), ("--dry-run",), ("--json",), ("--leave-out", "--yes")):
        said = roster(terminal, *how, code=1) + terminal.complaints
        assert "ser ut att innehålla ett personnummer" in said
        assert "1212" not in said
