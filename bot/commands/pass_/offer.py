"""”Erbjud”: a shift or a part of it is given away or swapped, to one colleague or to all."""

from datetime import datetime, timedelta

from bot.cards import (
    Actions,
    Button,
    Card,
    Form,
    Heading,
    Notice,
    Option,
    Part,
    SelectField,
    TextField,
)
from bot.commands.base import Outcome, Reply
from bot.commands.folded import folded_choices
from bot.commands.pass_.asked import Asked, Piece, back, piece, press, read_piece, refused
from bot.commands.pass_.letters import invitation
from bot.commands.pass_.people_found import MEMBER, member_field, member_named
from bot.commands.pass_.reading import Read, read_end_field, read_start_field
from bot.commands.pass_.words import (
    duty_hours,
    line_title,
    name_of,
    names,
    offer_words,
    service_words,
    shift_words,
    span_words,
)
from bot.commands.pass_.writing import written
from directory.changes import Keep
from directory.holding import Hours, has
from directory.moment_words import dated_words
from directory.oncall import Duty
from directory.people import Person
from directory.swaps import Offer, OfferKind, OfferState

ALL = "alla"
GIVE, SWAP = "lämna", "byta"
CHOICES_AHEAD = timedelta(days=20)
MOST_CHOICES = 30
HALF_HOUR = timedelta(minutes=30)


def pressed(asked: Asked) -> Outcome:
    """The form for the piece of the button; with its answers it is offered."""
    found = asked.held_piece()
    if not isinstance(found, Piece):
        return found
    if "sätt" not in asked.request.data:
        return Reply(Card((), _form(found, asked)))
    start = _start(found, asked)
    if start is None or start <= asked.now:
        wrong = "Skriv en tid som kommer. Det som redan har börjat kan inte erbjudas."
        return Reply(Card((), _form(found, asked, wrong_from=wrong)))
    read = _end(found, start, asked)
    if read.moment is None:
        return Reply(Card((), _form(found, asked, wrong_till=read.wrong)))
    hours = Hours(start, read.moment)
    if not has(asked.snapshot.rosters, found.line, found.person, hours):
        wrong = f"Passet är {span_words(found.hours, asked.now)}. Skriv en tid inom det."
        return Reply(Card((), _form(found, asked, wrong_till=wrong)))
    return _to_whom(Piece(found.line, found.person, hours), found, asked)


def _start(found: Piece, asked: Asked) -> datetime | None:
    said = asked.get("från")
    if not said or said == dated_words(_earliest(found, asked), asked.now):
        return _earliest(found, asked)
    return read_start_field(said, found.hours.start)


def _earliest(found: Piece, asked: Asked) -> datetime:
    """The beginning; of what has begun, the next whole or half hour."""
    if found.hours.start > asked.now:
        return found.hours.start
    passed = (asked.now - datetime.min.replace(tzinfo=asked.now.tzinfo)) % HALF_HOUR
    return asked.now - passed + HALF_HOUR


def _end(found: Piece, start: datetime, asked: Asked) -> Read:
    said = asked.get("till")
    if not said or said == dated_words(found.hours.end, asked.now):
        return Read(found.hours.end)
    return read_end_field(said, start)


def _to_whom(offered: Piece, found: Piece, asked: Asked) -> Outcome:
    said = asked.get(MEMBER) or ALL
    kind = OfferKind.SWAP if asked.get("sätt") == SWAP else OfferKind.GIVE_AWAY
    if said == ALL:
        return _made(_offer(offered, kind, "", asked), asked)
    member = member_named(said, asked.service(offered.line), asked.snapshot)
    if isinstance(member, str):
        return Reply(Card((), _form(found, asked, wrong_person=member)))
    if member.id == offered.person:
        wrong = "Passet är redan hennes eller hans. Välj någon annan."
        return Reply(Card((), _form(found, asked, wrong_person=wrong)))
    if kind is OfferKind.SWAP:
        return _for_which(offered, member, asked)
    return _made(_offer(offered, kind, member.id, asked), asked)


def _for_which(offered: Piece, to: Person, asked: Asked) -> Outcome:
    """Which of the colleague's shifts goes the other way, or that she chooses."""
    data = {**offered.data(), "to": to.id}
    theirs = returnable(asked, offered, to.id)
    name = name_of(to.id, asked.snapshot)
    options = [Option(f"Låt {name} välja", press("erbjud-mot", data))]
    options += [
        Option(_return_label(duty, asked), press("erbjud-mot", data | return_data(duty)))
        for duty in theirs
    ]
    what = shift_words(offered.line, offered.hours, asked.snapshot, asked.now)
    parts = folded_choices(f"Vilket av {name}s pass vill du ha i stället?", options)
    return Reply(Card((Heading(f"Byt {what}"), *parts, Actions((back("Avbryt"),)))))


def returnable(asked: Asked, offered: Piece, person: str) -> list[Duty]:
    """The person's coming shifts in the service that can go the other way."""
    rosters = asked.snapshot.rosters
    first = asked.now if rosters.covers(asked.now) else rosters.window[0] + timedelta(days=8)
    first = max(first, asked.now, offered.hours.start - CHOICES_AHEAD)
    lines = asked.snapshot.own_lines(asked.service(offered.line))
    duties = rosters.schedule(lines, first, first + CHOICES_AHEAD)
    mine = [duty for duty in duties if duty.person == person and duty.start > asked.now]
    return [
        duty
        for duty in mine
        if rosters.covers(duty.end)
        and not (piece(duty).line == offered.line and duty_hours(duty).touches(offered.hours))
    ][:MOST_CHOICES]


def _return_label(duty: Duty, asked: Asked) -> str:
    return f"{duty.role.heading} {span_words(duty_hours(duty), asked.now)}"


def return_data(duty: Duty) -> dict[str, str]:
    """What a button that chooses the shift in return carries."""
    return {
        "r_role": str(duty.role),
        "r_start": duty.start.isoformat(),
        "r_end": duty.end.isoformat(),
    }


def read_return(asked: Asked, service: str) -> Piece | None:
    """The shift in return that a button carries."""
    data = {"service": service, "role": asked.get("r_role"), "start": asked.get("r_start")}
    return read_piece(data | {"end": asked.get("r_end")}, asked.now)


def in_return(asked: Asked) -> Outcome:
    """The swap with what goes the other way chosen, or left to the other."""
    found, to = asked.held_piece(), asked.person("to")
    if not isinstance(found, Piece):
        return found
    if to is None or to.id == found.person:
        return refused("Kollegan finns inte längre i katalogen.")
    offer = _offer(found, OfferKind.SWAP, to.id, asked)
    back_piece = read_return(asked, found.line[0])
    if not asked.get("r_start"):
        return _made(offer, asked)
    if back_piece is None or not has(
        asked.snapshot.rosters, back_piece.line, to.id, back_piece.hours
    ):
        return refused(f"{name_of(to.id, asked.snapshot)} har inte längre det passet. Välj igen.")
    return _made(_offer(found, OfferKind.SWAP, to.id, asked, back_piece), asked)


def _offer(
    offered: Piece, kind: OfferKind, to: str, asked: Asked, returned: Piece | None = None
) -> Offer:
    service, role = offered.line
    return Offer(
        id=asked.stamp(offered.line).id,
        kind=kind,
        service=service,
        role=role,
        person=offered.person,
        start=offered.hours.start,
        end=offered.hours.end,
        to=to,
        state=OfferState.OPEN,
        made=asked.request.now,
        made_by=asked.request.who.account,
        return_role=returned.line[1] if returned else None,
        return_start=returned.hours.start if returned else None,
        return_end=returned.hours.end if returned else None,
    )


def _made(offer: Offer, asked: Asked) -> Outcome:
    if offer.ends <= asked.now:
        return refused("Passet har redan börjat, och kan inte erbjudas.")
    same = _already(offer, asked)
    if same is not None:
        take = Button("Ta tillbaka", press("återta", {"offer": same.id}))
        says = f"Det är redan erbjudet: {offer_words(same, asked.snapshot, asked.now)}."
        return refused(says, Actions((take,)))
    letters = invitation(asked, offer)
    whom = name_of(offer.to, asked.snapshot) if offer.to else _all_words(offer, asked)
    says = f"Erbjudet till {whom}: {offer_words(offer, asked.snapshot, asked.now)}."
    then = "Passet är kvar hos dig tills någon har tackat ja."
    if asked.on_behalf(offer.person):
        then = f"Passet är kvar hos {names([offer.person], asked.snapshot)} tills någon tackat ja."
    take = Button("Ta tillbaka", press("återta", {"offer": offer.id}))
    parts: list[Part] = [Notice(says), Notice(then), Actions((take, back()))]
    return written(parts, [Keep(offer)], letters)


def _all_words(offer: Offer, asked: Asked) -> str:
    return f"alla i {service_words(offer.line, asked.snapshot)}"


def _already(offer: Offer, asked: Asked) -> Offer | None:
    """An offer of the same person and time that is not decided yet."""
    return next(
        (
            one
            for one in asked.snapshot.state.offers
            if (one.person, one.line) == (offer.person, offer.line)
            and one.hours.touches(offer.hours)
            and (one.is_open(asked.now) or one.is_pending(asked.now))
        ),
        None,
    )


def _form(
    found: Piece,
    asked: Asked,
    *,
    wrong_person: str = "",
    wrong_from: str = "",
    wrong_till: str = "",
) -> Form:
    service = asked.service(found.line)
    everybody = (ALL, f"Alla i {service_words(found.line, asked.snapshot)}")
    start = asked.get("från") or dated_words(_earliest(found, asked), asked.now)
    till = asked.get("till") or dated_words(found.hours.end, asked.now)
    kinds = ((GIVE, "Lämna bort"), (SWAP, "Byta mot ett annat pass"))
    whole = "Hela passet, om du inte ändrar tiderna"
    fields = (
        member_field(
            service, asked, "Till vem?", wrong_person, without=found.person, first=(everybody,)
        ),
        SelectField("sätt", "Hur?", kinds, asked.get("sätt") or GIVE),
        TextField("från", "Från", start, whole, wrong_from),
        TextField("till", "Till", till, "", wrong_till),
    )
    title = f"Erbjud: {line_title(found.line, asked.snapshot)}"
    return Form(title, fields, press("erbjud", found.data()), "Erbjud")
