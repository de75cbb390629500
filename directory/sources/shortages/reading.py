"""Reads a file of shortages: every part of it is understood, asked about or refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from directory.shortages.medicine import MedicinalProduct, MedicinePack
from directory.shortages.row import RowKey, ShortageInterval, ShortageKind, ShortageRow
from directory.sources.faults import MOST_FAULTS, one_line
from directory.sources.shortages.element import CheckedElement, WrongValueError
from directory.sources.shortages.form import INFORMATION, INTERVAL, LIST, PACK, PRODUCT
from directory.sources.shortages.notifications import (
    FileElement,
    NotTheFileError,
    each_notification,
    plain,
    words_of,
)
from directory.sources.shortages.result import LARGEST, ShortageReading

TOO_LARGE = f"Filen är för stor. Den får vara högst {LARGEST // 1_000_000} MB."
_TWICE = "Anmälan {} har två rader om förpackningen {} som säger olika."
_NO_PACKS = "Anmälan {} nämner ingen förpackning."
_TWO_NAMES = "Läkemedlet {} beskrivs på två sätt i filen."


def read_shortages(content: bytes) -> ShortageReading:
    """The whole file; faults where it is not one. Never raises on any content."""
    if len(content) > LARGEST:
        return ShortageReading(faults=(TOO_LARGE,))
    read = _Read()
    try:
        each_notification(content, read.root, read.notification)
    except NotTheFileError as fault:
        return ShortageReading(faults=(str(fault),))
    return read.whole()


class _Read:
    """What has been read so far."""

    def __init__(self) -> None:
        self._created: datetime | None = None
        self._rows: dict[RowKey, ShortageRow] = {}
        self._faults: dict[str, None] = {}
        self._unknown: dict[str, None] = {}
        self._products: dict[str, MedicinalProduct] = {}

    def root(self, element: FileElement) -> None:
        """What stands around the notifications: when the file was made."""
        try:
            root = CheckedElement(element, self._ask)
            self._created = root.moment_of("creationDate")
            if (listed := root.child(LIST)) is not None:
                listed.several()
        except WrongValueError as fault:
            self._fault(str(fault))

    def notification(self, element: FileElement) -> None:
        """A notification with all its rows, or what is wrong with it."""
        try:
            for row in self._of_notification(CheckedElement(element, self._ask)):
                self._add(row)
        except WrongValueError as fault:
            self._fault(f"Anmälan {_named(element)}: {fault}")

    def whole(self) -> ShortageReading:
        """All of it."""
        faults, unknown = tuple(self._faults), tuple(sorted(self._unknown))
        if faults:
            return ShortageReading(faults=faults[:MOST_FAULTS], unknown=unknown)
        return ShortageReading(
            created=self._created, rows=tuple(self._rows.values()), unknown=unknown
        )

    def _of_notification(self, one: CheckedElement) -> Iterator[ShortageRow]:
        shortage = one.text("MedicineShortageId", required=True)
        kind = ShortageKind(one.one_of("TypeOfShortage", [kind.value for kind in ShortageKind]))
        said = {
            "first_notified": one.day("DateOfFirstNotification"),
            "first_published": one.day("DateOfFirstPublication"),
            "company_phone": one.text("OrganisationPhoneNumber"),
            "company_email": one.text("OrganisationEmail"),
            "cause_category": one.text("CauseOfShortageCategory"),
            "cause": one.text("CauseOfShortage"),
        }
        updated = one.day("LastUpdated")
        found = False
        for product, packs in self._products_of(one):
            for pack in packs:
                found = True
                row = _row(pack, product, shortage, kind)
                days = [day for day in (updated, row.updated) if day is not None]
                latest = max(days, default=None)
                yield replace(row, **said, updated=latest)  # type: ignore[arg-type]  # fields of one row, of several types
        if not found:
            self._fault(_NO_PACKS.format(one_line(shortage)))

    def _products_of(
        self, one: CheckedElement
    ) -> Iterator[tuple[MedicinalProduct, list[CheckedElement]]]:
        for element in one.inside("MedicinalProducts", PRODUCT):
            product = _product(element)
            known = self._products.setdefault(product.npl_id, product)
            if known != product:
                self._fault(_TWO_NAMES.format(one_line(product.npl_id)))
            yield known, element.inside("PackagedMedicinalProducts", PACK)

    def _add(self, row: ShortageRow) -> None:
        if self._rows.setdefault(row.key, row) != row:
            self._fault(_TWICE.format(*map(one_line, row.key)))

    def _fault(self, says: str) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults[says] = None

    def _ask(self, unknown: str) -> None:
        """Somebody has to look at this part; how often it stands there does not matter."""
        if len(self._unknown) < MOST_FAULTS:
            self._unknown[one_line(unknown)] = None


def _product(one: CheckedElement) -> MedicinalProduct:
    substances = one.text("ActiveSubstances").split("|")
    atc, atc_name = one.code_of("ATC", "term")
    return MedicinalProduct(
        npl_id=one.text("NPLId", required=True),
        name=one.text("ProductName", required=True),
        holder=one.text("MarketAuthorisationHolderName"),
        substances=tuple(name for part in substances if (name := part.strip())),
        atc=atc,
        atc_name=atc_name,
        parallel_import=one.yes("IsParallelImport"),
        country=one.text("CountryOfOrigin"),
    )


def _row(
    one: CheckedElement, product: MedicinalProduct, shortage: str, kind: ShortageKind
) -> ShortageRow:
    interval = one.child(INTERVAL, required=True)
    assert interval is not None  # it is required
    return ShortageRow(
        shortage_id=shortage,
        kind=kind,
        product=product,
        pack=MedicinePack(
            npl_pack_id=one.text("NPLPackId", required=True),
            description=one.text("PackageDescription"),
            article_number=one.text("NordicArticleNumber"),
            parallel_distribution=one.yes("IsParallelDistribution"),
            distributor=one.text("ParallelDistributorName"),
        ),
        interval=ShortageInterval(
            start=interval.day("ForecastedStartDate"),
            forecast_end=interval.day("ForecastedEndDate"),
            actual_end=interval.day("ActualEndDate"),
        ),
        duration=interval.text("Duration"),
        risk=one.text("RiskAssessment"),
        information=one.all_text(INFORMATION),
        updated=interval.day("LastUpdated"),
    )


def _named(element: FileElement) -> str:
    """The id of a notification, as far as it has one."""
    ids = (words_of(child) for child in element if plain(child.tag) == "MedicineShortageId")
    return one_line(next(ids, "")) or "utan id"
