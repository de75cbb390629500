"""Working hours as coordinators write them, and why some are sent back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.walltime.opening import WorkingHours
from directory.walltime.opening_text import HoursError


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("mån–fre 08–16:30", "mån–fre 08–16:30"),
        ("mån-tor 8-17, fre 8-15", "mån–tor 08–17, fre 08–15"),
        ("tis 13–15; tor 9:00–11:30", "tis 13–15, tor 09–11:30"),
        ("vard 8–16", "mån–fre 08–16"),
        ("Vardagar kl. 8.00 till 16.30", "mån–fre 08–16:30"),
        ("alla dagar 0–24", "dygnet runt"),
        ("dagligen 8–20", "alla dagar 08–20"),
        ("24/7", "dygnet runt"),
        ("dygnet runt", "dygnet runt"),
        ("alla dagar 0-24 även röda dagar", "dygnet runt"),
        ("lör-sön dygnet runt", "helg 00–24"),
        ("lör-sön 10-14", "lör–sön 10–14"),
        ("mån-sön 10-14", "mån–sön 10–14"),
        ("vard 17–08, helg dygnet runt", "mån–fre 00–08 och 17–08, helg 00–24"),
        ("mån–fre 16–08, lör–sön dygnet runt", "mån–fre 00–08 och 16–08, helg 00–24"),
        ("kl 08–16 vardagar", "mån–fre 08–16"),
        ("8-17 mån-tor, 8-15 fre", "mån–tor 08–17, fre 08–15"),
        ("mån-fre: 8-17", "mån–fre 08–17"),
        ("må-to 8-17, fr 8-15", "mån–tor 08–17, fre 08–15"),
        ("helgfria vardagar 8–16", "mån–fre 08–16"),
        ("röda dagar 10–14", "röda dagar 10–14"),
        ("vard 8–16, röda dagar 10–14", "mån–fre 08–16, röda dagar 10–14"),
        ("mån 17–8", "mån 17–08"),
        ("fre-mån 20–24", "mån, fre–sön 20–24"),
        ("man, ons och fredagar 0800-1200 och 13-16", "mån, ons, fre 08–12 och 13–16"),
        ("mån 13-16, mån 8-12", "mån 08–12 och 13–16"),
        ("helger 10–14, inkl. röda dagar", "lör–sön 10–14, även röda dagar"),
        ("mån–fre 8–17, lunchstängt 12–13", "mån–fre 08–12 och 13–17"),
        ("mån–fre 8–17 (lunch 12–13)", "mån–fre 08–12 och 13–17"),
        ("8–17 ej 12–13 vardagar", "mån–fre 08–12 och 13–17"),
        ("mån 8–17 lunch 12–13, tis 8–17 lunch 11–12", "mån 08–12 och 13–17, tis 08–11 och 12–17"),
        ("fre 20–06, stängt 02–03", "fre 03–06 och 20–02"),
        ("mån 8–17 stängt 8–9", "mån 09–17"),
        ("månd till fred 8–17", "mån–fre 08–17"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_hours_are_read_and_written(written: str, canonical: str) -> None:
    assert WorkingHours.parse(written).text() == canonical


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("mån 8–8", "slutar inte efter sin början"),
        ("mån 8–25", "”25” är inget klockslag"),
        ("mån 8–24:01", "”24:01” är inget klockslag"),
        ("mån 8:60–9", "”8:60” är inget klockslag"),
        ("mån 8–12, mån 11–13", "08–12 och 11–13 på måndag går in i varandra"),
        ("mån 8–24, mån 23–24", "går in i varandra"),
        ("mån 17–8, mån 23–24", "går in i varandra"),
        ("röda dagar 8–12, helg 11–13", "på röda dagar går in i varandra"),
        ("8–17", "Det står inte vilka dagar ”8–17” gäller"),
        ("mån–fre", "dagar utan klockslag"),
        ("mån 8–12, tis", "dagar utan klockslag"),
        ("kontorstid", "”kontorstid” går inte att läsa"),
        ("mån–fre 8–17, lör 10–14, lunch 12–13", "inte vilka dagar ”lunch 12–13” gäller"),
        ("mån 8–12, lunch 12–13", "ligger inte inom öppettiden"),
        ("mån 8–12, stängt 8–12", "ligger inte inom öppettiden"),
        ("lunch 12–13", "Det står inte vilka dagar"),
        ("mån lunch 12–13", "dagar utan klockslag"),
        ("mån 8–123456", "går inte att läsa"),
        ("måndagsmöte 8–9", "”måndagsmöte” går inte att läsa"),
    ],
)
def test_a_refusal_says_why_and_shows_how(written: str, why: str) -> None:
    with pytest.raises(HoursError) as refusal:
        WorkingHours.parse(written)
    assert why in str(refusal.value)
    assert "”mån–fre 08–16:30”" in str(refusal.value)


@given(st.text() | st.text("månfrelösti 0123456789:–-,;och", max_size=40))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_in_swedish(text: str) -> None:
    try:
        WorkingHours.parse(text)
    except HoursError as refusal:
        assert "Skriv till exempel" in str(refusal)
