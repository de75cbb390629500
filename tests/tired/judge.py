"""Whether a card says first what the question needed."""

from bot.desk import Answered
from directory.snapshot import Snapshot
from tests.tired.seen import SeenCard

ACUTE = "acute+"
MOST_OF_SEVERAL = 3


def fault(expect: str, answered: Answered, snapshot: Snapshot) -> str:
    """What is wrong with the answer; empty if nothing is.

    `expect` is one of: `specialty:NAME`; `choice:A|B` (any of them first); `all:A|B` (all among the
    first three); `unit` or `unit:ID` (its numbers first); `command:/x`; `nothing` (nothing is claimed);
    any of them after `acute+` (the first line says that life is in danger). Every answer but a
    command's has a number to call.
    """
    seen = SeenCard(answered.card, snapshot)
    wanted = expect.removeprefix(ACUTE)
    if expect.startswith(ACUTE) and "112" not in seen.first_sentence:
        return f"first line is not of danger to life: {seen.first_sentence!r}"
    if not wanted.startswith("command:") and not seen.callable_numbers:
        return "no number to call"
    what, _, named = wanted.partition(":")
    command = answered.origin.command if answered.origin else ""
    return _FAULTS[what](named, seen, command)


def _specialty(named: str, seen: SeenCard, command: str) -> str:
    return _any(named, seen, command)


def _any(named: str, seen: SeenCard, command: str) -> str:
    """Where the region has none of them, their names are said and nothing else is claimed."""
    names, found = named.split("|"), seen.specialties
    if not any(_is_served(name, seen.snapshot) for name in names):
        said = any(name in seen.words for name in names)
        return "" if said else f"none of these is said: {seen.words[:60]!r}"
    return "" if found and found[0] in names else f"first is {found[:1] or seen.words[:60]}"


def _all(named: str, seen: SeenCard, command: str) -> str:
    served = [name for name in named.split("|") if _is_served(name, seen.snapshot)]
    missing = set(served) - set(seen.specialties[:MOST_OF_SEVERAL])
    return f"not among the first three: {', '.join(sorted(missing))}" if missing else ""


def _unit(named: str, seen: SeenCard, command: str) -> str:
    found = seen.leads_to_unit
    if not found:
        return f"no unit first, /{command}: {seen.words[:60]!r}"
    return f"first is {found}" if named and named != found else ""


def _command(named: str, seen: SeenCard, command: str) -> str:
    return "" if named == f"/{command}" else f"led to /{command}"


def _nothing(named: str, seen: SeenCard, command: str) -> str:
    claimed = command not in ("konsult", "hjalp") or (
        not seen.first_sentence and bool(seen.specialties)
    )
    return f"led to /{command} {seen.specialties[:1]}" if claimed else ""


def _is_served(name: str, snapshot: Snapshot) -> bool:
    return any(snapshot.specialties[s.specialty].name == name for s in snapshot.services.values())


_FAULTS = {
    "specialty": _specialty,
    "choice": _any,
    "all": _all,
    "unit": _unit,
    "command": _command,
    "nothing": _nothing,
}
