"""”Stäng”: now, a day, a day and all that follow, or the whole series; shown before it is done."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.cards import Actions, Button, Card, Choices, Form, Notice, Option, SelectField
from bot.commands.tid.case import HourCase, about, back, press, refused
from bot.commands.tid.keeping.closed_card import ID, SEEN, SURE, moved, preview, seen_of, then_of
from bot.commands.tid.keeping.instead import Instead, instead_fields, kept_words, read_instead
from bot.commands.tid.keeping.letters import closed_letters
from bot.commands.tid.keeping.reopen import reopen_button
from bot.commands.tid.words import days_words, span_words
from bot.hours.said import hour_words
from bot.questions.request import Reply
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.hours.closing import Books, Closing, HowMuch, closing_hour, still_held, today
from directory.hours.closures import Closure, ClosureReason
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.hours.naming import new_id
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting
from directory.parts import REGION
from directory.walltime.days import local
from directory.walltime.moments import read_moment
from directory.walltime.said import MONTHS

WHAT = "vad"
"""The field with how much is closed: ”nu”, ”dagen|2026-11-27”, ”serien”."""
RESTS_ON = (REGION, OFFERED, BOOKED, QUEUED)
MOST_DAYS = 6
NOTHING_OWN = "Du har inga konsulttider att stänga."
NOTHING_THEN = "Ingen av dina konsulttider är öppen då. Vilken ska stängas?"
NOT_OPEN = "Det är inget öppet då. Välj en annan dag."
_ID = re.compile("[a-z]{16}")
_SERIES = re.compile(r"(?<!\w)(?:hela )?(?:serien|alla(?: tider)?|allt|för gott|helt)(?!\w)", re.I)
_FOLLOWING = re.compile(
    r"(?<!\w)(?:från(?: och med)?|fr\.?o\.?m\.?|(?:och|samt) (?:alla )?(?:följande|framåt)"
    r"|framöver)(?!\w)",
    re.I,
)
_SMALL = re.compile(
    r"(?<!\w)(?:min|mina|tid(?:en|er|erna)?|konsulttid(?:en|er|erna)?|på)(?!\w)", re.I
)


def books(case: HourCase) -> Books:
    """What closing is worked out from."""
    snapshot = case.snapshot
    return Books(snapshot.of(OFFERED), snapshot.of(BOOKED), snapshot.of(QUEUED), case.calendar)


def own_hours(case: HourCase) -> Sequence[tuple[ConsultationHour, Sequence[Sitting]]]:
    """The asker's own hours that are still to come, those that come first first; for a coordinator
    who holds none, everybody's."""
    own = hours_of(case.me, case)
    return own if own or not case.coordinates else _to_come(case.snapshot.of(OFFERED).hours, case)


def hours_of(
    specialist: str, case: HourCase
) -> Sequence[tuple[ConsultationHour, Sequence[Sitting]]]:
    """The hours of a specialist that are still to come."""
    everybody = case.snapshot.of(OFFERED).hours
    return _to_come([hour for hour in everybody if hour.specialist == specialist], case)


def _to_come(
    hours: Iterable[ConsultationHour], case: HourCase
) -> Sequence[tuple[ConsultationHour, Sequence[Sitting]]]:
    known = books(case)
    found = [(hour, still_held(hour, known, case.now)) for hour in hours]
    return sorted(((h, held) for h, held in found if held), key=lambda row: (row[1][0], row[0].id))


# -- what is typed ----------------------------------------------------------------------------


def typed(words: str, case: HourCase) -> Reply:
    """”stäng”, ”stäng fre”, ”stäng serien”, ”stäng från 1/12”."""
    own = own_hours(case)
    if not own:
        return refused(NOTHING_OWN)
    reach, day, rest = _reach(words, case)
    named = of_subject(rest, own, case)
    if not named:
        asks = f"Jag förstår inte {quoted(rest)}. Vilken ska stängas?"
        return which_hour(own, "stäng", asks, case, what_of(reach, day) if reach else "")
    own = named
    fitting = [(hour, held) for hour, held in own if _fits(held, reach, day, case.now)]
    if not fitting:
        return which_hour(own, "stäng", NOTHING_THEN, case)
    if len(fitting) > 1:
        what = what_of(reach, day) if reach else ""
        return which_hour(fitting, "stäng", "Vilken ska stängas?", case, what)
    [(hour, held)] = fitting
    chosen = reach or (HowMuch.NOW if held[0].covers(case.now) else HowMuch.DAY)
    return _shown(hour, chosen, day or held[0].day, read_instead(case), case)


def _reach(words: str, case: HourCase) -> tuple[HowMuch | None, date | None, str]:
    plain = _SMALL.sub(" ", words)
    if _SERIES.search(plain):
        return HowMuch.SERIES, None, _SERIES.sub(" ", plain)
    follows = bool(_FOLLOWING.search(plain))
    plain = " ".join(_FOLLOWING.sub(" ", plain).split())
    if re.fullmatch(r"(?:just )?nu\b.*", plain, re.I):
        return HowMuch.NOW, None, re.sub(r"^(?:just )?nu\b", "", plain, flags=re.I)
    when, rest = read_moment(plain, case.now)
    if when is None:
        return (HowMuch.FOLLOWING if follows else None), None, plain
    return (HowMuch.FOLLOWING if follows else HowMuch.DAY), local(when.moment).date(), rest


def of_subject(
    words: str, own: Sequence[tuple[ConsultationHour, Sequence[Sitting]]], case: HourCase
) -> Sequence[tuple[ConsultationHour, Sequence[Sitting]]]:
    """Those of the services that the words name; all where there are no words."""
    if not words.strip():
        return own
    named = {one.id for one in understand(words, case.snapshot).services(case.snapshot)}
    return [row for row in own if row[0].service in named]


def _fits(held: Sequence[Sitting], reach: HowMuch | None, day: date | None, now: datetime) -> bool:
    if reach is HowMuch.NOW:
        return held[0].covers(now)
    return day is None or any(
        one.day == day or (one.day > day and reach is HowMuch.FOLLOWING) for one in held
    )


def which_hour(
    own: Sequence[tuple[ConsultationHour, Sequence[Sitting]]],
    action: str,
    prompt: str,
    case: HourCase,
    what: str = "",
) -> Reply:
    """A choice among hours for an action. `what`: how much of it is closed."""
    much = {WHAT: what} if what else {}
    options = tuple(
        Option(
            f"{hour_words(hour, case.snapshot)}, {days_words(hour)}",
            press(action, {**about(hour), **much}),
            span_words(held[0], case.now),
        )
        for hour, held in own[:20]
    )
    return Reply(Card((Choices(prompt, options), Actions((back(),)))))


def what_of(reach: HowMuch, day: date | None) -> str:
    """How much is closed, as a button carries it."""
    return f"{reach.value}|{day.isoformat()}" if day else reach.value


# -- what is pressed --------------------------------------------------------------------------


def pressed(hour: ConsultationHour, case: HourCase) -> Reply:
    """What closing means; with the yes of the button it is done."""
    reach, day = _chosen(hour, case)
    instead = read_instead(case)
    if case.get(SURE) and not instead.wrong:
        return _done(hour, reach, day, instead, case)
    return _shown(hour, reach, day, instead, case)


def _chosen(hour: ConsultationHour, case: HourCase) -> tuple[HowMuch, date]:
    word, _, written = case.get(WHAT).partition("|")
    held = still_held(hour, books(case), case.now)
    usual = held[0].day if held else today(case.now)
    reach = next((one for one in HowMuch if one.value == word), None)
    if reach is None:
        runs = bool(held) and held[0].covers(case.now)
        return (HowMuch.NOW if runs else HowMuch.DAY), usual
    try:
        return reach, date.fromisoformat(written) if written else usual
    except ValueError:
        return reach, usual


def _closing(
    hour: ConsultationHour, reach: HowMuch, day: date, instead: Instead, case: HourCase
) -> Closing | None:
    draft = draft_of(hour.specialist, hour.id, ClosureReason.CLOSED, instead, hour.service, case)
    return closing_hour(hour, reach, day, draft, books(case))


def draft_of(
    specialist: str,
    hour: str,
    reason: ClosureReason,
    instead: Instead,
    service: str,
    case: HourCase,
) -> Closure:
    """Who closes, and why; its time is worked out by the rules."""
    account, now = case.request.who.account, case.now
    id_ = case.get(ID)
    if not _ID.fullmatch(id_):
        id_ = new_id("closing", account, case.request.now, specialist, hour)
    return Closure(
        id=id_,
        specialist=specialist,
        hour=hour,
        start=now,
        end=now + timedelta(minutes=1),
        reason=reason,
        made=now,
        made_by=account,
        instead=kept_words(instead, service, case),
    )


def _shown(
    hour: ConsultationHour,
    reach: HowMuch,
    day: date,
    instead: Instead,
    case: HourCase,
    *notices: Notice,
) -> Reply:
    closing = _closing(hour, reach, day, instead, case)
    if closing is None:
        return refused(
            NOT_OPEN, Actions((Button("Stäng något annat", press("stäng", about(hour))),))
        )
    data = {"gör": "stäng", **about(hour), WHAT: what_of(reach, day), **instead.data}
    title = f"Stäng {hour_words(hour, case.snapshot)}"
    form = _form(hour, reach, day, instead, case)
    return Reply(preview(title, closing, instead, data, form, case, *notices))


def _form(
    hour: ConsultationHour, reach: HowMuch, day: date, instead: Instead, case: HourCase
) -> Form:
    held = still_held(hour, books(case), case.now)
    options: list[tuple[str, str]] = []
    if held and held[0].covers(case.now):
        options.append((HowMuch.NOW.value, f"Resten av tiden: {span_words(held[0], case.now)}"))
    days = list(dict.fromkeys(one.day for one in held))[:MOST_DAYS]
    options += [(what_of(HowMuch.DAY, one), f"Bara {_day(one)}") for one in days]
    if hour.first != hour.last:
        options += [
            (what_of(HowMuch.FOLLOWING, one), f"{_day(one)} och alla följande") for one in days
        ]
        options.append((HowMuch.SERIES.value, "Hela serien"))
    chosen = reach.value if reach in (HowMuch.NOW, HowMuch.SERIES) else what_of(reach, day)
    what = SelectField(WHAT, "Vad ska stängas", tuple(options), chosen)
    fields = (what, *instead_fields(instead, hour.service, case))
    return Form("Ändra", fields, press("stäng", about(hour)), "Visa vad det betyder")


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _done(
    hour: ConsultationHour, reach: HowMuch, day: date, instead: Instead, case: HourCase
) -> Reply:
    if any(one.id == case.get(ID) for one in case.snapshot.of(OFFERED).closures):
        return Reply(Card((Notice("Det är redan stängt."), Actions((back(),)))))
    closing = _closing(hour, reach, day, instead, case)
    if closing is None:
        return refused("Det är redan stängt, eller har varit.")
    if case.get(SEEN) != seen_of(closing):
        return _shown(hour, reach, day, instead, case, moved())
    return closed(closing, instead, hour, case)


def closed(
    closing: Closing, instead: Instead, hour: ConsultationHour | None, case: HourCase
) -> Reply:
    """It is done, and those who lose something are told, in one transaction."""
    then = then_of(case)
    letters = closed_letters(closing, then, instead, case)
    told = sum(one.recipient in closing.told for one in letters)
    ended = f" {told} får veta." if told else ""
    says = f"Stängt.{ended} Bokningar före det är kvar."
    buttons = (*reopen_button(closing, hour), back())
    return Reply(
        Card((Notice(says), Actions(buttons))),
        closing.changes(then, case.now),
        deliveries=letters,
        rests_on=RESTS_ON,
    )
