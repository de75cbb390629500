"""`konsult import agreements` as a person at a terminal meets it."""

import json

import pytest

from bot.agreements.publishing import NOT_SHOWN
from tests.stories.terminal import Terminal

EYES = """---
id: prov-ogon
titel: Ögon
typ: HÖK
version: {version}
gäller_till: 2027-11-14
---
# Ögon

## Åtgärd före remiss

{text}
"""
FIRST = "Synskärpa med glasögon anges för båda ögonen."
SECOND = "Synskärpa med och utan glasögon anges för båda ögonen."
BARE = "# Kronisk obstruktiv lungsjukdom\n\n## Spirometri\n\nSpirometri görs årligen.\n"
SIDE = """titel: KOL
ägare: lungkliniken
version: 3
parter: [Lungkliniken, Primärvården]
fastställd: 2026-01-02
gäller_från: 2026-01-02
gäller_till: 2028-01-01
specialiteter: lungsjukdomar
källa: https://region.example/kol
"""


@pytest.fixture
def terminal(terminal: Terminal) -> Terminal:
    """With an empty folder for agreements."""
    (terminal.folder / "avtal").mkdir()
    return terminal


def write(terminal: Terminal, name: str, text: str) -> None:
    (terminal.folder / "avtal" / name).write_text(text, encoding="utf-8")


def eyes(terminal: Terminal, version: int = 1, text: str = FIRST) -> None:
    write(terminal, "ögon åäö.md", EYES.format(version=version, text=text))


def agreements(terminal: Terminal, *arguments: str, code: int = 0) -> list[str]:
    return terminal.konsult("import", "agreements", *arguments, code=code).splitlines()


def test_a_document_is_shown_first_then_read_in_then_as_before(terminal: Terminal) -> None:
    eyes(terminal)
    shown = agreements(terminal, "avtal", "--dry-run")
    assert shown[0] == "ögon åäö.md: ny (prov-ogon, 1 avsnitt)"
    assert shown[1].startswith("    Saknas: parter, ägare, fastställd, gäller_från")
    assert shown[-2:] == ["1 ny", "Inget har ändrats (--dry-run)."]
    assert agreements(terminal, "avtal")[-2:] == ["1 ny", "Klart."]
    assert agreements(terminal, "avtal") == [
        "ögon åäö.md: som förut (prov-ogon, 1 avsnitt)",
        "1 som förut",
        "Klart.",
    ]


def test_a_new_version_tells_what_changed(terminal: Terminal) -> None:
    eyes(terminal)
    agreements(terminal, "avtal")
    eyes(terminal, 2, SECOND)
    seen = agreements(terminal, "avtal/ögon åäö.md")
    assert seen[0] == "ögon åäö.md: ny version (prov-ogon, 1 avsnitt)"
    assert seen[2:] == [
        "    Version: 1 → 2",
        "    Ändrat avsnitt: ”Åtgärd före remiss”",
        "1 ny version",
        "Klart.",
    ]


def test_a_faulty_file_is_named_and_the_rest_is_read_in(terminal: Terminal) -> None:
    eyes(terminal)
    write(terminal, "fel.md", "---\ngäller_till: snart\n---\n# Fel\n\nText.\n")
    write(terminal, "tom.docx", "")
    seen = agreements(terminal, "avtal", code=1)
    assert "FEL: fel.md: gäller_till ”snart”" in terminal.complaints
    assert "FEL: tom.docx: Filen är tom." in terminal.complaints
    assert "Traceback" not in terminal.complaints
    assert seen[-2:] == ["1 ny, 2 kan inte läsas in", "Klart."]
    write(terminal, "ögon ny.md", EYES.format(version=2, text=SECOND))
    again = agreements(terminal, "avtal", code=1)
    assert again[-2] == "1 ny version, 3 kan inte läsas in"
    assert "En annan av filerna har samma id, ”prov-ogon”." in terminal.complaints


def test_a_side_file_fills_in_what_is_missing(terminal: Terminal) -> None:
    write(terminal, "lungor.md", BARE)
    assert agreements(terminal, "avtal", "--dry-run")[1].startswith("    Saknas: version, parter")
    write(terminal, "lungor.yaml", SIDE)
    assert agreements(terminal, "avtal") == ["lungor.md: ny (lungor, 1 avsnitt)", "1 ny", "Klart."]
    write(terminal, "lungor.yaml", SIDE.replace("version: 3", "version: 4"))
    assert "    Version: 3 → 4" in agreements(terminal, "avtal")


def test_what_is_typed_wrongly_is_said(terminal: Terminal) -> None:
    agreements(terminal, "avtal", code=1)
    assert "avtal har inga överenskommelser. Filerna ska sluta på .md" in terminal.complaints
    agreements(terminal, "borta.md", code=1)
    assert "borta.md finns inte. Ange en mapp eller en fil." in terminal.complaints
    assert "Traceback" not in terminal.complaints


def test_a_text_that_looks_like_a_patient_waits_for_a_person_s_word(terminal: Terminal) -> None:
    eyes(terminal, text="Gäller 121212-1212.")
    write(terminal, "kol.md", BARE)
    said = "\n".join(agreements(terminal, "avtal", code=1)) + terminal.complaints
    assert "Texten under ”Åtgärd före remiss” ser ut att innehålla ett personnummer." in said
    assert "--no-person ”ögon åäö.md”" in said
    assert "1212" not in said
    again = agreements(terminal, "avtal", "--dry-run", code=1)
    assert next(line for line in again if "som förut" in line).startswith("kol.md")
    assert agreements(terminal, "avtal", "--no-person", "ögon åäö.md")[-1] == "Klart."
    assert "ögon åäö.md: som förut" in "\n".join(agreements(terminal, "avtal"))


def test_what_is_not_read_waits_until_somebody_has_looked(terminal: Terminal) -> None:
    eyes(terminal, text=f"{FIRST}\n\n![flöde](flode.png)")
    agreements(terminal, "avtal", code=1)
    assert "lägg sedan till --looked-at ”ögon åäö.md”" in terminal.complaints
    agreements(terminal, "avtal", "--looked-at", "annat.md", code=1)
    assert "--looked-at annat.md: ingen av filerna heter så." in terminal.complaints
    assert agreements(terminal, "avtal", "--looked-at", "ögon åäö.md")[-1] == "Klart."


def test_another_program_sees_what_was_read(terminal: Terminal) -> None:
    eyes(terminal, text=f"{FIRST}\n\n![flöde](flode.png)")
    write(terminal, "fel.md", "---\ngäller_till: snart\n---\n# Fel\n\nText.\n")
    write(terminal, "kol.md", f"{BARE}\n## Prov\n\nGäller 121212-1212.\n")
    printed = agreements(terminal, "avtal", "--dry-run", "--json", code=1)
    rows = [json.loads(line) for line in printed]
    assert [row for row in rows if "path" in row] == [
        {
            "file": "kol.md",
            "path": ["Spirometri"],
            "text": "Spirometri görs årligen.",
            "unread": [],
        },
        {"file": "kol.md", "path": ["Prov"], "text": NOT_SHOWN, "unread": []},
        {
            "file": "ögon åäö.md",
            "path": ["Åtgärd före remiss"],
            "text": FIRST,
            "unread": ["en bild"],
        },
    ]
    faults = [row for row in rows if "fault" in row]
    assert [row["file"] for row in faults] == ["fel.md"]
    assert faults[0]["fault"].startswith("gäller_till ”snart”")
    agreements(terminal, "avtal", "--json", code=1)
    assert "--json hör till --dry-run" in terminal.complaints


def test_a_file_is_never_named_with_a_patient_s_number(terminal: Terminal) -> None:
    write(terminal, "121212-1212.md", BARE)
    said = terminal.konsult("import", "agreements", "avtal", code=1) + terminal.complaints
    assert "personnummer" in said and "1212" not in said
