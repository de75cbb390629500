"""The one shape of a command: request and snapshot in, reply out."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace

from bot.access import Asker
from bot.cards import Actions, Button, Card, Notice, Press, Tone
from bot.questions.danger import danger_notices
from bot.questions.fallback import default_entry
from bot.questions.request import Reply, Request
from bot.texts import quoted
from directory.catalogue.people import Access
from directory.lazy.values import dataclass
from directory.names.danger import danger_in
from directory.snapshot import Snapshot
from directory.walltime.moment_impossible import impossible_time

Handler = Callable[[Request, Snapshot], Reply]
Meant = Callable[[str, Snapshot], str | None]
"""What a sentence without a slash asks of a command; None where it is about something else."""


def by_name_only(sentence: str, snapshot: Snapshot) -> str | None:
    """For a command that is asked for by its name and nothing else."""
    return None


def _impossible_in(text: str) -> str:
    """A time that cannot be; where a life is in danger the answer does not wait for another."""
    return "" if danger_in(text) else impossible_time(text)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and how it is used. The usage line is the first line of its docstring.

    `run` answers what was typed after it; `actions` are all that its buttons and forms can ask for.
    `access` empty: for everyone who may ask. `aliases` are other names for the same command;
    `asked_as` are those of them that are a part of the question as well (”rmr hypertoni”).
    `meant_by`: what a whole sentence asks of it where it was not called with a slash; its name as
    one word of a sentence is not enough. `mostly_for`: those whose everyday work it is, who are
    told of it first. `hidden`: not typed by people, only asked for by
    platforms and buttons. `answers_alike`: what is typed after it is answered the same for all of
    one likeness within a minute, and changes nothing. `reads_agreements`: it is worth a moment's
    waiting that they have been indexed. `kept_on_device`: its answers may stay on the asker's own
    device, to be seen when there is no network. `warns_of_danger`: what is typed after it is a
    question about a patient, so that words of danger to life are answered first. `reads_times`: a
    time that is typed after it says when, so that one that cannot be is refused.
    """

    name: str
    run: Handler
    summary: str
    usage: str
    actions: Mapping[str, Handler] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    asked_as: frozenset[str] = frozenset()
    access: frozenset[Access] = frozenset()
    mostly_for: frozenset[Access] = frozenset()
    meant_by: Meant = by_name_only
    hidden: bool = False
    answers_alike: bool = False
    reads_agreements: bool = False
    warns_of_danger: bool = False
    reads_times: bool = False
    kept_on_device: bool = False

    def answer(self, request: Request, snapshot: Snapshot) -> Reply:
        """The answer to what was typed, or to what a button or a form asks for."""
        if self.reads_times and not request.action and (time := _impossible_in(request.text)):
            return self._no_such_time(time, request, snapshot)
        handler = self.actions.get(request.action, self._gone) if request.action else self.run
        reply = handler(request, snapshot)
        return self._warned(reply, request, snapshot) if not request.action else reply

    def _warned(self, reply: Reply, request: Request, snapshot: Snapshot) -> Reply:
        danger = danger_in(request.text) if self.warns_of_danger else None
        if danger is None:
            return reply
        notices = danger_notices(danger, snapshot.settings)
        card = replace(reply.card, parts=(*notices, *reply.card.parts))
        return replace(reply, card=card)

    def _no_such_time(self, time: str, request: Request, snapshot: Snapshot) -> Reply:
        """Nothing is done or answered for another time than the one that was typed."""
        hint = "Skriv en tid inom ett år, till exempel ”fre 16:00” eller ”24/12”."
        says = Notice(f"Tiden {quoted(time)} går inte att svara på. {hint}", Tone.WARNING)
        return Reply(Card((says, *default_entry(request, snapshot))))

    def _gone(self, request: Request, snapshot: Snapshot) -> Reply:
        """A button that an earlier version of konsult made: say so, and show the ways on."""
        says = Notice("Knappen finns inte längre. Ställ frågan igen.", Tone.WARNING)
        again = Actions((Button(f"/{self.name}", Press(self.name)),))
        return Reply(Card((says, again, *default_entry(request, snapshot))))

    @property
    def signature(self) -> str:
        """”/konsult ämne, gärna enhet och tid”: the usage line up to its dash."""
        return self.usage.split(" – ")[0]

    def question(self, name: str, rest: str) -> str:
        """What is asked of it where it was called by a name: ”/rmr kol” asks about ”rmr kol”."""
        return f"{name} {rest}".strip() if name in self.asked_as else rest

    def asked_in(self, sentence: str, snapshot: Snapshot) -> str | None:
        """What the sentence asks of it: ”” for its name alone; None if it is not meant for it."""
        if sentence.casefold() == self.name:
            return ""
        return self.meant_by(sentence, snapshot)

    @property
    def typed(self) -> tuple[str, ...]:
        """Its examples as they are typed; one that has none is typed by its name alone."""
        return tuple(f"/{self.name} {example}".strip() for example in self.examples or ("",))

    def allows(self, who: Asker) -> bool:
        """Whether the asker may use it."""
        return not self.access or who.has(*self.access)
