"""What an import changes, as a coordinator reads it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.terms import Term
from directory.catalogue.units import UnitKind
from directory.region import Region, diff
from directory.sources.region.difference import difference_lines
from tests.builders import person, phone, region, role_phone, settings, shift, small_region, unit

BJORKEN = unit(
    "bjorken", name="Björkens hälsocentral", phones=(phone("0980-319 200"), phone("0980-319 201"))
)


def lines(before: Region | None, after: Region) -> list[str]:
    return difference_lines(diff(before, after))


def test_nothing_has_changed() -> None:
    assert lines(small_region(), small_region()) == ["Inga ändringar."]


def test_the_sum_comes_first_and_each_kind_has_its_own() -> None:
    before = region(units=(BJORKEN, unit("eken")), terms=(Term("HIA", "kardiologi"),))
    after = region(units=(replace(BJORKEN, name="Björken"), unit("granen"), unit("tallen")))
    assert lines(before, after) == [
        "2 nya, 1 ändrad, 2 borttagna",
        "Enheter: 2 nya, 1 ändrad, 1 borttagen",
        "  ändrad: bjorken (Björken): namn ”Björkens hälsocentral” → ”Björken”",
        "  borttagen: eken (Eken)",
        "  ny: granen (Granen)",
        "  ny: tallen (Tallen)",
        "Ord: 1 borttagen",
        "  borttagen: HIA (kardiologi)",
    ]


def test_every_changed_field_is_told_in_the_words_of_the_files() -> None:
    before = person("anna-a", name="Anna Asp", unit="bjorken")
    after = replace(before, unit="", show_number=True)
    assert lines(region(people=(before,)), region(people=(after,)))[2] == (
        "  ändrad: anna-a (Anna Asp): enhet ”bjorken” → tomt; visa_nummer ”nej” → ”ja”"
    )


def test_a_unit_tells_which_of_its_numbers_has_changed() -> None:
    first, second = BJORKEN.phones
    after = replace(BJORKEN, phones=(replace(second, label="Läkarlinje"), phone("0980-319 202")))
    told = lines(region(units=(BJORKEN,)), region(units=(after,)))[2]
    assert told == (
        "  ändrad: bjorken (Björkens hälsocentral): nytt nummer 0980-319 202; "
        f"borttaget nummer {first.number}; nummer 0980-319 201: etikett tomt → ”Läkarlinje”"
    )


def test_numbers_in_another_order_are_a_change() -> None:
    after = replace(BJORKEN, phones=BJORKEN.phones[::-1])
    assert lines(region(units=(BJORKEN,)), region(units=(after,)))[2].endswith(
        "numren i annan ordning"
    )


def test_the_settings_and_the_numbers_of_roles() -> None:
    before = region(role_phones=(role_phone(number="08-465 004 13"),))
    after = region(
        settings=settings(fallback_phone=None),
        role_phones=(role_phone(number="08-465 004 13", label="Jour"),),
    )
    assert lines(before, after)[1:] == [
        "Regionen: 1 ändrad",
        "  ändrad: Region Exempel: reservrutinens nummer ”08-465 004 20” → tomt",
        "Rollers nummer: 1 ändrad",
        "  ändrad: bakjour på kardiologi, 08-465 004 13: etikett tomt → ”Jour”",
    ]


def test_a_shift_is_told_in_local_time() -> None:
    told = lines(region(), region(shifts=(shift(), shift("2026-11-25 16:00", who=""))))
    assert told[2:] == [
        "  ny: bakjour på kardiologi, 2026-11-24 16:00 – 2026-11-25 07:30, anna-a",
        "  ny: bakjour på kardiologi, 2026-11-25 16:00 – 2026-11-26 07:30, ingen",
    ]


def test_very_many_rows_are_counted_and_what_is_gone_is_told_before_what_is_new() -> None:
    before = region(units=(unit("borta"),))
    after = region(units=tuple(unit(f"hc-{number:03}") for number in range(250)))
    told = lines(before, after)
    assert told[:3] == [
        "250 nya, 1 borttagen",
        "Enheter: 250 nya, 1 borttagen",
        "  borttagen: borta (Borta)",
    ]
    assert told[-1] == "  … och 231 till"
    assert len(told) == 23


def test_every_kind_of_row_can_be_told() -> None:
    new = lines(None, small_region())
    assert [line.split(":")[0] for line in new if not line.startswith(" ")][1:] == [
        "Regionen", "Enheter", "Personer", "Tjänster", "Rollers nummer", "Kedjor", "Turlistor", "Ord",
    ]  # fmt: skip


@given(st.sampled_from(UnitKind), st.text(min_size=1))
def test_a_change_is_one_printable_line_whatever_it_holds(kind: UnitKind, name: str) -> None:
    told = lines(
        region(units=(unit("a", name="A"),)), region(units=(unit("a", name=name, kind=kind),))
    )
    assert all("\n" not in line for line in told)
