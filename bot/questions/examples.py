"""What somebody new may ask first: by what they work with."""

from bot.access import Asker
from directory.catalogue.people import Access, Profession
from directory.catalogue.units import UnitKind

_ANYBODY = ("kardiologi", "ortopedi i natt", "högt PSA", "/nummer växeln")
_COORDINATOR = ("/jour luckor", "/ejsvar", "/ord", "/jour")
_SPECIALIST = ("/pass", "/jour", "urologi i natt", "bakjour medicin lör 23")
_NURSE = ("barn med feber", "bensår", "/nummer växeln", "/avtal diabetes")
_EMERGENCY = ("bröstsmärta", "ortopedi i natt", "bakjour kirurgi", "/jour")
_PRIMARY_CARE = ("kardiologi", "högt PSA", "kol försämring", "/avtal hypertoni")


def examples_for(who: Asker) -> tuple[str, ...]:
    """Four questions as they are typed, for a coordinator, a specialist, a nurse, a physician of an
    emergency department or of a health centre, and for anybody else."""
    if who.has(Access.COORDINATOR):
        return _COORDINATOR
    if Access.SPECIALIST in who.access:
        return _SPECIALIST
    if who.person is not None and who.person.profession is Profession.NURSE:
        return _NURSE
    if who.home is None:
        return _ANYBODY
    by_unit = {
        UnitKind.EMERGENCY_DEPARTMENT: _EMERGENCY,
        UnitKind.HEALTH_CENTRE: _PRIMARY_CARE,
    }
    return by_unit.get(who.home.kind, _ANYBODY)
