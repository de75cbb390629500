"""The overview as tables: one for each question that it answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.shortages.cautions import NATIONAL
from bot.shortages.overview.making import ListOverview
from bot.shortages.signers import group_words, name_words
from directory.counting.small import shown
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.following.look import substance_of
from directory.shortages.overview import CeasingPack
from directory.shortages.port import FileInForce
from directory.shortages.state import PackSituation, PackState
from directory.snapshot import Snapshot
from directory.spreadsheets import Sheet, Value
from directory.walltime.days import local

ENDS_SOON = timedelta(days=14)
OUT, SOON, PASSED = "Slut nu", "Börjar inom tre veckor", "Prognosen har passerat"
CEASING, ADVICE, ASKED = "Upphör", "Ersättningsråd", "Frågor"
FILES = "Antal över tid"
COUNTED = (OUT, SOON, PASSED, CEASING, ADVICE)
"""The tables whose rows are counted above them."""
NO_DATE = "inget datum"
_More = Callable[[PackSituation], tuple[Value, ...]]
_PACK = ("substans", "ATC", "läkemedel", "förpackning", "varunummer")


def overview_sheets(seen: ListOverview, snapshot: Snapshot) -> Sequence[Sheet]:
    """All tables, the most pressing first; what they rest on last."""
    packs = seen.packs
    return (
        Sheet(OUT, (*_PACK, "slut sedan", "väntas åter", "upphör"), _rows(packs.out, _out)),
        Sheet(SOON, (*_PACK, "vad", "från", "väntas åter"), _rows(packs.soon, _soon)),
        Sheet(PASSED, (*_PACK, "slut sedan", "prognosen var"), _rows(packs.passed, _passed)),
        Sheet(CEASING, (*_PACK, "upphör", "ändrat"), [*map(_ceasing, packs.ceasing)]),
        Sheet(
            ADVICE,
            ("gäller", "läge", "första dag", "sista dag", "grupp", "skrivet av", "godkänt av"),
            [_advice(one, seen, snapshot) for one in seen.advice],
        ),
        Sheet(ASKED, ("substans", "ATC", "på två dagar", "vanligt", "råd"), [*_asked(seen)]),
        Sheet(
            FILES,
            ("dag", "slut nu", "kommande", "upphör", "rader i filen"),
            [_file(file) for file in last_of_days(seen.files)],
        ),
        Sheet("Om översikten", ("vad", "värde"), [*_about(seen)]),
    )


def last_of_days(files: Iterable[FileInForce]) -> Sequence[FileInForce]:
    """The last file of each Swedish day, the oldest first."""
    by_day = {local(file.created).date(): file for file in files}
    return list(by_day.values())


def short_now(file: FileInForce) -> int:
    """How many packs were out of stock, whatever their forecasts said."""
    return sum(count for state, count in file.packs.items() if state.is_out)


def _pack(pack: PackSituation) -> tuple[Value, ...]:
    """In the order of `_PACK`."""
    name, code = substance_of(pack)
    return name, code, pack.product.name, pack.pack.description, pack.pack.article_number


def _rows(packs: Iterable[PackSituation], more: _More) -> list[tuple[Value, ...]]:
    return [(*_pack(pack), *more(pack)) for pack in packs]


def _out(pack: PackSituation) -> tuple[Value, ...]:
    short = _short(pack)
    ceases = pack.state is PackState.CEASES
    return _day(short.since), _back(short), _day(pack.since) if ceases else ""


def _soon(look: PackSituation) -> tuple[Value, ...]:
    if look.state is PackState.CEASES:
        return "upphör", _day(look.since), ""
    return "väntas ta slut", _day(look.since), _back(look)


def _passed(pack: PackSituation) -> tuple[Value, ...]:
    short = _short(pack)
    return _day(short.since), _day(short.forecast)


def _short(pack: PackSituation) -> PackSituation:
    """The pack by its shortages alone, where it ceases."""
    return pack.short or pack


def _back(pack: PackSituation) -> str:
    if pack.state is PackState.FORECAST_PASSED and pack.forecast:
        return f"{_day(pack.forecast)} (har passerat)"
    return _day(pack.forecast)


def _ceasing(one: CeasingPack) -> tuple[Value, ...]:
    changed = ""
    if one.is_new:
        changed = "ny"
    elif one.is_moved:
        changed = f"tidigare {_day(one.moved_from)}"
    return *_pack(one.pack), _day(one.pack.since), changed


def _advice(one: ReplacementAdvice, seen: ListOverview, snapshot: Snapshot) -> tuple[Value, ...]:
    return (
        ", ".join(medicine.name for medicine in one.content.concerns),
        state_words(one, seen),
        _day(one.content.first),
        _day(one.content.last),
        group_words(one, snapshot),
        name_words(one.writer, snapshot),
        name_words(one.approver, snapshot) if one.approver else "",
    )


def state_words(one: ReplacementAdvice, seen: ListOverview) -> str:
    """How far it has come, and whether it ends within a fortnight."""
    if one.state is AdviceState.WAITING:
        return "väntar på godkännande"
    if one.is_open:
        return "utkast"
    left = one.content.last - local(seen.now).date()
    return "gäller, slutar snart" if left <= ENDS_SOON else "gäller"


def _asked(seen: ListOverview) -> Iterator[tuple[Value, ...]]:
    for one in seen.asked:
        usual = one.demand.usual
        times = shown(one.demand.times)
        yield (
            one.name,
            one.substance,
            times if isinstance(times, int) else str(times),
            "" if usual is None else round(usual, 1),
            "finns" if one.has_advice else "saknas",
        )


def _file(file: FileInForce) -> tuple[Value, ...]:
    return (
        local(file.created).date().isoformat(),
        short_now(file),
        file.packs.get(PackState.COMING, 0),
        file.packs.get(PackState.CEASES, 0),
        file.rows,
    )


def _about(seen: ListOverview) -> Iterator[tuple[str, str]]:
    made = seen.feed.created
    yield "Lista", seen.list.name
    if seen.list.group is not None:
        yield "Listan har", ", ".join(seen.list.group.medicines)
    yield "Källa", "Läkemedelsverket (CC BY 4.0)"
    yield "Uppgifter från", f"{local(made):%Y-%m-%d %H:%M}" if made else "ingen fil är inläst"
    yield "Gäller", NATIONAL
    yield "Slut nu", "Även förpackningar vars prognos har passerat, och de som dessutom upphör."
    yield "Antal över tid", "Förpackningar i hela filen, inte bara listans."
    yield "Frågor", "Så ofta /rest har visat substansen. <5 betyder 0 till 4."


def _day(day: date | None) -> str:
    return day.isoformat() if day else NO_DATE
