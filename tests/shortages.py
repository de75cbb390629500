"""Rows of shortages, and the authority's file written from them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from directory.shortages.advice.advice import (
    AdviceState,
    ReplacementAdvice,
    approved,
    sent,
    withdrawn,
)
from directory.shortages.advice.content import USUAL_LENGTH, AdviceContent
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.medicine import MedicinalProduct, MedicinePack
from directory.shortages.row import ShortageInterval, ShortageKind, ShortageRow
from directory.sources.shortages.form import NAMESPACE
from directory.sources.shortages.reading import read_shortages
from directory.sources.shortages.result import ShortageReading
from directory.walltime.days import local
from tests.paths import ROOT

REAL = ROOT.parent / "shared" / "data" / "shortages"
"""The authority's own files of three days, beside the project; not part of it."""
CREATED = datetime.fromisoformat("2026-08-20T02:25:05.323387+02:00")

ESTRADIOL = MedicinalProduct(npl_id="20010101000001", name="Plåstret 50 mikrogram/24 timmar Depotplåster", holder="Bolaget AB", substances=("estradiolhemihydrat",), atc="G03CA03", atc_name="Estradiol")  # fmt: skip


def a_group(*members: str, medicines: Iterable[str] = ("G03",), id_: str = "kvinnohalsa", made_by: str = "regionens filer") -> MedicineGroup:  # fmt: skip
    """A group for women's diseases with these members, or two of its own."""
    return MedicineGroup(id=id_, name="Kvinnosjukdomar", specialties=frozenset({"obstetrik-och-gynekologi"}), members=frozenset(members or ("anna-a", "bo-b")), medicines=tuple(medicines), made_by=made_by)  # fmt: skip


def an_advice(state: AdviceState = AdviceState.DRAFT, *, now: datetime = CREATED, version: int = 1, advice: str = "a1", **content: Any) -> ReplacementAdvice:  # fmt: skip
    """Advice by Anna on what to use for estradiol, from the day of `now` for ninety days; approved
    by Bo then, where it has come so far."""
    today = local(now).date()
    said: dict[str, Any] = {"concerns": (AdvisedMedicine(name="Estradiol (G03CA03)", atc="G03CA03"),), "instead": "Gel i motsvarande dos.", "sources": "Läkemedelsboken", "first": today, "last": today + USUAL_LENGTH}  # fmt: skip
    draft = ReplacementAdvice(advice=advice, version=version, group="kvinnohalsa", content=AdviceContent(**{**said, **content}), state=AdviceState.DRAFT, writer="anna-a", written=now)  # fmt: skip
    if state is AdviceState.DRAFT:
        return draft
    waiting = sent(draft, "anna-a", a_group())
    if state is AdviceState.WAITING:
        return waiting
    signed = approved(waiting, waiting.text_hash, "bo-b", a_group(), now)
    return signed if state is AdviceState.SIGNED else withdrawn(signed, "fel dos", "bo-b", a_group(), now)  # fmt: skip


def medicine(name: str, atc: str = "") -> AdvisedMedicine:
    """A medicine of advice that the file has named: by a code, or by one product of its own."""
    return AdvisedMedicine(name=name, atc=atc, products=() if atc else (f"npl-{name}",))


def real_file(day: int) -> bytes:
    """The authority's file of a day in August 2026; skips where it is not beside the project."""
    file = REAL / f"lv-v3-rebuilt-2026-08-{day}.xml"
    if not file.exists():
        pytest.skip(f"{file.name} is not in {REAL}")
    return file.read_bytes()


@cache
def _read(day: int) -> ShortageReading:
    return read_shortages(real_file(day))


def real_reading(day: int) -> ShortageReading:
    """What that file holds, read once; skips likewise."""
    real_file(day)
    return _read(day)


def a_row(
    start: str = "2026-08-01",
    forecast: str = "",
    ended: str = "",
    *,
    pack: str = "20010101100001",
    shortage: str = "a-1",
    ceases: bool = False,
    product: MedicinalProduct = ESTRADIOL,
    **more: Any,
) -> ShortageRow:
    """A row of a pack; days are written, an empty one is none."""
    return ShortageRow(
        shortage_id=shortage,
        kind=ShortageKind.CESSATION if ceases else ShortageKind.SHORTAGE,
        product=product,
        pack=MedicinePack(npl_pack_id=pack, description="Påse, 8 plåster", article_number="004711"),
        interval=ShortageInterval(
            start=_day(start), forecast_end=_day(forecast), actual_end=_day(ended)
        ),
        **more,
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def as_xml(rows: Iterable[ShortageRow], created: datetime = CREATED) -> bytes:
    """The file that says these rows: each in a notification element of its own."""
    said = "\n".join(map(_notification, rows))
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<OpenDataMedicineShortages xmlns="{NAMESPACE}" '
        f'creationDate="{created.isoformat()}">\n<MedicineShortages>\n{said}\n</MedicineShortages>\n'
        "</OpenDataMedicineShortages>\n"
    ).encode()


def _notification(row: ShortageRow) -> str:
    product, pack, interval = row.product, row.pack, row.interval
    inner = [
        _value("MedicineShortageId", row.shortage_id), _value("TypeOfShortage", row.kind.value),
        _value("DateOfFirstNotification", row.first_notified), _value("DateOfFirstPublication", row.first_published),
        _value("OrganisationPhoneNumber", row.company_phone), _value("OrganisationEmail", row.company_email),
        _value("CauseOfShortageCategory", row.cause_category), _value("CauseOfShortage", row.cause),
        _value("LastUpdated", row.updated),
    ]  # fmt: skip
    of_product = [
        _value("NPLId", product.npl_id), _value("ProductName", product.name),
        _value("MarketAuthorisationHolderName", product.holder), _value("ActiveSubstances", " | ".join(product.substances)),
        f"<ATC term={quoteattr(product.atc_name)}>{escape(product.atc)}</ATC>",
        _value("IsParallelImport", str(product.parallel_import).lower()), _value("CountryOfOrigin", product.country),
    ]  # fmt: skip
    of_interval = [
        _value("ForecastedStartDate", interval.start), _value("ForecastedEndDate", interval.forecast_end),
        _value("ActualEndDate", interval.actual_end) if interval.actual_end else "",
        _value("Duration", row.duration), _value("LastUpdated", row.updated),
    ]  # fmt: skip
    of_pack = [
        _value("NPLPackId", pack.npl_pack_id), f"<Interval>{''.join(of_interval)}</Interval>",
        _value("PackageDescription", pack.description), _value("NordicArticleNumber", pack.article_number),
        _value("IsParallelDistribution", str(pack.parallel_distribution).lower()),
        _value("ParallelDistributorName", pack.distributor), _value("RiskAssessment", row.risk),
        f"<MedicineShortageInformations>{_information(row.information)}</MedicineShortageInformations>",
    ]  # fmt: skip
    packs = f"<PackagedMedicinalProduct>{''.join(of_pack)}</PackagedMedicinalProduct>"
    packaged = f"<PackagedMedicinalProducts>{packs}</PackagedMedicinalProducts>"
    products = f"<MedicinalProduct>{''.join(of_product)}{packaged}</MedicinalProduct>"
    return f"<MedicineShortage>{''.join(inner)}<MedicinalProducts>{products}</MedicinalProducts></MedicineShortage>"


def _information(text: str) -> str:
    return f"<Information><Text>{escape(text)}</Text></Information>" if text else ""


def _value(name: str, value: object) -> str:
    if not value:
        return f'<{name} nullFlavor="UNK" />'
    return f"<{name}>{escape(str(value))}</{name}>"


def of_product(
    name: str, atc: str, *substances: str, npl: str, atc_name: str = ""
) -> MedicinalProduct:
    """A product by its name, code and substances."""
    return replace(ESTRADIOL, npl_id=npl, name=name, atc=atc, atc_name=atc_name or substances[0].capitalize(), substances=substances)  # fmt: skip
