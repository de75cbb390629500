"""`konsult evaluate agreements`, in a process of its own."""

from pathlib import Path

from tests.stories.terminal import Terminal

DOCUMENT = "# KOL – vårdnivå\n\n## Syrgas i hemmet\nRemiss vid saturation under 92 procent.\n"
QUERIES = (
    "query\tdocument\tsection\tkind\n"
    "syrgas hemma\tkol.md\tSyrgas i hemmet\tkeyword\n"
    "pizza\t-\t-\tnegative\n"
    "syrgas hemma\tkol.md\t*\tdocument\n"
)


def konsult(tmp_path: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    """What is printed, and what is complained of; no database is made or needed."""
    terminal = Terminal(tmp_path)
    printed = terminal.konsult("evaluate", "agreements", *arguments, code=code)
    assert not (tmp_path / "var").exists()
    return printed, terminal.complaints


def folder(tmp_path: Path) -> tuple[Path, Path]:
    documents = tmp_path / "avtal"
    documents.mkdir()
    (documents / "kol.md").write_text(DOCUMENT, encoding="utf-8")
    (documents / "anteckning.xyz").write_text("inget avtal", encoding="utf-8")
    queries = tmp_path / "q.tsv"
    queries.write_text(QUERIES, encoding="utf-8")
    return documents, queries


def test_a_table_and_predictions_without_database_or_region(tmp_path: Path) -> None:
    documents, queries = folder(tmp_path)
    to = tmp_path / "out.tsv"
    table, _ = konsult(
        tmp_path, "--documents", str(documents), str(queries), "--predictions", str(to)
    )
    assert "rätt först" in table and "alla" in table
    line = "syrgas hemma\tkol.md#Syrgas i hemmet\n"
    assert to.read_text(encoding="utf-8") == f"{line}pizza\t\n{line}"


def test_what_cannot_be_used_is_told(tmp_path: Path) -> None:
    documents, queries = folder(tmp_path)
    (documents / "tom.md").write_text("", encoding="utf-8")
    _, complaints = konsult(tmp_path, "--documents", str(documents), str(queries))
    assert "tom.md" in complaints
    _, complaints = konsult(tmp_path, "--documents", str(tmp_path / "no"), str(queries), code=1)
    assert "går inte att läsa" in complaints
    _, complaints = konsult(
        tmp_path, "--documents", str(documents), str(queries), "--predictions", str(queries), code=1
    )
    assert "skriva över" in complaints
