"""Pilots: hours that are tried for a while with chosen centres. Made, widened and ended here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import (
    Actions,
    Button,
    Card,
    Facts,
    Form,
    FormField,
    Heading,
    MultiSelectField,
    Notice,
    Part,
    Text,
    TextField,
    Tone,
)
from bot.commands.tid.case import HourCase, back, press, refused
from bot.commands.tid.keeping.closed_card import SEEN, SURE, booked_words, moved, seen_of
from bot.commands.tid.keeping.instead import Instead, InsteadKind
from bot.commands.tid.keeping.letters import closed_letters
from bot.commands.tid.opening.fields import TOWNS, UNITS, YES
from bot.commands.tid.opening.judging import LONGEST_LIST, LONGEST_WORDS
from bot.commands.tid.opening.limits import for_whom_words, read_limits, towns_of
from bot.commands.tid.opening.openers import MOST_LISTED
from bot.commands.tid.overview.series import ONLY_COORDINATORS
from bot.questions.request import Reply
from bot.texts import day_words
from directory.changes import Add, Keep
from directory.hours.bookings import Booking
from directory.hours.closing import Closing, called_off, today
from directory.hours.eligibility import Eligibility
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.line import AfterClosing
from directory.hours.naming import new_id
from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.parts import REGION
from directory.walltime.days import local
from directory.walltime.moments import read_moment

PILOT, NAME, PURPOSE, FIRST, LAST = "försök", "namn", "syfte", "första", "sista"
NO_DAY = "Jag förstår inte dagen. Skriv till exempel ”1/2” eller ”2027-06-30”."
GONE = "Försöket finns inte längre."
_NO_HOURS = "inga än: välj försöket under ”Fler val” när en tid öppnas"
_FIELDS = (NAME, PURPOSE, FIRST, LAST, UNITS, TOWNS)


def seen(case: HourCase) -> Reply:
    """All pilots that have not ended, and the way to a new one."""
    if not case.coordinates:
        return refused(ONLY_COORDINATORS)
    running = [pilot for pilot in case.pilots if pilot.last >= today(case.now)]
    parts: list[Part] = [Heading("Försök med konsulttider")]
    parts += [part for pilot in running for part in _pilot(pilot, case)]
    if not running:
        parts.append(
            Notice("Inget försök pågår. Ett försök ger utvalda enheter tider en viss tid.")
        )
    new = Button("Nytt försök", press("försök", {}), primary=not running)
    return Reply(Card((*parts, Actions((new, back())))))


def _pilot(pilot: Pilot, case: HourCase) -> Sequence[Part]:
    hours = [hour for hour in case.snapshot.of(OFFERED).hours if hour.pilot == pilot.id]
    when = f"{day_words(pilot.first)} till och med {day_words(pilot.last)}"
    facts = (
        ("Tid", when),
        *((("Syfte", pilot.purpose),) if pilot.purpose else ()),
        ("För", for_whom_words(pilot.eligible, case.snapshot)),
        (
            "Serier",
            str(len(hours)) if hours else "inga än: välj försöket under ”Fler val” när du öppnar",
        ),
    )
    data = {PILOT: pilot.id}
    buttons = (
        Button("Vidga", press("försök-vidga", data)),
        Button("Ändra", press("försök", data)),
        Button("Avsluta", press("försök-avsluta", data)),
    )
    return (Text(pilot.name, "Försök"), Facts(facts), Actions(buttons))


# -- made and changed -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    pilot: Pilot | None
    faults: dict[str, str]


def asked(case: HourCase) -> Reply:
    """A new pilot, or one that is changed: the form, and with its answers it is done."""
    if not case.coordinates:
        return refused(ONLY_COORDINATORS)
    was = case.pilots.get(case.get(PILOT)) if case.get(PILOT) else None
    if case.get(PILOT) and was is None:
        return refused(GONE)
    if not any(name in case.request.data for name in _FIELDS):
        return Reply(Card((), _form(case, was, _known(was, case), {})))
    read = _read(case, was)
    if read.pilot is None:
        return Reply(Card((), _form(case, was, dict(case.request.data), read.faults)))
    return _kept(read.pilot, was, case)


def _known(was: Pilot | None, case: HourCase) -> dict[str, str]:
    if was is None:
        return {}
    return {
        NAME: was.name,
        PURPOSE: was.purpose,
        FIRST: day_words(was.first),
        LAST: day_words(was.last),
        UNITS: ", ".join(sorted(was.eligible.units)),
        TOWNS: ",".join(sorted(was.eligible.municipalities)),
    }


def _form(
    case: HourCase, was: Pilot | None, answers: dict[str, str], faults: dict[str, str]
) -> Form:
    def text(name: str, label: str, hint: str, longest: int, *, required: bool = True) -> TextField:
        value, wrong = answers.get(name, ""), faults.get(name, "")
        lines = 2 if longest == LONGEST_LIST else 1
        return TextField(
            name, label, value, hint, wrong, required=required, max_length=longest, lines=lines
        )

    units = (text(UNITS, "Enheter", _HINT, LONGEST_LIST, required=False),) if _has_room(was) else ()
    fields: tuple[FormField, ...] = (
        text(NAME, "Namn", "”BUP på video”", 60),
        text(PURPOSE, "Syfte", "Vad ni vill veta", LONGEST_WORDS, required=False),
        text(FIRST, "Första dagen", "”1/2”", 30),
        text(LAST, "Sista dagen", "”30 juni”. Hela den dagen räknas.", 30),
        *units,
        _towns(case, answers.get(TOWNS, "")),
    )
    data = {PILOT: was.id} if was else {}
    title = "Ändra försöket" if was else "Nytt försök"
    return Form(title, fields, press("försök", data), "Spara")


_HINT = "Namn med komma emellan. Bara de får använda tiderna."


def _has_room(was: Pilot | None) -> bool:
    """More centres than the field has room for stay as they are, and are widened."""
    return was is None or len(", ".join(was.eligible.units)) <= LONGEST_LIST


def _towns(case: HourCase, chosen: str) -> MultiSelectField:
    options = tuple((town, town) for town in towns_of(case.snapshot)[:MOST_LISTED])
    return MultiSelectField(TOWNS, "Hela kommuner", options, tuple(filter(None, chosen.split(","))))


def _read(case: HourCase, was: Pilot | None) -> _Read:
    faults: dict[str, str] = {}
    first, last = (_day(name, case, faults) for name in (FIRST, LAST))
    eligible = _eligible(case, faults)
    if UNITS not in case.request.data and was is not None:
        eligible = replace(eligible, units=was.eligible.units)
    if not (eligible.units or eligible.municipalities) and not faults:
        faults[UNITS] = "Skriv vilka enheter eller kommuner som är med."
    if len(case.get(NAME)) > 60 or len(case.get(PURPOSE)) > LONGEST_WORDS:
        faults[NAME] = "Skriv kortare: högst 60 tecken i namnet och 100 i syftet."
    if faults or first is None or last is None:
        return _Read(None, faults)
    try:
        pilot = Pilot(
            id=was.id if was else new_id("pilot", case.request.who.account, case.request.now),
            name=case.get(NAME),
            purpose=case.get(PURPOSE),
            first=first,
            last=last,
            eligible=eligible,
            owners=was.owners if was else frozenset({case.me}),
            made=was.made if was else case.now,
            made_by=was.made_by if was else case.request.who.account,
        )
    except ValueError as wrong:
        return _Read(None, {LAST if "dag" in str(wrong) else NAME: str(wrong)})
    return _Read(pilot, {})


def _day(name: str, case: HourCase, faults: dict[str, str]) -> date | None:
    when, rest = read_moment(case.get(name), case.now)
    if when is None or rest or not when.day_only:
        faults[name] = NO_DAY
        return None
    return local(when.moment).date()


def _eligible(case: HourCase, faults: dict[str, str]) -> Eligibility:
    limits = read_limits(case.get(UNITS), case.snapshot)
    if limits.wrong:
        faults[UNITS] = limits.wrong
    known = towns_of(case.snapshot)
    towns = {town for town in case.get(TOWNS).split(",") if town in known}
    also = limits.eligible
    return replace(also, municipalities=also.municipalities | towns)


def _kept(pilot: Pilot, was: Pilot | None, case: HourCase) -> Reply:
    change = Keep(pilot.taken_over(case.request.who.account)) if was else Add(pilot)
    says = "Försöket är ändrat." if was else "Försöket är upplagt."
    then = Notice("Välj det under ”Fler val” när en konsulttid öppnas eller ändras.")
    buttons = (Button("Visa försöken", press("försöken", {})), back())
    card = Card((Notice(says), then, Actions(buttons)))
    return Reply(card, (change,), rests_on=(REGION, OFFERED))


# -- widened ----------------------------------------------------------------------------------


def widened(case: HourCase) -> Reply:
    """More centres, for all its hours at once."""
    pilot = case.pilots.get(case.get(PILOT))
    if not case.coordinates:
        return refused(ONLY_COORDINATORS)
    if pilot is None:
        return refused(GONE)
    faults: dict[str, str] = {}
    more = _eligible(case, faults) if UNITS in case.request.data else Eligibility()
    if faults or not (more.units or more.municipalities):
        sent = UNITS in case.request.data
        nothing = "Skriv vilka som ska vara med också." if sent else ""
        return Reply(Card((), _wider(pilot, faults.get(UNITS, nothing), case)))
    eligible = replace(
        pilot.eligible,
        units=pilot.eligible.units | more.units,
        municipalities=pilot.eligible.municipalities | more.municipalities,
    )
    says = f"Försöket är nu för {for_whom_words(eligible, case.snapshot)}."
    buttons = (Button("Visa försöken", press("försöken", {})), back())
    wider = replace(pilot.taken_over(case.request.who.account), eligible=eligible)
    return Reply(Card((Notice(says), Actions(buttons))), (Keep(wider),), rests_on=(REGION, OFFERED))


def _wider(pilot: Pilot, wrong: str, case: HourCase) -> Form:
    units = TextField(
        UNITS,
        "Fler enheter",
        case.get(UNITS),
        _HINT,
        wrong,
        required=False,
        max_length=LONGEST_LIST,
        lines=2,
    )
    fields = (units, _towns(case, case.get(TOWNS)))
    return Form(f"Vidga {pilot.name}", fields, press("försök-vidga", {PILOT: pilot.id}), "Vidga")


# -- ended ------------------------------------------------------------------------------------


def ended(case: HourCase) -> Reply:
    """Its last day is today; what is booked after it is called off, and said before it is done."""
    pilot = case.pilots.get(case.get(PILOT))
    if not case.coordinates:
        return refused(ONLY_COORDINATORS)
    if pilot is None or pilot.last < today(case.now):
        return refused(GONE)
    closing = Closing(pilot.id, called_off=_after(pilot, case))
    seen_ = seen_of(closing)
    if not case.get(SURE):
        return _ending(pilot, closing, seen_, case)
    if case.get(SEEN) != seen_:
        return _ending(pilot, closing, seen_, case, moved())
    letters = closed_letters(closing, AfterClosing.INSTEAD, Instead(InsteadKind.CHAIN), case)
    last = max(pilot.first, today(case.now))
    changes = (
        Keep(replace(pilot.taken_over(case.request.who.account), last=last)),
        *(Keep(called_off(one)) for one in closing.called_off),
    )
    told = f" {len(letters)} får veta." if letters else ""
    card = Card((Notice(f"Försöket slutar {day_words(last)}.{told}"), Actions((back(),))))
    return Reply(card, changes, deliveries=letters, rests_on=(REGION, OFFERED, BOOKED))


def _after(pilot: Pilot, case: HourCase) -> Sequence[Booking]:
    hours = {hour.id for hour in case.snapshot.of(OFFERED).hours if hour.pilot == pilot.id}
    last = max(pilot.first, today(case.now))
    return [
        one
        for one in case.snapshot.of(BOOKED).bookings
        if one.hour in hours and one.takes_time and local(one.start).date() > last
    ]


def _ending(pilot: Pilot, closing: Closing, seen_: str, case: HourCase, *says: Notice) -> Reply:
    last = day_words(max(pilot.first, today(case.now)))
    facts = [("Sista dag", f"{last}, hela dagen")]
    if closing.called_off:
        facts.append(("Ställs in", booked_words(closing.called_off, case)))
        facts.append(("Får veta", f"{len(closing.told)}, ett brev var"))
    warning = Notice("Tiderna i försöket hålls inte efter den dagen.", Tone.WARNING)
    yes = press("försök-avsluta", {PILOT: pilot.id, SURE: YES, SEEN: seen_})
    buttons = (Button("Avsluta försöket", yes, primary=True), back("Avbryt"))
    heading = Heading(f"Avsluta {pilot.name}")
    return Reply(Card((heading, *says, Facts(tuple(facts)), warning, Actions(buttons))))
