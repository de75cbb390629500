"""How a pack is, in words: from when, and until when as far as anybody has said."""

from datetime import date

from bot.texts import day_words
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.product_name import ProductName
from directory.shortages.state import PackSituation, PackState


def title_words(product: MedicinalProduct) -> str:
    """Its name and form without its strength, and that it is imported in parallel where it is."""
    name = ProductName.of(product).without_strength
    if not product.parallel_import:
        return name
    country = f" från {product.country}" if product.country else ""
    return f"{name} (parallellimport{country})"


def size_words(pack: PackSituation) -> str:
    """”Burk, 30 tabletter”."""
    size = " ".join(pack.pack.description.split()) or "förpackning utan beskrivning"
    return f"{size}, parallelldistribuerad" if pack.pack.parallel_distribution else size


def state_words(pack: PackSituation) -> str:
    """What is so now and what is forecast; what ceases never has a return."""
    match pack.state:
        case PackState.CEASES:
            return _ceases(pack)
        case PackState.NOW:
            return f"slut{_since(pack)}, {_forecast(pack.forecast)}"
        case PackState.FORECAST_PASSED:
            passed = f"prognosen{_day('', pack.forecast)} har passerat"
            return f"slut{_since(pack)}, {passed}, inget nytt datum"
        case PackState.COMING:
            return f"väntas ta slut{_day('', pack.since)}, {_forecast(pack.forecast)}"
        case PackState.UNLISTED:
            return f"inte längre listad{_since(pack)}"
        case PackState.BACK:
            return f"åter{_since(pack)}"


def _since(pack: PackSituation) -> str:
    return _day(" sedan", pack.since)


def _ceases(pack: PackSituation) -> str:
    """”upphörde 1 maj 2026”, ”upphör 1 maj 2027, slut redan sedan 1 aug 2026”."""
    said = f"{'upphörde' if pack.begun else 'upphör'}{_day('', pack.since)}"
    if pack.since is None and pack.begun:
        said = "har upphört"
    short = pack.short
    if pack.begun or short is None:
        return said
    if short.state is PackState.COMING:
        return f"{said}, väntas ta slut redan{_day('', short.since)}"
    return f"{said}, slut redan{_day(' sedan', short.since)}"


def _forecast(day: date | None) -> str:
    return f"väntas åter {day_words(day)}" if day else "inget datum för åter"


def _day(lead: str, day: date | None) -> str:
    return f"{lead} {day_words(day)}" if day else ""
