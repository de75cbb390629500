"""Drug shortages: a file of 20 MB read in a process of its own, and what is typed found on a day's
medicines.

The file is made of the authority's own of a day, where that lies beside the project, else of made
rows.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.figures import summary
from bot.incoming.isolated_reading import IsolatedReading
from directory.shortages.medicine_name import MedicineName, names_of
from directory.shortages.row import ShortageRow
from directory.shortages.search import MedicineIndex
from directory.sources.shortages.reading import read_shortages
from tests.paths import ROOT
from tests.shortages import REAL, a_row, as_xml, of_product

SIZE, TIMES = 20_000_000, 3
_NUMBERED = re.compile(r"<(MedicineShortageId|NPLId|NPLPackId)>")
_LOOKED_AT_EVERY = 0.005
_SALTS = ("", "hydroklorid", "fumarat", "natrium", "tartrat")


async def run() -> None:
    """Print the figures, and what is wanted of them."""
    day = REAL / "lv-v3-rebuilt-2026-08-22.xml"
    is_real = day.exists()
    content = day.read_bytes() if is_real else as_xml(map(_made_row, range(2_700)))
    print(f"the authority's own day, from {ROOT.parent}" if is_real else "a made day")
    await _reading(_as_large(content.decode()).encode())
    _searching(names_of(read_shortages(content).rows))


def _made_row(number: int) -> ShortageRow:
    word = "".join(chr(97 + number // 26**at % 26) + "aeiou"[number % 5] for at in range(4))
    atc = f"{'ABCDGHJLMNPRSV'[number % 14]}{number % 16:02d}AB{number % 40:02d}"
    substance = f"{word}in{_SALTS[number % 5]}"
    name = f"{word.capitalize()} Bolaget {number % 50 + 1} mg Filmdragerad tablett"
    product = of_product(name, atc, substance, npl=f"2001{number:010d}")
    return a_row(pack=f"2002{number:010d}", shortage=f"s-{number}", product=product)


# -- reading --------------------------------------------------------------------------------------


def _as_large(day: str) -> str:
    """The day again and again, each time with other numbers."""
    head, rest = day.split("<MedicineShortages>", 1)
    body, tail = rest.rsplit("</MedicineShortages>", 1)
    times = SIZE // len(body) + 1
    bodies = (_NUMBERED.sub(rf"<\1>{time or ''}", body) for time in range(times))
    return f"{head}<MedicineShortages>{''.join(bodies)}</MedicineShortages>{tail}"


async def _reading(content: bytes) -> None:
    reading = IsolatedReading()
    async with reading.running():
        for _ in range(TIMES):
            began = perf_counter()
            watched = asyncio.create_task(_watched(reading.pid or 0))
            read = await reading.shortages(content)
            took = perf_counter() - began
            watched.cancel()
            memory, seconds = await watched
            assert read.file is not None, read.faults
            print(
                f"{len(content) / 1e6:.1f} MB, {len(read.rows)} rows: {took:.1f} s by the clock, "
                f"{seconds:.1f} s of the processor, {memory / 1024:.0f} MB "
                "(wanted: < 10 s, < 150 MB)"
            )


async def _watched(pid: int) -> tuple[int, float]:
    """The most memory in kB, and the processor's seconds, of the process that reads."""
    memory, ticks = 0, 0
    try:
        while True:
            for child in _children(pid):
                memory, ticks = max(memory, _peak(child)), max(ticks, _ticks(child))
            await asyncio.sleep(_LOOKED_AT_EVERY)
    except asyncio.CancelledError:
        return memory, ticks / 100


def _children(pid: int) -> Iterator[Path]:
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from (Path("/proc") / child for child in listed.read_text("ascii").split())


def _peak(process: Path) -> int:
    """Its high-water mark; 0 once it has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", (process / "status").read_text("ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _ticks(process: Path) -> int:
    """Hundredths of a second of the processor; 0 once it has ended."""
    try:
        after_name = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(after_name[11]) + int(after_name[12])


# -- searching ------------------------------------------------------------------------------------


def _searching(names: tuple[MedicineName, ...]) -> None:
    began = process_time()
    index = MedicineIndex(names)
    print(f"{len(index)} medicines indexed in {process_time() - began:.2f} s of the processor")
    questions = list(dict.fromkeys(_questions(names)))
    for text in questions[:20]:
        index.find(text)
    times = []
    for text in questions:
        began = process_time()
        index.find(text)
        times.append(process_time() - began)
    print(f"{len(questions)} questions, processor time: {summary(times)} (wanted: p95 ≤ 2 ms)")
    found = sum(bool(index.find(text).substances) for text in questions)
    print(f"something is found for {found} of them")


def _questions(names: tuple[MedicineName, ...]) -> Iterator[str]:
    """Each medicine as it is asked for: by name, code, number and substance, and misspelt."""
    for name in names[::3]:
        product = name.product
        brand = product.name.split()[0]
        yield from (product.name, brand, product.atc, product.atc[:4], name.packs[0])
        yield from product.substances
        yield f"är {brand} restnoterat?"
        if len(brand) > 5:
            yield brand[:2] + brand[3:]
            yield brand[:3] + brand[4] + brand[3] + brand[5:]
