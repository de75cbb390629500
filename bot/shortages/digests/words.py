"""What has changed of some packs, as a line: facts of the authority, with dates as dates."""

from collections.abc import Sequence
from datetime import date

from directory.shortages.following.news import NewsKind, PackNews
from directory.shortages.pack_changes import moment_of
from directory.shortages.state import PackState
from directory.walltime.said import MONTHS

_LEADS = {
    NewsKind.OUT: "Restnoterad nu",
    NewsKind.SOON: "Förvarning",
    NewsKind.COMING: "Kommande",
    NewsKind.CEASES: "Upphör",
    NewsKind.PASSED: "Prognosen har passerat",
    NewsKind.MOVED: "Ny prognos",
    NewsKind.START_MOVED: "Ny start",
    NewsKind.BACK: "Åter enligt Läkemedelsverket",
    NewsKind.UNLISTED: "Inte längre listad",
}
_NO_DATE = "inget datum"


def news_line(packs: Sequence[PackNews]) -> str:
    """”Restnoterad nu: Plåstret 50 mikrogram, 2 förpackningar, sedan 1 aug 2026 …”; the packs are
    of one product, and the same is new of all of them."""
    first = packs[0]
    what = f"{first.now.product.name}, {_packs(packs)}"
    return f"{_LEADS[first.kind]}: {what}{_details(first)}."


def said_alike(news: PackNews) -> tuple[str, str, str]:
    """What packs have in common that are told of in one line."""
    return news.now.product.npl_id, news.kind, _details(news)


def day_words(day: date) -> str:
    """”14 jan 2027”: read any day."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _packs(packs: Sequence[PackNews]) -> str:
    if len(packs) > 1:
        return f"{len(packs)} förpackningar"
    return packs[0].now.pack.description or "1 förpackning"


def _details(news: PackNews) -> str:
    says = ", ".join(filter(None, _parts(news)))
    return f", {says}" if says else ""


def _parts(news: PackNews) -> tuple[str, ...]:
    now = news.now
    match news.kind:
        case NewsKind.PASSED:
            return (_passed(news), _ceasing(news))
        case NewsKind.MOVED:
            return (_moved(news), _ceasing(news))
        case NewsKind.START_MOVED:
            return (_start_moved(news),)
        case NewsKind.UNLISTED:
            return ("det betyder inte att den går att få",)
        case NewsKind.BACK:
            return (_since(now.since),)
        case _ if now.state is PackState.CEASES:
            return (*_ceases(news), _meanwhile(news))
        case NewsKind.OUT:
            return _since(now.since), _forecast(news)
        case _:
            return _from(now.since), _forecast(news)


def _since(day: date | None) -> str:
    return f"sedan {day_words(day)}" if day else ""


def _from(day: date | None) -> str:
    return f"från {day_words(day)}" if day else ""


def _forecast(news: PackNews) -> str:
    """When it is expected back; a forecast that has passed is said as such."""
    forecast = news.now.forecast
    if forecast is None:
        return "inget datum för när den väntas åter"
    if news.now.state is PackState.FORECAST_PASSED:
        return f"prognosen {day_words(forecast)} har passerat"
    return f"väntas åter {day_words(forecast)}"


def _ceases(news: PackNews) -> tuple[str, ...]:
    lead = ("upphör",) if news.kind is not NewsKind.CEASES else ()
    since = news.now.since
    return (*lead, _since(since) if news.now.begun else _from(since))


def _meanwhile(news: PackNews) -> str:
    beside = news.now.beside
    if beside is None:
        return ""
    return "restnotering kommande" if beside is PackState.COMING else "också restnoterad nu"


def _ceasing(news: PackNews) -> str:
    """So that the end of a shortage is not read as a return of what ceases."""
    return "förpackningen upphör" if news.now.state is PackState.CEASES else ""


def _passed(news: PackNews) -> str:
    forecast = moment_of(news.now).forecast
    return f"{day_words(forecast)}, fortfarande restnoterad" if forecast else ""


def _moved(news: PackNews) -> str:
    return _from_to(news.before.forecast if news.before else None, moment_of(news.now).forecast)


def _start_moved(news: PackNews) -> str:
    return _from_to(news.before.starts if news.before else None, moment_of(news.now).starts)


def _from_to(before: date | None, now: date | None) -> str:
    was, is_now = (day_words(day) if day else _NO_DATE for day in (before, now))
    return f"{is_now} (tidigare {was})"
