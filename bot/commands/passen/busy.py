"""”Upptagen” until a time, with a stand-in or with the next step; ends by itself."""

from datetime import datetime

from bot.cards import Actions, Button, Card, Form, Notice, Part, TextField, Tone
from bot.commands.passen.case import PassCase, back, press, refused
from bot.commands.passen.letters import about_own
from bot.commands.passen.people_found import MEMBER, member_field, member_named
from bot.commands.passen.piece import Piece
from bot.commands.passen.reading import Read, read_end_field, read_start_field
from bot.commands.passen.words import (
    name_of,
    overlap_words,
    shift_words,
    span_words,
)
from bot.commands.passen.writing import news, notified_sentence, signed, written
from bot.letters import keys
from bot.questions.request import Reply
from bot.texts import capitalised
from directory.changes import Keep
from directory.letters.outbox import Delivery
from directory.rosters.duty import Duty
from directory.rosters.holding import has, lacking, others_at_once
from directory.rosters.somebody import Somebody, as_written
from directory.swaps.taking import being_busy
from directory.walltime.hours import Hours
from directory.walltime.said import dated_words, until_words

NOBODY = "-"
NO_END = "Skriv till när du är upptagen, till exempel ”15:30” eller ”2 timmar”."


def typed(words: str, case: PassCase) -> Reply:
    """”/pass upptagen till 15:30”: the asker's shift that runs; without an end it is asked for."""
    running = _running(case)
    if not running:
        return refused("Du har inget pass just nu. För ett kommande: välj passet i listan.")
    read = read_end_field(words, case.now) if words else Read(wrong=NO_END)
    if len(running) > 1 or read.moment is None:
        return Reply(Card((), _form(Piece.of(running[0]), case, wrong_till=read.wrong)))
    piece = Piece.of(running[0])
    return _checked(Hours(case.now, read.moment), NOBODY, piece, case)


def _running(case: PassCase) -> list[Duty]:
    return case.snapshot.rosters.of_person(case.me, Hours.at(case.now))


def pressed(piece: Piece, case: PassCase) -> Reply:
    """The form for the piece of the button; with its answers it is done."""
    if "till" not in case.request.data:
        return Reply(Card((), _form(piece, case)))
    start = _start(piece, case)
    if start is None:
        wrong = "Jag förstår inte tiden. Skriv till exempel ”14:00” eller ”nu”."
        return Reply(Card((), _form(piece, case, wrong_from=wrong)))
    read = read_end_field(case.get("till"), start) if case.get("till") else Read(wrong=NO_END)
    if read.moment is None:
        return Reply(Card((), _form(piece, case, wrong_till=read.wrong)))
    return _checked(Hours(start, read.moment), case.get(MEMBER) or NOBODY, piece, case)


def _start(piece: Piece, case: PassCase) -> datetime | None:
    answer = case.get("från")
    if not answer or answer == dated_words(piece.hours.start, case.now):
        return piece.hours.start
    return read_start_field(answer, piece.hours.start)


def _checked(hours: Hours, stand_in: str, piece: Piece, case: PassCase) -> Reply:
    """Within the shift, and with a stand-in who can be one."""
    if not has(case.snapshot.rosters, piece.line, piece.holder, hours):
        until = until_words(piece.hours.end, case.now)
        wrong = f"Passet varar till {until}. Skriv en tid inom passet."
        return Reply(Card((), _form(piece, case, wrong_till=wrong)))
    if stand_in == NOBODY:
        return _done(Piece(piece.line, piece.person, hours), None, case)
    member = member_named(stand_in, case.service(piece.line), case)
    if isinstance(member, str):
        return Reply(Card((), _form(piece, case, wrong_person=member)))
    there = lacking(case.snapshot.rosters, piece.line, member.id, hours)
    if member.id == piece.person or there != (hours,):
        wrong = f"{member.name} har redan passet då. Välj någon annan."
        return Reply(Card((), _form(piece, case, wrong_person=wrong)))
    return _done(Piece(piece.line, piece.person, hours), member.id, case)


def _done(busy: Piece, stand_in: Somebody | None, case: PassCase) -> Reply:
    override = being_busy(
        busy.line, busy.holder, busy.hours, case.stamp(busy.line), stand_in=stand_in
    )
    changes = [Keep(override)]
    deliveries = news(case, changes, override.id, busy.person)
    deliveries += _about_own(busy, override.id, case) if not stand_in else ()
    who = "Du" if busy.person == case.me else name_of(busy.person, case.snapshot)
    instead = f"{name_of(stand_in, case.snapshot)} svarar" if stand_in else "Nästa steg svarar"
    when = span_words(busy.hours, case.now)
    says = capitalised(
        f"{who} är upptagen {when}. {capitalised(instead)}.{notified_sentence(case, deliveries)}"
    )
    label = "Jag är tillbaka" if busy.hours.start <= case.now else "Ångra"
    end = Button(label, press("sluta", {"ändring": override.id}))
    parts: list[Part] = [Notice(says), *_overlap(busy, stand_in, case), Actions((end, back()))]
    return written(parts, changes, deliveries)


def _about_own(busy: Piece, override: str, case: PassCase) -> tuple[Delivery, ...]:
    """The shift is still theirs, so no letter about changed shifts says it."""
    shift = shift_words(busy.line, busy.hours, case.snapshot, case.now)
    lines = (f"{capitalised(shift)}. Nästa steg svarar så länge.", signed(case, busy.person))
    title = "Du är satt som upptagen"
    key = keys.set_busy(override, as_written(busy.person))
    return about_own(
        case, busy.holder, title, lines, key=key, happens=busy.hours.start, ends=busy.hours.end
    )


def _overlap(busy: Piece, stand_in: Somebody | None, case: PassCase) -> list[Part]:
    if stand_in is None:
        return []
    same = others_at_once(case.snapshot.rosters, busy.line, stand_in, busy.hours)
    if not same:
        return []
    words = overlap_words(same, case.snapshot, case.now)
    return [Notice(f"{name_of(stand_in, case.snapshot)} har samtidigt: {words}.", Tone.WARNING)]


def _form(
    piece: Piece,
    case: PassCase,
    *,
    wrong_from: str = "",
    wrong_till: str = "",
    wrong_person: str = "",
) -> Form:
    begin = case.get("från") or dated_words(piece.hours.start, case.now)
    fields = (
        TextField("från", "Upptagen från", begin, "”nu” eller ”14:00”", wrong_from),
        TextField("till", "Till", case.get("till"), "”15:30” eller ”2 timmar”", wrong_till),
        member_field(
            case.service(piece.line),
            case,
            "Vem svarar då?",
            wrong_person,
            without=piece.person,
            first=((NOBODY, "Ingen, nästa steg svarar"),),
        ),
    )
    title = f"Upptagen: {shift_words(piece.line, piece.hours, case.snapshot, case.now)}"
    return Form(title, fields, press("upptagen", piece.data()), "Spara")
