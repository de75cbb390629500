"""The form of the authority's file, version 3: which elements stand in which, how often, and what
their values may be."""

from collections.abc import Mapping

from directory.lazy.values import dataclass

NAMESPACE = "http://eservices.lakemedelsverket.se/opendata/medicineshortage/v3/"
ROOT = "OpenDataMedicineShortages"
LIST = "MedicineShortages"
NOTIFICATION = "MedicineShortage"
PRODUCT = "MedicinalProduct"
PACK = "PackagedMedicinalProduct"
INTERVAL = "Interval"
INFORMATION = "MedicineShortageInformations"
"""Its inner form is not described: all text below it is kept."""
NULL = "nullFlavor"
"""The attribute of an element without a value: why there is none."""
NULLS = frozenset(
    "NI INV DER OTH NINF PINF UNC MSK NA UNK ASKU NAV NASK NAVU QS TRC NP".split()  # noqa: SIM905  # a list of codes reads best as one
)
"""HL7's codes, from which the authority takes its own."""


@dataclass(frozen=True, slots=True)
class ElementForm:
    """`once`: the elements that may stand in it at most once. `several`: those of which any number
    may. `attributes`: those that mean something, besides NULL."""

    once: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()


def _form(once: str = "", several: str = "", attributes: str = "") -> ElementForm:
    return ElementForm(*(frozenset(names.split()) for names in (once, several, attributes)))


FORMS: Mapping[str, ElementForm] = {
    ROOT: _form(once=LIST, attributes="creationDate"),
    LIST: _form(several=NOTIFICATION),
    NOTIFICATION: _form(
        once="MedicineShortageId TypeOfShortage DateOfFirstNotification DateOfFirstPublication "
        "OrganisationPhoneNumber OrganisationEmail CauseOfShortageCategory CauseOfShortage "
        "LastUpdated MedicinalProducts"
    ),
    "MedicinalProducts": _form(several=PRODUCT),
    PRODUCT: _form(
        once="NPLId ProductName MarketAuthorisationHolderName ActiveSubstances ATC "
        "IsParallelImport CountryOfOrigin PackagedMedicinalProducts"
    ),
    "PackagedMedicinalProducts": _form(several=PACK),
    PACK: _form(
        once="NPLPackId Interval PackageDescription NordicArticleNumber IsParallelDistribution "
        f"ParallelDistributorName RiskAssessment {INFORMATION}"
    ),
    INTERVAL: _form(
        once="ForecastedStartDate ForecastedEndDate ActualEndDate Duration LastUpdated"
    ),
    "ATC": _form(attributes="term"),
}
"""Elements with others in them, or with attributes; the rest hold a value alone."""
VALUE = ElementForm()
