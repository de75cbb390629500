"""How a pack is, in words: from when, and until when as far as anybody has said."""

from datetime import date

from bot.texts import day_words
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.state import PackSituation, PackState


def product_words(product: MedicinalProduct) -> str:
    """Its name, and that it is imported in parallel where it is."""
    if not product.parallel_import:
        return product.name
    country = f" från {product.country}" if product.country else ""
    return f"{product.name} (parallellimport{country})"


def pack_words(pack: PackSituation) -> str:
    """”Burk, 30 tabletter: slut sedan 1 aug 2026, väntas åter 5 sep 2026”."""
    details = [pack.pack.description or "Förpackning utan beskrivning"]
    if pack.pack.article_number:
        details.append(f"varunr {pack.pack.article_number}")
    if pack.pack.parallel_distribution:
        details.append("parallelldistribuerad")
    return f"{', '.join(details)}: {state_words(pack)}"


def state_words(pack: PackSituation) -> str:
    """What is so now and what is forecast; what ceases never has a return."""
    match pack.state:
        case PackState.CEASES:
            return _ceases(pack)
        case PackState.NOW:
            return f"slut{_day(' sedan', pack.since)}, {_forecast(pack.forecast)}"
        case PackState.FORECAST_PASSED:
            passed = f"prognosen{_day('', pack.forecast)} har passerat"
            return f"slut{_day(' sedan', pack.since)}, {passed}, inget nytt datum"
        case PackState.COMING:
            return f"väntas ta slut{_day('', pack.since)}, {_forecast(pack.forecast)}"
        case PackState.UNLISTED:
            since = _day(" sedan", pack.since)
            return f"inte längre listad{since}, det säger inte att den finns"
        case PackState.BACK:
            return f"åter{_day(' sedan', pack.since)} enligt Läkemedelsverket"


def _ceases(pack: PackSituation) -> str:
    upon = _day(" sedan" if pack.begun else "", pack.since)
    meanwhile = {PackState.COMING: ", väntas ta slut dessförinnan"}.get(
        pack.beside or PackState.BACK, ", och är slut nu" if pack.beside else ""
    )
    return f"upphör{upon}{meanwhile}"


def _forecast(day: date | None) -> str:
    return f"väntas åter {day_words(day)}" if day else "inget datum för åter"


def _day(lead: str, day: date | None) -> str:
    return f"{lead} {day_words(day)}" if day else ""
