"""The authority's file: whole, or refused with the reason; nothing in it is passed over."""

import gzip
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.shortages.medicine import MedicinalProduct, MedicinePack
from directory.shortages.row import ShortageInterval, ShortageKind, ShortageRow
from directory.sources.isolated import SHORTAGES
from directory.sources.shortages import notifications
from directory.sources.shortages.form import NAMESPACE
from directory.sources.shortages.reading import TOO_LARGE, read_shortages
from directory.sources.shortages.result import LARGEST, ShortageReading
from tests.shortages import CREATED, REAL, a_row, as_xml, of_product, real_file, real_reading

WHOLE = as_xml([
    a_row("2026-06-01", "2026-10-15", "2026-08-01", cause="Ökad efterfrågan & brist.", updated=date(2026, 8, 10)),
    a_row("2026-05-10", shortage="a-2", ceases=True, information="Använd <annat>.", product=of_product("Två 5 mg/10 mg", "C09DA03", "hydroklortiazid", "valsartan", npl="2")),
])  # fmt: skip


def test_each_part_of_a_row_is_kept() -> None:
    reading = read_shortages(WHOLE)
    assert (reading.faults, reading.unknown, reading.created) == ((), (), CREATED)
    first, second = reading.rows
    assert first.pack.article_number == "004711"
    assert first.interval == ShortageInterval(
        start=date(2026, 6, 1), forecast_end=date(2026, 10, 15), actual_end=date(2026, 8, 1)
    )
    assert (first.cause, first.updated) == ("Ökad efterfrågan & brist.", date(2026, 8, 10))
    assert second.kind is ShortageKind.CESSATION
    assert second.product.substances == ("hydroklortiazid", "valsartan")
    assert second.information == "Använd <annat>."


words = st.text("aÅö0<&>\"'µé½-", max_size=6)
names = words.filter(bool)
some_days = st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31))
products = st.builds(
    MedicinalProduct, npl_id=st.sampled_from(["1", "2", "3"]), name=names, holder=words,
    substances=st.lists(names, max_size=3).map(tuple), atc=st.sampled_from(["", "B05DB", "N02BF02", "QN05CM90", "R05"]),
    atc_name=words, parallel_import=st.booleans(), country=words,
)  # fmt: skip
rows = st.builds(
    ShortageRow, shortage_id=names, kind=st.sampled_from(ShortageKind), product=products,
    pack=st.builds(MedicinePack, npl_pack_id=names, description=words, article_number=words, parallel_distribution=st.booleans(), distributor=words),
    interval=st.builds(ShortageInterval, start=some_days, forecast_end=some_days, actual_end=some_days),
    first_notified=some_days, first_published=some_days, company_phone=words, company_email=words, cause_category=words,
    cause=words, duration=words, risk=words, information=words, updated=some_days, gone=st.none(),
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(rows, max_size=3, unique_by=(lambda row: row.key, lambda row: row.product.npl_id)))
def test_what_is_written_is_read_and_crosses_between_processes(some: list[ShortageRow]) -> None:
    reading = read_shortages(as_xml(some))
    assert reading == ShortageReading(created=CREATED, rows=tuple(some))
    assert SHORTAGES.read(b"".join(SHORTAGES.written(reading))) == reading


# -- not the file, or not all of it ----------------------------------------------------------

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
PAGE = (
    b"<!DOCTYPE html><html><head><title>406</title></head><body><p>Not acceptable<br></body></html>"
)

OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", notifications.NOT_XML),
        (b"PK\x03\x04", notifications.PACKED),
        (gzip.compress(WHOLE, mtime=0), notifications.PACKED),
        (b'{"error": 406}', notifications.NOT_XML),
        (PAGE, notifications.WEB_PAGE),
        (b"<html><p>fel<br></html>", notifications.WEB_PAGE),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', notifications.WEB_PAGE),
        (BOMB, notifications.DOCTYPE),
        (BOMB.decode().encode("utf-16"), notifications.DOCTYPE),
        (WHOLE.replace(b"?>", b"?>" + OUTSIDE, 1), notifications.DOCTYPE),
        (WHOLE.replace(b"/v3/", b"/v4/"), notifications.OTHER_FORM),
        (WHOLE.replace(f' xmlns="{NAMESPACE}"'.encode(), b""), notifications.OTHER_FORM),
        (b"<OpenDataMedicineShortages/>", notifications.OTHER_FORM),
        (b"<a>" * 100, notifications.OTHER_FORM),
        (WHOLE.replace(b'encoding="utf-8"', b'encoding="ingen"'), notifications.NOT_XML),
    ],
)  # fmt: skip
def test_what_is_not_the_file_is_refused_with_what_it_is(content: bytes, says: str) -> None:
    assert read_shortages(content) == ShortageReading(faults=(says,))


def test_cut_off_anywhere_it_is_not_read() -> None:
    last = WHOLE.rstrip()
    for end in range(len(last)):
        assert read_shortages(last[:end]).faults, end
    assert not read_shortages(last).faults


def test_cut_off_between_two_notifications_of_a_real_day_it_is_not_read() -> None:
    content = real_file(21)
    end = content.index(b"<MedicineShortage>", len(content) // 2)
    [fault] = read_shortages(content[:end]).faults
    assert "inte hel" in fault


@pytest.mark.parametrize(
    ("at", "piece", "times"),
    [
        (b"<Interval>", b"<a>", 300),
        (b"<Interval>", b"<x/>", 1_200_000),
        (b"<MedicineShortage>", b"<!-- -->", 600_000),
    ],
)
def test_what_swells_is_refused_before_it_has(at: bytes, piece: bytes, times: int) -> None:
    swollen = WHOLE.replace(at, piece * times + at, 1)
    assert read_shortages(swollen) == ShortageReading(faults=(notifications.TOO_DEEP,))


@given(st.integers(0, 1 << 22))
@settings(deadline=None, max_examples=25)
def test_a_real_day_cut_off_at_any_byte_is_not_read(end: int) -> None:
    content = real_file(21).rstrip()
    reading = read_shortages(content[: end % len(content)])
    assert reading.faults
    assert reading.file is None


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, 3))
def test_a_byte_that_is_another_is_a_fault_or_a_value_that_is_kept(
    at: int, byte: int, more: int
) -> None:
    """Never fewer rows in silence, and never another kind."""
    reading = read_shortages(WHOLE[:at] + bytes([byte]) * more + WHOLE[at + 1 :])
    if reading.file and not reading.unknown:
        assert len(reading.rows) == len(read_shortages(WHOLE).rows)
        assert {row.kind for row in reading.rows} == set(ShortageKind)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_another_encoding_that_the_file_names_is_read_alike(encoding: str) -> None:
    named = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    written = WHOLE.decode().replace('encoding="utf-8"', f'encoding="{named}"').encode(encoding)
    assert read_shortages(written) == read_shortages(WHOLE)


def test_another_encoding_than_the_file_names_is_refused() -> None:
    assert read_shortages(WHOLE.decode().encode("windows-1252")).faults
    assert read_shortages(WHOLE.decode().encode("utf-16-le")).faults


def test_entities_without_a_document_type_are_refused() -> None:
    assert read_shortages(WHOLE.replace(b"Bolaget", b"&bolaget;")).faults


def test_too_long_a_text_is_refused_by_name() -> None:
    [fault] = read_shortages(WHOLE.replace(b"brist.", b"brist." * 20_000)).faults
    assert "CauseOfShortage har" in fault


def test_comments_and_packed_texts_change_nothing() -> None:
    odd = WHOLE.replace(b"2026-10-15", b"2026-<!-- ja -->10-<![CDATA[15]]>")
    assert odd != WHOLE
    assert read_shortages(odd) == read_shortages(WHOLE)


def test_a_file_without_rows_is_whole() -> None:
    alone = f'<OpenDataMedicineShortages xmlns="{NAMESPACE}" creationDate="2026-08-20T10:22:10.6865886+02:00"/>'.encode()
    reading = read_shortages(alone)
    assert (reading.rows, reading.faults) == ((), ())
    assert read_shortages(as_xml([])).rows == ()


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("<TypeOfShortage>CESSATION", "<TypeOfShortage>CESSATON", "Menade du CESSATION?"),
        ("<TypeOfShortage>SHORTAGE</TypeOfShortage>", "", "TypeOfShortage saknas"),
        ("<TypeOfShortage>SHORTAGE", '<TypeOfShortage nullFlavor="UNK">SHORTAGE', "sägs samtidigt sakna värde"),
        ("<NPLPackId>20010101100001</NPLPackId>", '<NPLPackId nullFlavor="UNK"/>', "NPLPackId saknas"),
        ("2026-10-15", "15/10 2026", "Det ska vara en dag"),
        ("2026-10-15", "2026-02-30", "Det ska vara en dag"),
        ("2026-10-15", "0206-10-15", "Det ska vara en dag"),
        ("2026-10-15", "٢٠٢٦-10-15", "Det ska vara en dag"),
        ('nullFlavor="UNK"', 'nullFlavor="VET EJ"', "som inte är någon kod"),
        ("<NPLId>20010101000001</NPLId>", "<NPLId>1</NPLId><NPLId>2</NPLId>", "NPLId står två gånger"),
        ("<Interval>", "<Interval/><Interval>", "Interval står två gånger"),
        ("<ProductName>Två 5 mg/10 mg", "<ProductName>", "ProductName saknas"),
        ("<IsParallelImport>false", "<IsParallelImport>nej", "true eller false"),
        (">G03CA03<", ">estradiol<", "Det ska vara en kod"),
        ("<MedicinalProducts>", "<MedicinalProducts>och så", "ord mellan sina delar"),
        ("+02:00", "", "en tid med tidszon"),
        ("creationDate", "made", "en tid med tidszon"),
        ("<NPLId>2</NPLId>", "<NPLId>20010101000001</NPLId>", "beskrivs på två sätt"),
        ("<MedicineShortageId>a-2", "<MedicineShortageId>a-1", "två rader om förpackningen"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_meant_stops_the_file(was: str, becomes: str, says: str) -> None:
    content = WHOLE.decode()
    assert was in content
    reading = read_shortages(content.replace(was, becomes).encode())
    assert (reading.file, reading.rows) == (None, ())
    assert says in " ".join(reading.faults)


def test_a_notification_without_packs_stops_the_file() -> None:
    start, end = (
        WHOLE.index(tag) for tag in (b"<PackagedMedicinalProduct>", b"</PackagedMedicinalProducts>")
    )
    [fault] = read_shortages(WHOLE[:start] + WHOLE[end:]).faults
    assert fault == "Anmälan a-1 nämner ingen förpackning."


@pytest.mark.parametrize(
    ("was", "becomes", "unknown"),
    [
        ("</Interval>", "<Duration xmlns=''/></Interval>", ["Interval/{}Duration"]),
        ("</Interval>", "<Reason>x</Reason></Interval>", ["Interval/Reason"]),
        ("<ATC ", '<ATC level="5" ', ["ATC@level"]),
        ("<NPLId>2<", "<NPLId>2<sup>a</sup><", ["NPLId/sup"]),
        ("</MedicineShortages>", "</MedicineShortages><Footer/>", ["OpenDataMedicineShortages/Footer"]),
        ("</MedicineShortages>", "<Shortage/></MedicineShortages>", ["MedicineShortages/Shortage"]),
        ("<MedicineShortages>", "<MedicineShortages more='yes'>", ["MedicineShortages@more"]),
        ("<RiskAssessment ", '<x:RiskAssessment xmlns:x="urn:x"/><RiskAssessment ', ["PackagedMedicinalProduct/{urn:x}RiskAssessment"]),
    ],
)  # fmt: skip
def test_what_is_not_known_is_asked_about(was: str, becomes: str, unknown: Sequence[str]) -> None:
    assert was in WHOLE.decode()
    reading = read_shortages(WHOLE.decode().replace(was, becomes).encode())
    assert list(reading.unknown) == unknown
    assert reading.rows == read_shortages(WHOLE).rows


def test_the_text_within_information_is_kept_whatever_its_form() -> None:
    inner = b"<Information><A>Licens</A><B lang='sv'>finns.</B></Information><Information>Se 1.</Information>"
    start = WHOLE.index(b"<MedicineShortageInformations>") + len(b"<MedicineShortageInformations>")
    reading = read_shortages(WHOLE[:start] + inner + WHOLE[start:])
    assert reading.rows[0].information == "Licens finns. Se 1."
    assert reading.unknown == ()


def test_no_value_anywhere_is_no_guess() -> None:
    """Every element that may be empty says that it has no value; those that may not stop the file."""
    required = {"MedicineShortageId", "TypeOfShortage", "NPLId", "ProductName", "NPLPackId"}
    text = as_xml([a_row("2026-06-01", "2026-10-15", cause="x", information="y")]).decode()
    for name in [
        "CauseOfShortage",
        "ForecastedStartDate",
        "ForecastedEndDate",
        "PackageDescription",
        "ActiveSubstances",
        "ATC",
        *required,
    ]:
        start, end = text.index(f"<{name}"), text.index(f"</{name}>") + len(f"</{name}>")
        reading = read_shortages(f'{text[:start]}<{name} nullFlavor="MSK"/>{text[end:]}'.encode())
        assert bool(reading.faults) == (name in required), name
    [row] = read_shortages(text.replace("2026-06-01", "").encode()).rows
    assert row.interval.start is None


def test_the_small_file_of_the_authority_s_form() -> None:
    file = REAL / "lv-v3-fixture.xml"
    if not file.exists():
        pytest.skip(f"{file.name} is not in {REAL}")
    reading = read_shortages(file.read_bytes())
    assert (len(reading.rows), reading.faults, reading.unknown) == (7, (), ())
    assert sum(row.interval.actual_end is not None for row in reading.rows) == 2


@pytest.mark.parametrize(
    ("day", "count", "open_ended"), [(20, 2657, 0), (21, 2661, 0), (22, 2668, 850)]
)
def test_the_real_days_are_read_whole(day: int, count: int, open_ended: int) -> None:
    reading = real_reading(day)
    assert (len(reading.rows), reading.faults, reading.unknown) == (count, (), ())
    assert len({row.key for row in reading.rows}) == count
    without = sum(row.interval.forecast_end is None for row in reading.rows)
    assert not open_ended or without == open_ended
    assert read_shortages(as_xml(reading.rows[:100])).rows == reading.rows[:100]


def test_a_file_larger_than_any_is_not_begun() -> None:
    assert read_shortages(bytes(LARGEST + 1)).faults == (TOO_LARGE,)
