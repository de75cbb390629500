"""/kalender ämne och enhet – dina pass, eller en jourlista, i din egen kalender."""

from bot.cards import (
    Card,
    Option,
    Press,
    notice,
)
from bot.commands.base import Command
from bot.commands.kalender import addresses
from bot.commands.kalender.overview import overview
from bot.commands.kalender.subject import Subject, may_publish, not_yours
from bot.questions.choices import folded_choices
from bot.questions.counted import missed
from bot.questions.request import Reply, Request
from bot.questions.sentences import CALENDARS, Sentences
from bot.questions.services import named_services, names_services
from bot.texts import quoted
from directory.catalogue.services import Service
from directory.snapshot import Snapshot

_OWN = Sentences(
    r"(?:min |i min )?kalendern?",
    rf".*\b(?:\w*pass(?:en|et)?|\w*jour\w*|\w*schema(?:t)?) .*\b{CALENDARS}\b.*",
    r"(?:synka|exportera|koppla|lägg(?:a)?) (?:in |ihop )?(?:mitt |mina )?"
    r"(?:\w*pass(?:en)?|\w*jour\w*|\w*schema(?:t)?) (?:till|med|i|mot) (?:min |mitt )?"
    r"(?:mobil|telefon)\w*",
    r"(?:.* )?(?:länk(?:en)?|adress(?:en)?) .*\b(?:schem|pass|jour)\w*.*"
    r" (?:i|till|på) (?:min )?(?:telefon|mobil|lur)\w*",
    r"(?:.* )?(?:mitt |mina |min |hela )(?:\w*pass(?:en)?|\w*jour\w*|\w*schema(?:t)?)(?: \w+){0,2}"
    r" (?:i|till|på) (?:min )?(?:telefonen|telefon|mobilen|mobil|luren)(?: .*)?",
    r"kalender(?:länk(?:en)?|adress(?:en)?|prenumeration(?:en)?|fil(?:en)?)(?: .*)?",
    r"(?:hur )?prenumerera(?:r)?(?: jag| man)? på (?:mina |mitt |hela )?"
    r"(?:pass|jourer|schema)\w*(?: .*)?",
)
_ROSTER = Sentences(r"kalender (?:för |med )?(?P<rest>.+)")


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The roster that is wanted in a calendar; ”” for the asker's own shifts."""
    if _OWN.rest(sentence) is not None:
        return ""
    words = _ROSTER.rest(sentence)
    return words if words and names_services(words, snapshot) else None


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Show the addresses at which a calendar program reads shifts."""
    words = request.text.strip()
    return _found(words, request, snapshot) if words else addresses.show(request, snapshot)


def _found(words: str, request: Request, snapshot: Snapshot) -> Reply:
    """The roster that the words mean; a choice where they may mean several."""
    meant = named_services(words, request.who, snapshot)
    mine = [service for service in meant if may_publish(request.who, service)]
    if not meant:
        hint = "Skriv ett ämne och en enhet, till exempel ”/kalender kardiologi norra”."
        says = f"Jag hittar ingen jour för {quoted(words)}. {hint}"
        return Reply(notice(says), miss=missed(request, words, command="kalender"))
    if not mine:
        return Reply(notice(not_yours(meant[0], snapshot)))
    if len(mine) > 1:
        options = [_option(service, snapshot) for service in mine]
        return Reply(Card(tuple(folded_choices("Vilken jourlista?", options))))
    return Reply(overview(request, Subject(request.who, mine[0]), snapshot))


def _option(service: Service, snapshot: Snapshot) -> Option:
    press = Press("kalender", action="visa", data={"service": service.id})
    return Option(snapshot.title(service.id), press)


COMMAND = Command(
    name="kalender",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={
        "visa": addresses.show,
        "gör": addresses.make,
        "återkalla": addresses.ask_again,
        "slut": addresses.revoke,
    },
    summary="Dina pass, eller en jourlista, i din egen kalender.",
    meant_by=meant,
    examples=("", "kardiologi norra"),
)
