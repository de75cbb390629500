"""The tables of the report as files: a workbook, and a CSV file for each table."""

from collections.abc import Iterator

from bot.hours.reporting.sheets import report_sheets
from bot.hours.reporting.words import file_name
from directory.hours.report.shown import FillReport
from directory.snapshot import Snapshot
from directory.sources.table_file import format_sheet
from directory.spreadsheets.workbooks import written_workbook


def table_files(report: FillReport, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file."""
    sheets = report_sheets(report, snapshot)
    yield f"{file_name(report)}.xlsx", written_workbook(sheets)
    for sheet in sheets:
        yield f"{file_name(report, sheet.title)}.csv", format_sheet(sheet)
