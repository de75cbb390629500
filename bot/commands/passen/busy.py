"""”Upptagen” until a time, with a stand-in or with the next step; ends by itself."""

from datetime import datetime

from bot.cards import Actions, Button, Card, Form, Notice, Part, TextField, Tone
from bot.commands.passen.asked import Piece, ShiftCase, back, piece, press, refused
from bot.commands.passen.letters import about_own
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.reading import Read, read_end_field, read_start_field
from bot.commands.passen.words import (
    name_of,
    overlap_words,
    shift_words,
    span_words,
)
from bot.commands.passen.writing import behalf, news, told_sentence, written
from bot.letters import keys
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Keep
from directory.letters.outbox import Delivery
from directory.rosters.duty import Duty
from directory.rosters.holding import has, lacking, others_at_once
from directory.swaps.taking import being_busy
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words, until_words

NOBODY = "-"
NO_END = "Skriv till när du är upptagen, till exempel ”15:30” eller ”2 timmar”."


def typed(words: str, asked: ShiftCase) -> Reply:
    """”/pass upptagen till 15:30”: in what she has now; without an end it is asked for."""
    running = _running(asked)
    if not running:
        return refused("Du har inget pass just nu. För ett kommande: välj passet i listan.")
    read = read_end_field(words, asked.now) if words else Read(wrong=NO_END)
    if len(running) > 1 or read.moment is None:
        return Reply(Card((), _form(piece(running[0]), asked, wrong_till=read.wrong)))
    found = piece(running[0])
    return _checked(Hours(asked.now, read.moment), NOBODY, found, asked)


def _running(asked: ShiftCase) -> list[Duty]:
    return asked.snapshot.rosters.of_person(asked.me, Hours.at(asked.now))


def pressed(found: Piece, asked: ShiftCase) -> Reply:
    """The form for the piece of the button; with its answers it is done."""
    if "till" not in asked.request.data:
        return Reply(Card((), _form(found, asked)))
    start = _start(found, asked)
    if start is None:
        wrong = "Jag förstår inte tiden. Skriv till exempel ”14:00” eller ”nu”."
        return Reply(Card((), _form(found, asked, wrong_from=wrong)))
    read = read_end_field(asked.get("till"), start) if asked.get("till") else Read(wrong=NO_END)
    if read.moment is None:
        return Reply(Card((), _form(found, asked, wrong_till=read.wrong)))
    return _checked(Hours(start, read.moment), asked.get(MEMBER) or NOBODY, found, asked)


def _start(found: Piece, asked: ShiftCase) -> datetime | None:
    said = asked.get("från")
    if not said or said == dated_words(found.hours.start, asked.now):
        return found.hours.start
    return read_start_field(said, found.hours.start)


def _checked(hours: Hours, stand_in: str, found: Piece, asked: ShiftCase) -> Reply:
    """Within her own time, and with a stand-in who can be one."""
    if not has(asked.snapshot.rosters, found.line, found.person, hours):
        until = until_words(found.hours.end, asked.now)
        wrong = f"Passet varar till {until}. Skriv en tid inom passet."
        return Reply(Card((), _form(found, asked, wrong_till=wrong)))
    if stand_in == NOBODY:
        return _done(Piece(found.line, found.person, hours), "", asked)
    member = member_named(stand_in, asked.service(found.line), asked)
    if isinstance(member, str):
        return Reply(Card((), _form(found, asked, wrong_person=member)))
    there = lacking(asked.snapshot.rosters, found.line, member.id, hours)
    if member.id == found.person or there != (hours,):
        wrong = f"{member.name} har redan passet då. Välj någon annan."
        return Reply(Card((), _form(found, asked, wrong_person=wrong)))
    return _done(Piece(found.line, found.person, hours), member.id, asked)


def _done(busy: Piece, stand_in: str, asked: ShiftCase) -> Reply:
    override = being_busy(
        busy.line, busy.person, busy.hours, asked.stamp(busy.line), stand_in=stand_in
    )
    changes = [Keep(override)]
    told = news(asked, changes, override.id, said=behalf(asked, busy.person))
    told += _told_herself(busy, override.id, asked) if not stand_in else ()
    who = "Du" if busy.person == asked.me else name_of(busy.person, asked.snapshot)
    instead = f"{name_of(stand_in, asked.snapshot)} svarar" if stand_in else "Nästa steg svarar"
    when = span_words(busy.hours, asked.now)
    says = capitalised(
        f"{who} är upptagen {when}. {capitalised(instead)}.{told_sentence(asked, told)}"
    )
    label = "Jag är tillbaka" if busy.hours.start <= asked.now else "Ångra"
    end = Button(label, press("sluta", {"ändring": override.id}))
    parts: list[Part] = [Notice(says), *_overlap(busy, stand_in, asked), Actions((end, back()))]
    return written(parts, changes, told)


def _told_herself(busy: Piece, override: str, asked: ShiftCase) -> tuple[Delivery, ...]:
    """Her shift is still hers, so no letter about changed shifts tells her."""
    shift = shift_words(busy.line, busy.hours, asked.snapshot, asked.now)
    lines = (f"{capitalised(shift)}. Nästa steg svarar så länge.", *behalf(asked, busy.person))
    title = "Du är satt som upptagen"
    key = keys.set_busy(override, busy.person)
    return about_own(asked, busy.person, title, lines, key=key, happens=busy.hours.start)


def _overlap(busy: Piece, stand_in: str, asked: ShiftCase) -> list[Part]:
    same = others_at_once(asked.snapshot.rosters, busy.line, stand_in, busy.hours)
    if not stand_in or not same:
        return []
    words = overlap_words(same, asked.snapshot, asked.now)
    return [Notice(f"{name_of(stand_in, asked.snapshot)} har samtidigt: {words}.", Tone.WARNING)]


def _form(
    found: Piece,
    asked: ShiftCase,
    *,
    wrong_from: str = "",
    wrong_till: str = "",
    wrong_person: str = "",
) -> Form:
    begin = asked.get("från") or dated_words(found.hours.start, asked.now)
    fields = (
        TextField("från", "Upptagen från", begin, "”nu” eller ”14:00”", wrong_from),
        TextField("till", "Till", asked.get("till"), "”15:30” eller ”2 timmar”", wrong_till),
        member_field(
            asked.service(found.line),
            asked,
            "Vem svarar då?",
            wrong_person,
            without=found.person,
            first=((NOBODY, "Ingen, nästa steg svarar"),),
        ),
    )
    title = f"Upptagen: {shift_words(found.line, found.hours, asked.snapshot, asked.now)}"
    return Form(title, fields, press("upptagen", found.data()), "Spara")
