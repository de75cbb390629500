"""The command line as a person at a terminal meets it, in a process of its own."""

import csv
import json
from pathlib import Path

import pytest

from tests.paths import DEMO
from tests.stories.terminal import Terminal


@pytest.fixture(scope="module")
def shared(demo: Path) -> Terminal:
    """A terminal on the database with the demo region; others see what is written there."""
    return Terminal(demo)


def test_a_question_in_the_terminal(shared: Terminal) -> None:
    seen = shared.starts_konsult(
        "ask", "/konsult kardiologi", "--as", "disa-fjallgren", "--at", "2026-11-24 14:05"
    )
    assert shared.complaints == ""
    lines = seen.splitlines()
    assert lines[0].startswith("Kardiologi · Norra sjukhuset · ")
    assert lines[0].endswith("tis 24 nov 2026 14:05, dagtid") or "tis 14:05, dagtid" in lines[0]
    assert lines[1].startswith("1 Konsultläkare ")
    assert "08-465 004 12" in lines[1]
    assert "\x1b" not in seen


def test_the_same_question_as_json(shared: Terminal) -> None:
    card = json.loads(shared.konsult("ask", "kardiologi", "--json", "--at", "2026-11-24 14:05"))
    steps = [part for part in card["parts"] if part["part"] == "step"]
    assert steps[0]["contacts"][0]["uri"] == "tel:+46846500412"


def test_a_button_can_be_pressed_by_its_words(shared: Terminal) -> None:
    seen = shared.konsult("ask", "kirurgi", "--as", "disa-fjallgren", "--press", "fick ej svar")
    assert seen.startswith("Noterat: inget svar från ")
    listed = shared.konsult("ask", "/ejsvar", "--as", "birgit-sandelov")
    assert listed.startswith("Fick ej svar, 30 dagar: 1 samtal")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ask", "hud", "--as", "ingen"), "Personen ”ingen” finns inte i katalogen."),
        (("ask", "hud", "--at", "snart"), "Tiden ”snart” går inte att förstå."),
        (("ask", "hud", "--press", "Ring"), "Knappen ”Ring” finns inte i svaret."),
        (("calendar", "--from", "2026-02-01", "--to", "2026-01-01"), "--to ligger före --from."),
    ],
)
def test_a_mistake_gets_a_sentence(
    shared: Terminal, arguments: tuple[str, ...], sentence: str
) -> None:
    shared.konsult(*arguments, code=1)
    assert shared.complaints.startswith(sentence)
    assert "Traceback" not in shared.complaints


def test_the_calendar_as_csv(shared: Terminal) -> None:
    seen = shared.konsult("calendar", "--from", "2026-12-23", "--to", "2026-12-27", "--csv")
    rows = list(csv.DictReader(seen.splitlines()))
    assert [(row["date"], row["name"], row["office"]) for row in rows] == [
        ("2026-12-23", "", "yes"),
        ("2026-12-24", "Julafton", "no"),
        ("2026-12-25", "Juldagen", "no"),
        ("2026-12-26", "Annandag jul", "no"),
        ("2026-12-27", "", "no"),
    ]
    assert list(rows[0]) == ["date", "weekday", "kind", "name", "office"]


def test_a_region_goes_in_out_and_in_again(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    tried = terminal.konsult("import", "region", str(DEMO), "--dry-run")
    assert "Inget har ändrats (--dry-run)." in tried
    assert "Ingen region är inläst" in terminal.konsult(
        "ask", "kardiologi", KONSULT_SIGN_IN="proxy", KONSULT_PROXY_SECRET="x" * 32
    )
    assert "Inläst." in terminal.konsult("import", "region", str(DEMO))
    again = terminal.konsult("import", "region", str(DEMO))
    assert again == "Inga ändringar.\nInläst.\n"
    terminal.konsult("export", "region", "ut")
    same = terminal.konsult("import", "region", "ut")
    assert same == again
    hours = tmp_path / "ut" / "konsulttider.csv"
    text = hours.read_text("utf-8-sig")
    hours.write_text(text.replace("tor 09–11", "tor 09–12"), "utf-8")
    assert terminal.konsult("import", "region", "ut", "--dry-run").splitlines() == [
        "Konsulttider: 1 ändrad",
        "  ändrad: geriatrik-video (demens-norra, tor 09–12): tider ”tor 09–11” → ”tor 09–12”",
        "Inget har ändrats (--dry-run).",
    ]


def test_words_added_in_chat_go_out_with_the_region_and_come_in_again(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    coordinator = ("--as", "birgit-sandelov")
    seen = terminal.konsult("ask", "/ord nytt pumpis = kardiologi", *coordinator)
    assert seen.startswith("”pumpis” betyder nu Kardiologi.")
    terminal.konsult("export", "region", "ut")
    assert "pumpis" in (tmp_path / "ut" / "ord.csv").read_text("utf-8-sig")
    assert "ny: " in terminal.konsult("import", "region", "ut")
    before = {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()}
    terminal.konsult("export", "region", "ut")
    assert {file.name: file.read_bytes() for file in (tmp_path / "ut").iterdir()} == before
    assert terminal.konsult("import", "region", "ut") == "Inga ändringar.\nInläst.\n"


def test_a_faulty_region_leaves_everything_as_it_was(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.konsult("import", "region", str(DEMO))
    faulty = tmp_path / "fel"
    faulty.mkdir()
    for file in filter(Path.is_file, DEMO.iterdir()):
        text = file.read_text("utf-8")
        if file.name == "nummer.csv":
            text = text.replace("08-465 004 12", "08-46", 1)
        (faulty / file.name).write_text(text, "utf-8")
    terminal.konsult("import", "region", str(faulty), code=1)
    assert "FEL: nummer.csv rad " in terminal.complaints
    assert "1 fel. Inget har lästs in." in terminal.complaints
    assert "08-465 004 12" in terminal.konsult(
        "ask", "kardiologi", "--at", "2026-11-24T14:05:00+01:00", "--as", "disa-fjallgren"
    )


def test_every_wrong_setting_is_listed_at_once(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / ".env").write_text("KONSULT_PRT=8000\nPOSTGRES_PASSWORD=x\n", "utf-8")
    terminal.konsult("ask", "hud", code=1, KONSULT_PORT="99999", KONSULT_DATABASE_URL="mysql://x")
    for name in ("KONSULT_PRT", "KONSULT_PORT", "KONSULT_DATABASE_URL"):
        assert f"{name}:" in terminal.complaints
    assert "POSTGRES_PASSWORD" not in terminal.complaints
    assert "Traceback" not in terminal.complaints


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"KONSULT_HOST": "0.0.0.0"}, "Demon får bara lyssna på den egna datorn"),
        ({"KONSULT_SIGN_IN": "proxy"}, "kräver KONSULT_PROXY_SECRET"),
        ({"KONSULT_SIGN_IN": "öppen"}, "KONSULT_SIGN_IN"),
    ],
)
def test_no_other_way_in_starts(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    terminal = Terminal(tmp_path)
    terminal.konsult("serve", code=1, **environment)
    assert sentence in terminal.complaints


def test_the_settings_are_explained_without_the_secret(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    secret = "s3cret" * 8
    seen = terminal.konsult("settings", KONSULT_SIGN_IN="proxy", KONSULT_PROXY_SECRET=secret)
    assert "KONSULT_DATABASE_URL=" in seen
    assert secret not in seen


def test_the_settings_are_shown_without_the_passwords_in_addresses(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    url = "postgresql+psycopg://konsult:he/m@ligt@db.example/konsult?sslpassword=gem&connect_timeout=3"
    seen = terminal.konsult("settings", KONSULT_DATABASE_URL=url)
    assert "he/m" not in seen and "ligt@" not in seen and "gem" not in seen
    assert "KONSULT_DATABASE_URL=postgresql+psycopg://konsult:" in seen
    assert "@db.example/konsult" in seen and "connect_timeout=3" in seen


def test_a_database_without_a_region_says_so(tmp_path: Path) -> None:
    terminal, asks = Terminal(tmp_path), ("ask", "kardiologi")
    proxy = {"KONSULT_SIGN_IN": "proxy", "KONSULT_PROXY_SECRET": "x" * 32}

    terminal.konsult(*asks, "--as", "disa-fjallgren", code=1, **proxy)

    assert terminal.complaints.startswith("Ingen region är inläst")
    assert "konsult import region" in terminal.complaints
    assert "finns inte i katalogen" not in terminal.complaints


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("KONSULT_DATABAS_URL", "KONSULT_DATABASE_URL"),
        ("KONSULT_SIGNIN", "KONSULT_SIGN_IN"),
        ("konsult_publicurl", "KONSULT_PUBLIC_URL"),
    ],
)
def test_an_unknown_setting_is_named_with_the_nearest(
    tmp_path: Path, written: str, meant: str
) -> None:
    terminal = Terminal(tmp_path)
    terminal.konsult("settings", code=1, **{written: "x"})
    assert f"{written}: finns inte. Menade du {meant}?" in terminal.complaints


def test_a_database_out_of_reach_is_a_sentence(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    terminal.konsult("ask", "hud", code=1, KONSULT_DATABASE_URL=url)
    assert terminal.complaints.startswith("Databasen kan inte nås")
    assert "Error" not in terminal.complaints and "sqlalche" not in terminal.complaints
    assert "Traceback" not in terminal.complaints


QUERIES = "query\texpected\tkind\nhjärtläkare i natt\tKardiologi\tlay\npizza\t-\tnegative\n"


def test_a_region_tries_its_own_words(shared: Terminal) -> None:
    (shared.folder / "frågor.tsv").write_text(QUERIES, "utf-8")
    seen = shared.konsult("evaluate", "lookup", "frågor.tsv", "--predictions", "svar.tsv")
    assert [line.split()[0] for line in seen.splitlines()[1:]] == [
        *("lay", "negative", "ett", "val", "alla")
    ]
    answers = (shared.folder / "svar.tsv").read_text("utf-8")
    assert answers == "hjärtläkare i natt\tKardiologi\npizza\t\n"


def test_faulty_questions_are_told_and_nothing_is_written(shared: Terminal) -> None:
    (shared.folder / "fel.tsv").write_text(QUERIES + "a\tHjärta\tx\nb\n", "utf-8")
    shared.konsult("evaluate", "lookup", "fel.tsv", "--predictions", "inget.tsv", code=1)
    assert shared.complaints.splitlines() == [
        "FEL: fel.tsv rad 4, kolumn expected: ”Hjärta” – det är ingen specialitet. "
        "Skriv det officiella namnet, eller - om inget ska påstås.",
        "FEL: fel.tsv rad 5: raden har 1 kolumner, rubriken 3. Skilj dem med tabb.",
        "2 fel. Inget har prövats.",
    ]
    assert not (shared.folder / "inget.tsv").exists()
    shared.konsult("evaluate", "lookup", "ingen.tsv", code=1)
    assert shared.complaints.startswith("FEL: ingen.tsv: filen finns inte.")


def test_predictions_never_take_the_place_of_the_questions(shared: Terminal) -> None:
    (shared.folder / "frågor.tsv").write_text(QUERIES, "utf-8")
    shared.konsult("evaluate", "lookup", "frågor.tsv", "--predictions", "frågor.tsv", code=1)
    assert "skulle skriva över frågorna" in shared.complaints
    shared.konsult("evaluate", "lookup", "frågor.tsv", "--predictions", "finns/inte/x", code=1)
    assert "går inte att skriva" in shared.complaints
    assert (shared.folder / "frågor.tsv").read_text("utf-8") == QUERIES


def test_a_file_of_synonyms_that_cannot_be_read_stops_the_start_with_a_sentence(
    tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path)
    own = tmp_path / "synonymer.csv"
    terminal.konsult("ask", "/hjalp", code=1, KONSULT_SYNONYMS_FILE=str(own))
    assert (
        "KONSULT_SYNONYMS_FILE" in terminal.complaints
        and "går inte att läsa" in terminal.complaints
    )
    own.write_text("sort;termer;när\nsamma;ensam;\n", "utf-8")
    terminal.konsult("ask", "/hjalp", code=1, KONSULT_SYNONYMS_FILE=str(own))
    assert "Rad 2: minst två olika termer krävs" in terminal.complaints
    assert "Traceback" not in terminal.complaints
