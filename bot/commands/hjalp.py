"""/hjalp kommando – vad du kan skriva."""

from collections.abc import Sequence

from bot import links
from bot.access import Asker
from bot.cards import Card, Choices, Heading, Notice, Option, Part, Press, Text
from bot.commands.base import Command
from bot.commands.registry import find_command, is_shown
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.texts import quoted
from directory.snapshot import Snapshot

_ASKED = Sentences(
    r"hjälp(?: mig)?(?: (?:att )?(?:komma igång|förstå))?",
    r"help(?: me)?",
    r"hjälpa (?:mig|till)",
    r"hur (?:funkar|fungerar|använder (?:jag|man)|gör (?:jag|man))"
    r"(?: (?:den|det|här|du|dig|konsult|chatten|boten|tjänsten|systemet|appen))*",
    r"(?:vad|vilka frågor) kan (?:du|jag|man|den|konsult)"
    r"(?: (?:göra|skriva|fråga|svara på|söka|använda dig till|hjälpa (?:till|mig) med))?"
    r"(?: (?:om|här|dig))*",
    r"(?:vem är du|vad är (?:konsult|det här|detta)|vad gör du)",
    r"(?:alla |vilka |lista |vad betyder )*kommando(?:n|na)?(?: finns(?: det)?)?",
    r"(?:jag )?(?:fattar|förstår|begriper|vet) inte (?:riktigt )?hur (?:man|jag|den|det)"
    r" (?:använder|gör|funkar|fungerar|söker|skriver)"
    r"(?: (?:den|det|här|du|dig|konsult|boten|detta))*",
    r"(?:hur |var )(?:kommer jag igång|börjar (?:jag|man))|kom(?:ma)? igång",
    r"visa (?:några )?exempel|första gången (?:jag använder|här)(?: .*)?",
    r"(?:jag är |är )?(?:helt )?ny här",
    r"instruktion(?:er)?|manual(?:en)?|bruksanvisning(?:en)?",
)
_ABOUT = Sentences(r"(?:hjälp|help)(?: (?:om|med))? /?(?P<rest>\w+)")


def help_command(commands: Sequence[Command]) -> Command:
    """The command that explains the others that the asker may use."""

    def run(request: Request, snapshot: Snapshot) -> Reply:
        allowed = [command for command in (*commands, itself) if is_shown(command, request.who)]
        wanted = request.text.strip().lstrip("/").casefold()
        named = find_command(wanted, allowed)
        if named is not None:
            return Reply(_details(named))
        return Reply(_all(allowed, request.who, unknown=wanted))

    def meant(sentence: str, snapshot: Snapshot) -> str | None:
        """Help with what can be typed; with anything else it is a question about a patient."""
        about = _ABOUT.rest(sentence)
        if about and find_command(about.casefold(), (*commands, itself)):
            return about
        return _ASKED.rest(sentence)

    itself = Command(
        name="hjalp",
        run=run,
        warns_of_danger=True,
        meant_by=meant,
        usage=(__doc__ or "").splitlines()[0],
        summary="Allt du kan fråga, med exempel.",
        examples=("", "konsult"),
        aliases=("hjälp", "help"),
    )
    return itself


def _all(commands: Sequence[Command], who: Asker, unknown: str) -> Card:
    """An example of each command to tap, with what it does; the asker's everyday ones first."""
    in_order = sorted(commands, key=lambda command: not command.mostly_for & who.access)
    options = tuple(
        Option(command.typed[0], _press(command), command.summary) for command in in_order
    )
    parts: list[Part] = []
    if unknown:
        question = Option(f"Fråga om {quoted(unknown)}", links.ask(unknown))
        parts += [
            Notice(f"Kommandot ”/{unknown}” finns inte."),
            Choices("Menade du", (question,)),
        ]
    parts += [Heading("Det här kan du fråga"), Choices("Tryck, eller skriv själv", options)]
    more = Text("Fler exempel: skriv /hjalp och kommandot, som ”/hjalp konsult”.")
    return Card((*parts, more))


def _details(command: Command) -> Card:
    other_names = ", ".join(f"/{alias}" for alias in command.aliases)
    parts: list[Part] = [Heading(f"/{command.name}"), Text(command.summary)]
    if other_names:
        parts.append(Text(other_names, "Samma sak"))
    return Card((*parts, _examples(command)))


def _press(command: Command) -> Press:
    return Press(command.name, next(iter(command.examples), ""))


def _examples(command: Command) -> Choices:
    pairs = zip(command.typed, command.examples or ("",), strict=True)
    return Choices(
        "Pröva", tuple(Option(typed, Press(command.name, example)) for typed, example in pairs)
    )
