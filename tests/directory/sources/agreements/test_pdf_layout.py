"""PDF in: what stands beside, above or within a line is never welded to it, and no sign is lost."""

import re
from collections.abc import Callable, Iterator

import pytest

from directory.sources.agreements.reading import AgreementReading, read_agreement
from tests.directory.sources.agreements.placed_pdf import Placing, placed
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf


def _read(write: Callable[[Placing], None]) -> AgreementReading:
    def whole(page: Placing) -> None:
        page.headline()
        page.heading(100, "Remiss")
        write(page)

    return read_agreement(placed(whole), "avtal.pdf")


def _lines(write: Callable[[Placing], None]) -> list[str]:
    return shown(agreement(_read(write)))


def _raised(page: Placing) -> None:
    for number, (before, up, after) in enumerate(
        (("LPK under 0,5 × 10", "9", "/l remitteras akut."), ("Yta över 2 m", "2", " avgör."))
    ):
        x = page.at(60, 130 + 20 * number, before)
        x = page.at(x, 126 + 20 * number, up, 6.5)
        page.at(x, 130 + 20 * number, after)


def _lowered(page: Placing) -> None:
    x = page.at(60, 130, "Vitamin B")
    x = page.at(x, 132.5, "12", 6.5)
    page.at(x, 130, " under 150 remitteras inte.")


def _raised_and_noted(page: Placing) -> None:
    x = page.at(60, 130, "Trombocyter under 20 × 10")
    x = page.at(x, 126, "9", 6.5)
    x = page.at(x, 130, "/l remitteras akut")
    x = page.at(x, 126, "1", 6.5)
    page.at(x, 130, ".")
    x = page.at(60, 600, "1", 8)
    page.at(x + 3, 600, "Gäller inte barn.", 8)


def _large_points(page: Placing) -> None:
    page.at(60, 130, "Remittera vid:")
    for number, words in enumerate(("PSA över 10", "ålder under 50 och PSA över 3")):
        page.at(72, 146 + 16 * number, "•", 15)
        page.at(90, 144 + 16 * number, words)


def _twice(page: Placing) -> None:
    for aside in (0, 0.4, 0.9):
        page.at(60 + aside, 130, "Remittera inte vid PSA under 33 hos 50-åring.")
    for aside in (0, 1.3):
        page.heading(160 + aside / 4, "Akut") if aside == 0 else page.at(
            60 + aside, 160.3, "Akut", 13, bold=True
        )
    page.at(60, 180, "Ring 11.")


def _margin_note(page: Placing) -> None:
    for number, words in enumerate(
        (
            "Barn under tre månader ska inte bedömas på hälsocentral.",
            "De skickas direkt till barnakuten.",
            "Vuxna bedöms först.",
        )
    ):
        page.at(160, 130 + 13 * number, words)
    page.at(60, 157, "OBS", 36, bold=True)


def _drop_cap(page: Placing) -> None:
    page.at(60, 155, "P", 36)
    page.at(85, 130, "SA över 10 remitteras till urolog utan dröjsmål och")
    page.at(85, 142.5, "PSA under 3 remitteras inte om patienten är under 50 år")
    page.at(85, 155, "och saknar besvär.")


def _lowered_after_a_cap(page: Placing) -> None:
    page.at(60, 143, "V", 30)
    x = page.at(84, 130, "itamin B")
    x = page.at(x, 132.2, "12", 6.5)
    page.at(x, 130, " under 150 pmol/l behandlas på hälsocentral, dock")
    page.at(84, 143, "inte hos gravida kvinnor efter vecka 22.")


def _watermark(page: Placing) -> None:
    for number in range(3):
        page.at(60, 130 + 14 * number, f"Remittera inte vid PSA under {number + 3}.")
    with page.rotation(45, 200, 150):
        page.at(120, 150, "UTKAST 7", 40)


@pytest.mark.parametrize(
    ("write", "lines"),
    [
        (_raised, ["LPK under 0,5 × 10⁹/l remitteras akut.", "Yta över 2 m² avgör."]),
        (_lowered, ["Vitamin B₁₂ under 150 remitteras inte."]),
        (
            _raised_and_noted,
            ["Trombocyter under 20 × 10⁹/l remitteras akut.", "Not: Gäller inte barn."],
        ),
        (
            _large_points,
            [
                "Remittera vid:",
                "* PSA över 10 < Remittera vid:",
                "* ålder under 50 och PSA över 3 < Remittera vid:",
            ],
        ),
        (
            _twice,
            ["Remittera inte vid PSA under 33 hos 50-åring.", "# Akut", "Ring 11."],
        ),
        (
            _margin_note,
            [
                "OBS",
                "Barn under tre månader ska inte bedömas på hälsocentral. "
                "De skickas direkt till barnakuten.",
                "Vuxna bedöms först.",
            ],
        ),
        (
            _drop_cap,
            [
                "PSA över 10 remitteras till urolog utan dröjsmål och PSA under 3 remitteras inte "
                "om patienten är under 50 år och saknar besvär."
            ],
        ),
        (
            _lowered_after_a_cap,
            [
                "Vitamin B₁₂ under 150 pmol/l behandlas på hälsocentral, dock inte hos gravida "
                "kvinnor efter vecka 22."
            ],
        ),
        (_watermark, [" ".join(f"Remittera inte vid PSA under {number}." for number in (3, 4, 5))]),
    ],
)
def test_what_is_near_a_line_is_not_welded_to_it(
    write: Callable[[Placing], None], lines: list[str]
) -> None:
    assert _lines(write) == ["# Remiss", *lines]


ROWS = (
    ("Värde", "Åtgärd", "Ansvar"),
    ("PSA under 3", "Ingen åtgärd", "HC"),
    ("PSA 3–10", "Remiss om över 50 år", "HC"),
    ("PSA över 10", "Alltid remiss", "Urolog"),
)


def _cells(page: Placing) -> Iterator[float]:
    for number, row in enumerate(ROWS):
        down = 140 + 17 * number
        for column, words in enumerate(row):
            page.at(120 + 130 * column, down, words, 9)
        yield down


def _no_rules(page: Placing) -> None:
    list(_cells(page))


def _horizontal_rules(page: Placing) -> None:
    downs = list(_cells(page))
    for down in (downs[0] - 12, downs[0] + 5, downs[-1] + 5):
        page.line(110, down, 500, down)


def _all_horizontal_rules(page: Placing) -> None:
    for down in _cells(page):
        page.line(110, down + 5, 500, down + 5)


def _column_rules(page: Placing) -> None:
    downs = list(_cells(page))
    for x in (110, 240, 370, 500):
        page.line(x, downs[0] - 12, x, downs[-1] + 5)
    for down in (downs[0] - 12, downs[0] + 5, downs[-1] + 5):
        page.line(110, down, 500, down)


def _full_rules(page: Placing) -> None:
    _column_rules(page)
    for down in (162, 179):
        page.line(110, down, 500, down)


def _column_by_column(page: Placing) -> None:
    for column in range(3):
        for number, row in enumerate(ROWS):
            page.at(120 + 130 * column, 140 + 17 * number, row[column], 9)


def _below_a_heading(page: Placing) -> None:
    list(_cells(page))
    page.heading(215, "Kontakt")
    page.at(60, 235, "Ring urologen.")


@pytest.mark.parametrize(
    "write",
    [
        _no_rules,
        _horizontal_rules,
        _all_horizontal_rules,
        _column_rules,
        _full_rules,
        _column_by_column,
        _below_a_heading,
    ],
)
def test_the_rows_of_a_table_keep_together_whatever_is_ruled(
    write: Callable[[Placing], None],
) -> None:
    rows = [
        "| " + "; ".join(f"{head}: {cell}" for head, cell in zip(ROWS[0], row, strict=True))
        for row in ROWS[1:]
    ]
    below = ["# Kontakt", "Ring urologen."] if write is _below_a_heading else []
    assert _lines(write) == ["# Remiss", *rows, *below]


def test_a_cell_that_goes_on_below_is_one_row() -> None:
    def write(page: Placing) -> None:
        page.at(60, 140, "Hälsocentral")
        for number, words in enumerate(("Utreder och behandlar i", "sex månader.")):
            page.at(200, 140 + 12 * number, words)
        page.at(60, 175, "Ortoped")
        for number, words in enumerate(("Tar emot vid vilovärk, dock", "inte vid BMI över 40.")):
            page.at(200, 175 + 12 * number, words)

    assert _lines(write)[1:] == [
        "| Hälsocentral: Utreder och behandlar i sex månader.",
        "| Ortoped: Tar emot vid vilovärk, dock inte vid BMI över 40.",
    ]


def test_columns_of_unequal_height_and_leading() -> None:
    def write(page: Placing) -> None:
        for number in range(12):
            page.at(60, 130 + 13 * number, f"Rad {number} av den vänstra spalten om vård.")
        page.at(311, 131, "Remitteras inte", 13, bold=True)
        for number, words in enumerate(("lumbago utan rotpåverkan", "diskbuktning utan smärta")):
            page.at(311, 148 + 13 * number, "•", 12)
            page.at(329, 148 + 13 * number, words)
        page.at(311, 184, "Akut", 13, bold=True)
        page.at(311, 201, "Kauda equina: ring.")

    lines = _lines(write)
    assert lines[0] == "# Remiss"
    assert " ".join(lines[1:-5]) == " ".join(
        f"Rad {number} av den vänstra spalten om vård." for number in range(12)
    )
    assert lines[-5:] == [
        "# Remitteras inte",
        "* lumbago utan rotpåverkan < Remitteras inte",
        "* diskbuktning utan smärta < Remitteras inte",
        "# Akut",
        "Kauda equina: ring.",
    ]


def test_points_and_columns_at_heights_of_their_own() -> None:
    def write(page: Placing) -> None:
        for number, words in enumerate(("Remittera inte om eGFR < 30", "eller CRP ≤ 5.")):
            page.at(60, 130 + 13 * number, words)
        page.at(60, 162, "Skickas till jouren vid:")
        page.at(310, 124, "Remittera inte vid:")
        for number, words in enumerate(("rökning", "PSA under 3", "50 år")):
            page.at(320, 144 + 14 * number, "•", 15)
            page.at(340, 144 + 14 * number, words)

    assert _lines(write)[1:] == [
        "Remittera inte om eGFR < 30 eller CRP ≤ 5.",
        "Skickas till jouren vid:",
        "Remittera inte vid:",
        "* rökning < Remittera inte vid:",
        "* PSA under 3 < Remittera inte vid:",
        "* 50 år < Remittera inte vid:",
    ]


def test_a_number_that_begins_a_line_is_a_point_only_where_a_sentence_has_ended() -> None:
    def write(page: Placing) -> None:
        page.at(60, 130, "Remittera inte patienter med eGFR under 30 eller med CRP som är högst")
        page.at(60, 143, "5. Ring alltid jouren först.")
        page.at(60, 170, "Skickas vid:")
        page.at(60, 190, "1) eksem hos barn under 2 år som inte läker efter tre veckors vård")
        page.at(60, 203, "2) HbA1c över 52")

    assert _lines(write)[1:] == [
        "Remittera inte patienter med eGFR under 30 eller med CRP som är högst 5. "
        "Ring alltid jouren först.",
        "Skickas vid:",
        "* eksem hos barn under 2 år som inte läker efter tre veckors vård < Skickas vid:",
        "* HbA1c över 52 < Skickas vid:",
    ]


def test_notes_with_the_same_words_on_two_pages_are_no_running_foot() -> None:
    def write(page: Placing) -> None:
        for number, words in ((1, "PSA under 3 remitteras ej"), (2, "CRP över 9 remitteras")):
            x = page.at(60, 130, words)
            x = page.at(x, 126, str(number), 6.5)
            page.at(x, 130, ".")
            page.at(60, 760, str(number), 7)
            page.at(68, 760, "Gäller inte barn.", 7.5)
            if number == 1:
                page.add_page()

    assert _lines(write)[1:] == [
        "PSA under 3 remitteras ej.",
        "CRP över 9 remitteras.",
        "Not: Gäller inte barn.",
        "Not: Gäller inte barn.",
    ]


def _unread(write: Callable[[Placing], None]) -> list[str]:
    return [part.what for part in _read(write).unread]


def test_pages_that_are_pictures_are_told() -> None:
    def write(page: Placing) -> None:
        page.at(60, 130, "Gäller från 2026-01-01 tills vidare i hela länet.")
        for _ in range(3):
            page.add_page()
            page.image(_picture(), 0, 0, 595, 842)
        page.add_page()
        page.at(60, 130, "Sista sidan har text igen.")
        page.add_page()
        page.image(_picture(), 0, 0, 595, 842)

    assert _unread(write) == ["sid 2–4 är bilder", "sid 6 är en bild"]


def test_a_picture_among_the_text_is_told_but_no_logotype() -> None:
    def write(page: Placing) -> None:
        page.image(_picture(), 400, 20, 90, 40)
        page.at(60, 130, "Se bilden.")
        page.image(_picture(), 60, 200, 200, 200)

    assert _unread(write) == ["en bild"]


def test_what_stands_at_an_angle_is_told() -> None:
    assert _unread(_watermark) == ["text på tvären på sid 1 (”UTKAST 7”)"]


def test_a_sign_that_the_file_does_not_name_is_told_where_it_stands() -> None:
    def write(page: Placing) -> None:
        page.set_compression(False)
        page.headline()
        page.heading(100, "Remiss")
        page.at(60, 130, "Remittera vid PSA ¶ 10 och ålder över 50.")
        page.heading(160, "Akut")
        page.at(72, 180, "¶")
        page.at(90, 180, "feber")

    known = placed(write)
    unknown = known.replace(b"<00B6>", b"<F123>")
    assert unknown != known
    reading = read_agreement(unknown, "avtal.pdf")
    assert shown(agreement(reading)) == [
        "# Remiss",
        "Remittera vid PSA [tecken] 10 och ålder över 50.",
        "# Akut",
        "* feber < Akut",
    ]
    assert [part.section for part in reading.unread] == [0]


def _picture() -> bytes:
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ff"
        "ff3f0005fe02fea73581e40000000049454e44ae426082"
    )


@pytest.mark.parametrize("shift", [b"0000000000", b"0000000007"])
def test_a_file_whose_list_of_parts_is_wrong_is_read(shift: bytes) -> None:
    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.heading("Remiss")
        page.paragraph("PSA 3.")

    whole = pdf(write)
    start = whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))
    lost = whole[:start] + re.sub(rb"\d{10}(?= 00000 n)", shift, whole[start:])
    assert shown(agreement(read_agreement(lost, "avtal.pdf"))) == ["# Remiss", "PSA 3."]
