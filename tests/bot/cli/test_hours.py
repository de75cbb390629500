"""`konsult export hours --fhir`: what the demo offers, as other programs read it."""

import json
from collections import Counter

from tests.bot.hours.fhir.official import assert_official
from tests.stories.terminal import Terminal


def test_the_hours_of_the_demo_go_out_as_fhir(terminal: Terminal) -> None:
    says = terminal.konsult("export", "hours", "tider.json", "--fhir")
    assert says == "Konsulttiderna är skrivna till tider.json.\n"
    written = (terminal.folder / "tider.json").read_text("utf-8")
    bundle = json.loads(written)
    assert_official(bundle)
    kinds = Counter(entry["resource"]["resourceType"] for entry in bundle["entry"])
    assert kinds["Schedule"] == 5
    assert kinds["Slot"] > 100
    assert "\ufeff" not in written


def test_what_cannot_be_said_is_refused(terminal: Terminal) -> None:
    terminal.konsult("export", "hours", code=1)
    assert "Skriv --fhir" in terminal.complaints
    terminal.konsult("export", "hours", "--fhir", "--from", "2020-01-01", code=1)
    assert "Tiderna är kända från" in terminal.complaints
    terminal.konsult("export", "hours", "--fhir", "--to", "2020-01-01", code=1)
    assert "--to ligger före --from" in terminal.complaints
