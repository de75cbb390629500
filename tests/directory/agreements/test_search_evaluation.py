"""The figures of questions with a known answer."""

from directory.evaluation.agreements import (
    JudgedSearch,
    SearchQuestion,
    figures,
    judge,
    predictions,
    table_lines,
)

KOL = SearchQuestion("syrgas", ("kol.md",), ("Syrgas", "Hemma"), "keyword")
ANY = SearchQuestion("HÖK KOL", ("kol.md",), ("*",), "document")
NONE = SearchQuestion("pizza", (), (), "negative")


def test_any_of_several_headings_is_right_and_only_in_its_document() -> None:
    assert JudgedSearch(KOL, (("kol.md", "Hemma"),)).rank == 1
    assert JudgedSearch(KOL, (("ibd.md", "Hemma"), ("kol.md", "Syrgas"))).rank == 2
    assert JudgedSearch(KOL, (("kol.md", "Annat"),)).rank is None
    assert JudgedSearch(KOL, (("kol.md", "Annat"),)).document_first


def test_a_star_is_any_heading() -> None:
    assert JudgedSearch(ANY, (("kol.md", "Vad som helst"),)).rank == 1


def test_the_figures() -> None:
    rows = [
        JudgedSearch(KOL, (("kol.md", "Annat"), ("kol.md", "Syrgas"))),
        JudgedSearch(ANY, (("kol.md", "x"),)),
        JudgedSearch(NONE, (("kol.md", "x"),)),
    ]
    of = figures(rows)
    assert (of.count, of.first, of.in_top, of.mrr) == (3, 0.5, 1.0, 0.75)
    assert (of.document_first, of.claimed) == (1.0, 1.0)


def test_the_table_has_a_line_for_each_kind_and_one_for_all() -> None:
    lines = table_lines(judge([KOL, NONE], lambda query: ()))
    assert [line.split()[0] for line in lines[1:]] == ["keyword", "negative", "alla"]


def test_predictions_keep_order_and_repeats_and_can_be_read_back() -> None:
    rows = judge([KOL, NONE, KOL], lambda q: (("a|b.md", "x\ty\\"),) if q == "syrgas" else ())
    assert predictions(rows) == "syrgas\ta\\|b.md#x\\ty\\\\\npizza\t\nsyrgas\ta\\|b.md#x\\ty\\\\\n"


def test_at_most_ten_are_judged() -> None:
    (row,) = judge([KOL], lambda query: (("x.md", "y"),) * 12)
    assert len(row.shown) == 10
