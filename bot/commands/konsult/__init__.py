"""/konsult <ämne> [enhet] [tid] – vem som svarar nu, på vilket nummer och till när."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot import links
from bot.cards import (
    NO_DATA,
    Actions,
    Button,
    Card,
    Choices,
    Notice,
    Option,
    Part,
    Press,
    Tone,
)
from bot.commands.base import Command
from bot.commands.konsult.answer_card import answer_card
from bot.commands.konsult.chain_lines import Question
from bot.commands.konsult.no_answer import no_answer
from bot.commands.konsult.other_time import other_time
from bot.commands.konsult.shown import outside_notices, shown
from bot.questions.around import answering, around
from bot.questions.choices import MOST_FOLDED, MOST_OPTIONS, folded_choices
from bot.questions.fallback import counted, default_entry, lost
from bot.questions.misses import carried, missed, taken
from bot.questions.request import Reply, Request
from bot.questions.understanding import (
    Understood,
    services_at,
    services_of,
    subject_name,
    target_name,
    understand,
)
from bot.texts import FOR_WHOM, quoted
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.found import Hit, TargetKind
from directory.snapshot import Snapshot
from directory.walltime.moments import When, read_moment


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Answer a question; the answer to a suggestion says that it was taken."""
    reply, miss = _typed(request, snapshot), taken(request, command="konsult")
    return replace(reply, miss=miss) if miss else reply


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way to an answer."""

    request: Request
    snapshot: Snapshot
    understood: Understood
    when: When | None

    @property
    def missed_words(self) -> str:
        """What a coordinator is told was not understood: the subject, else a place not known."""
        query = self.understood.query
        return query.subject_words or query.place_words

    @property
    def said(self) -> str:
        """What was typed of the subject, also where it led to a choice that has been made."""
        return self.request.data.get(links.SAID, "") or self.understood.query.subject_words

    def question(self, service: Service) -> Question:
        """The service at the moment that was asked for, else in the present minute."""
        moment = self.when.moment if self.when else self.request.minute
        return Question(service, moment, asked=self.when is not None)

    def reply(self, *parts: Part, outcome: str) -> Reply:
        """A card of these parts, counted as the outcome."""
        return Reply(Card(parts), lookup=counted(self.request, outcome))

    def lost(self, says: str) -> Reply:
        """The sentence, with the default entry and a number."""
        return lost(self.request, self.snapshot, says)


def _typed(request: Request, snapshot: Snapshot) -> Reply:
    when, rest = read_moment(request.text, request.minute)
    if not rest.strip():
        return lost(request, snapshot, "Skriv vad det gäller, till exempel ”/konsult kardiologi”.")
    asked = Asked(request, snapshot, understand(rest, snapshot), when)
    return _answered(asked)


def _answered(asked: Asked) -> Reply:
    understood, snapshot = asked.understood, asked.snapshot
    if understood.several:
        prompt = f"{quoted(understood.query.subject_words)} kan gälla flera. Vilken?"
        options = _suggestions(asked, links.saying(asked.said))
        return asked.reply(Choices(prompt, options), outcome="choice")
    if understood.one is not None:
        return _about(_candidates(understood.one, asked), asked)
    if understood.only_place:
        return _about(understood.services(snapshot), asked)
    return _not_understood(asked)


def _candidates(hit: Hit, asked: Asked) -> list[Service]:
    """The services of the subject: those near the asker, or all where a place was said or none
    is near."""
    home = asked.request.who.home
    if home and not asked.understood.places and hit.target.kind is TargetKind.SPECIALTY:
        near = asked.snapshot.services_near(hit.target.id, home)
        if near:
            return near
    return services_of(hit, asked.snapshot)


def _about(services: list[Service], asked: Asked) -> Reply:
    """Choose among the services that were meant: of the kind, for the asker, at the place."""
    subject = subject_name(asked.understood, asked.snapshot)
    if not services:
        return asked.lost(f"{subject} finns inte som konsulttjänst i regionen.")
    who = asked.request.who
    audiences = who.audiences()
    mine = [service for service in services if service.audience in audiences]
    if not mine:
        return asked.lost(f"{services[0].name} är bara {FOR_WHOM[services[0].audience]}.")
    kind = asked.understood.query.kind
    mine = [service for service in mine if service.kind is kind] or mine
    if asked.understood.places:
        return _at_places(mine, subject, asked)
    return _near(mine, subject, asked)


def _at_places(services: list[Service], subject: str, asked: Asked) -> Reply:
    there = services_at(asked.understood, services)
    if there:
        around_the_clock = scope(there, None)
        return _choose(around_the_clock.first, around_the_clock.also, subject, asked)
    place = asked.understood.places[0]
    return _elsewhere(f"{subject} finns inte på {place.name}.", services, asked)


def _near(services: list[Service], subject: str, asked: Asked) -> Reply:
    home = asked.request.who.home
    near = scope(services, home)
    if near.first:
        return _choose(near.first, near.also, subject, asked)
    if _is_named(asked.understood.one):
        return _choose((services[0],), (), subject, asked)
    town = home.municipality if home else ""
    return _elsewhere(f"{subject} finns inte hos er ({town}).", list(near.outside), asked)


def _is_named(hit: Hit | None) -> bool:
    """Whether one service was named: then it is shown, and said not to serve the asker's area."""
    return hit is not None and hit.target.kind is TargetKind.SERVICE


def _choose(
    first: tuple[Service, ...], also: tuple[Service, ...], subject: str, asked: Asked
) -> Reply:
    if len(first) > 1:
        prompt = f"{subject} finns på flera ställen. Vilket gäller det?"
        choices = _service_choices(prompt, [*first, *also], asked)
        return asked.reply(*choices, *_home_unit_wanted(asked), outcome="choice")
    service, request = first[0], asked.request
    question = asked.question(service)
    services = answering([service], asked.snapshot)
    card = answer_card(
        question,
        request.who,
        around(question.moment, services, request, asked.snapshot),
        request.minute,
        notices=[*outside_notices(service, request.who.home), *_unread(asked)],
        also=also,
        said=asked.said,
    )
    return Reply(card, lookup=counted(request, "answer", service.id))


def _home_unit_wanted(asked: Asked) -> list[Part]:
    """To one who has no home unit: with one, her own hospital would have answered at once."""
    if asked.request.who.home is not None:
        return []
    choose = Button("Välj hemenhet", links.choose_home_unit(), keep=True)
    return [Notice("Med en hemenhet svarar rätt sjukhus direkt."), Actions((choose,))]


def _unread(asked: Asked) -> list[Notice]:
    """Words that were passed over are said: one may be a place that is not known."""
    words = " ".join(asked.understood.query.unread)
    return [Notice(f"Förstod inte {quoted(words)}, svaret gäller resten.")] if words else []


def _elsewhere(says: str, services: list[Service], asked: Asked) -> Reply:
    return asked.reply(
        Notice(says, Tone.WARNING),
        *_service_choices("Finns här", services, asked),
        *default_entry(asked.request.who, asked.snapshot),
        outcome="out of scope",
    )


def _service_choices(prompt: str, services: list[Service], asked: Asked) -> list[Part]:
    """The services as a choice; those beyond the first eight behind ”Visa mer”."""

    def option(service: Service) -> Option:
        served = ", ".join(sorted(service.municipalities)) or "hela regionen"
        title = asked.snapshot.title(service.id)
        return Option(
            title,
            links.see_service(service.id, asked.question(service).asked_at, asked.said),
            f"för {served}",
        )

    options = [option(service) for service in services[:MOST_FOLDED]]
    left = len(services) - MOST_FOLDED
    hint = f"Fler (och {left} till, skriv sjukhuset efter ämnet)" if left > 0 else "Fler"
    return folded_choices(prompt, options, rest_prompt=hint)


def _not_understood(asked: Asked) -> Reply:
    words = asked.understood.query.subject_words or asked.request.text
    parts: list[Part] = [Notice(f"Jag förstår inte {quoted(words)}.", Tone.WARNING)]
    near = _suggestions(asked, carried(asked.missed_words))
    if near:
        parts.append(Choices("Menade du", near))
    parts += default_entry(asked.request.who, asked.snapshot)
    miss = missed(asked.request, asked.missed_words, command="konsult", suggested=bool(near))
    return replace(asked.reply(*parts, outcome="miss"), miss=miss)


def _suggestions(asked: Asked, data: Mapping[str, str] = NO_DATA) -> tuple[Option, ...]:
    """What was found, each with the word that matched; pressing asks anew, place and time kept."""
    when = asked.when.words if asked.when else ""
    tail = " ".join(part for part in (asked.understood.query.place_words, when) if part)

    def option(hit: Hit) -> Option:
        name = target_name(hit, asked.snapshot)
        typed = asked.understood.query.subject_words
        told = hit.word.casefold() in (name.casefold(), typed.casefold())
        reason = "" if told else quoted(hit.word)
        return Option(name, Press("konsult", f"{name} {tail}".strip(), data=data), reason)

    return tuple(option(hit) for hit in asked.understood.subject.hits[:MOST_OPTIONS])


COMMAND = Command(
    name="konsult",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": shown, "ej-svar": no_answer, "annan-tid": other_time},
    summary="Vem som svarar nu, på vilket nummer, till när och vem som är nästa.",
    examples=("kardiologi", "ortopedi södra i natt", "bakjour medicin lör 23", "högt PSA"),
)
