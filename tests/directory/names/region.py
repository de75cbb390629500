"""A small invented region to ask about: two hospitals, a few clinics and health centres."""

from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.specialties import official_lexicon
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit, UnitKind
from directory.names.found import Recognised
from directory.names.resolver import Names
from tests.builders import service, unit

UNITS: tuple[Unit, ...] = (
    unit(
        "norra",
        name="Norra sjukhuset",
        kind=UnitKind.HOSPITAL,
        municipality="Granvik",
        hospital="norra",
        former_names=("Granviks lasarett",),
        aliases=("Norra",),
    ),
    unit(
        "sodra",
        name="Södra sjukhuset",
        kind=UnitKind.HOSPITAL,
        municipality="Åkersele",
        hospital="sodra",
    ),
    unit(
        "hjartkliniken-norra",
        name="Hjärtkliniken Norra",
        kind=UnitKind.CLINIC,
        municipality="Granvik",
        hospital="norra",
    ),
    unit(
        "kirurgkliniken-norra",
        name="Kirurgkliniken Norra sjukhuset",
        kind=UnitKind.CLINIC,
        municipality="Granvik",
        hospital="norra",
        aliases=("Kirurgen Norra",),
    ),
    unit(
        "akuten-sodra",
        name="Akutmottagningen Södra sjukhuset",
        kind=UnitKind.EMERGENCY_DEPARTMENT,
        municipality="Åkersele",
        hospital="sodra",
        aliases=("Akuten Södra",),
    ),
    unit(
        "bjorken",
        name="Björkens hälsocentral",
        municipality="Granvik",
        former_names=("Östra vårdcentralen",),
    ),
    unit("lyktan", name="Lyktans läkarhus", municipality="Myrtuna"),
    unit("hjartat", name="Hjärtats hälsocentral", municipality="Myrtuna"),
)
SERVICES: tuple[Service, ...] = (
    service(
        "kardiologi-norra",
        name="Kardiologi",
        unit="hjartkliniken-norra",
        aliases=("hjärtjouren", "kardiologi nord"),
    ),
    service(
        "kirurgi-norra",
        name="Kirurgi",
        specialty="kirurgi",
        unit="kirurgkliniken-norra",
        aliases=("bukjouren", "kirurgjouren"),
    ),
    service(
        "kirurgi-sodra", name="Kirurgi", specialty="kirurgi", unit="sodra", aliases=("bukjouren",)
    ),
    service("hjartsvikt-sodra", name="Subakut hjärtsvikt", kind=ServiceKind.SUBACUTE, unit="sodra"),
)
TERMS: tuple[Term, ...] = (
    Term("sviktlinjen", "hjartsvikt-sodra"),
    Term("grå huset", "bjorken"),
    Term("pumpdoktorn", "kardiologi"),
    Term("snittdoktorn", "Kirurgi"),
    Term("vilse", "finns-inte"),
)
NAMES = Names(official_lexicon(), SERVICES, UNITS, TERMS)
OFFICIAL = {specialty.id: specialty.name for specialty in official_lexicon().specialties}


def ids(found: Recognised) -> list[str]:
    """What was found, best first."""
    return [hit.target.id for hit in found.hits]
