"""What a button or a form says of a default, and who decides it."""

from collections.abc import Callable, Sequence

from bot.commands.rest.case import RestCase, refused
from bot.questions.request import Reply
from bot.shortages.deciding import kinds_decided
from bot.shortages.unit_kinds import MANY
from directory.catalogue.people import Access
from directory.catalogue.units import UnitKind
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS, ShortageDefault

KIND, TARGET, WORDS = "enheter", "mål", "vad"
ONLY_COORDINATORS = (
    "Vad alla på en sorts enhet bevakar från början bestäms av samordnaren. ”/bevaka” visar vad du "
    "bevakar själv, och där stänger du av det du inte vill ha."
)


def decided(case: RestCase) -> Sequence[UnitKind]:
    """The kinds of units that the asker decides for."""
    return kinds_decided(case.request.who, case.snapshot)


def for_deciders(act: Callable[[RestCase], Reply]) -> Callable[[RestCase], Reply]:
    """The action, for those who decide for some kind of unit."""

    def pressed(case: RestCase) -> Reply:
        return act(case) if decided(case) else not_decided(case)

    return pressed


def not_decided(case: RestCase, kind: UnitKind | None = None) -> Reply:
    """Why the asker may not set it."""
    if kind is None or not case.request.who.has(Access.COORDINATOR):
        return refused(ONLY_COORDINATORS)
    return refused(
        f"Du bestämmer inte för alla {MANY[kind]}: andra samordnare svarar för några av dem. Det "
        "gör regionens samordnare."
    )


def kind_of(case: RestCase) -> UnitKind | None:
    """The kind of unit that the button or the form names."""
    wanted = case.get(KIND)
    return UnitKind(wanted) if wanted in set(UnitKind) else None


def default_of(kind: UnitKind, target: str, case: RestCase) -> ShortageDefault | None:
    """The default that there is for the kind and the target."""
    every = case.snapshot.of(SHORTAGE_DEFAULTS)
    return next((one for one in every if (one.unit_kind, one.target) == (kind, target)), None)
