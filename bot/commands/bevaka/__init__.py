"""/bevaka tjänst, enhet, avtal eller läkemedel – vad du får veta utan att fråga, och hur snart."""

from collections.abc import Callable

from bot.cards import Card
from bot.commands.base import Command, Handler
from bot.commands.bevaka import ending, following, removing
from bot.commands.bevaka.listed import WORDS, list_card, new_form
from bot.commands.bevaka.meant import meant
from bot.commands.bevaka.pace import take_pace
from bot.commands.topics import search_of, searched, standing_named, watchable
from bot.letters.followable import Search, Watchable
from bot.questions.request import Reply, Request
from bot.questions.sentences import TELL_ME, Sentences
from bot.questions.services import names_services
from bot.shortages.topics import names_medicine, names_medicine_rightly
from directory.letters.subscriptions import Pace
from directory.snapshot import Snapshot

_CHANGES = (
    r"(?:byt(?:er|s|t)|ändra[rs]?|ändrats|uppdatera[st]|förändra[st]|är nytt|blir nytt|kommer nytt)"
)
_LISTED = Sentences(
    r"(?:vad|vilka) (?:bevakar|följer) jag", r"(?:mina )?bevakningar(?:na)?", r"min bevakning"
)
_NAMED = Sentences(
    r"bevaka (?P<rest>.+)",
    r"(?:lägg(?:a)?(?: till)?|spara|ha|sätt(?:a)?) (?P<rest>.+?) (?:som favorit|bland (?:mina )?"
    r"favoriter(?:na)?|(?:i|till|bland) (?:mina )?bevakningar(?:na)?)",
    r"favoritmarkera (?P<rest>.+)",
    r"(?:håll mig (?:uppdaterad|informerad) om|prenumerera på|håll koll på|följa?)"
    r"(?: (?:ändringar|ändringarna|byten) (?:i|av|på|för))? (?P<rest>.+)",
)
_FOLLOWED = Sentences(
    rf"{TELL_ME} (?:någon |nån )?(?P<rest>.+?)"
    rf"(?:s nummer)? (?:{_CHANGES})(?: .*)?",
)
_SHORT = (
    r"(?:är|kommer|finns|blir|går|tar|börjar|väntas)(?: (?:det|den|de|bli|vara|komma|ta|gå))*"
    r" (?:tillbaka|åter|igen|i lager|att få(?: tag (?:i|på))?|slut|rest(?:ad|at)?|restnotera[dt])"
)
_MEDICINE = Sentences(rf"{TELL_ME} (?P<rest>.+?) {_SHORT}(?: .*)?")
"""Said of a medicine, and of much else: meant for what is followed only where one is named."""
_TOLD = Sentences(
    r".*\b(?:notis|avisering|meddelande|besked|mejl|sms)\b.*? (?:när|om|ifall|så fort)"
    rf" (?P<rest>.+?) (?:{_CHANGES})(?: .*)?"
)
_LEFT = Sentences(
    r"(?:sluta|avsluta|ta bort|stäng(?:a)? av|slå av)"
    r" (?:bevaka|följa|bevakning(?:en|ar|arna)?)(?: av| på| för)? (?P<rest>.+)",
    r"(?:inga fler|stäng(?:a)? av|slå av|avsluta) (?:besked om |brev om )?"
    r"(?P<rest>restnotering(?:ar|arna)?)",
)


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    """What to follow, or after ”bort” what not to follow any more."""
    if _LISTED.rest(sentence) is not None:
        return ""
    left = _LEFT.rest(sentence)
    if left is not None:
        return f"bort {left}"
    medicine = _MEDICINE.rest(sentence)
    if medicine and names_medicine(medicine, snapshot):
        return f"rest {medicine}"
    named = _NAMED.rest(sentence)
    if named is None:
        followed = _FOLLOWED.rest(sentence)
        return _TOLD.rest(sentence) if followed is None else followed
    return named if _can_be_followed(named, snapshot) else None


def _can_be_followed(words: str, snapshot: Snapshot) -> bool:
    """Whether they name what konsult tells of; ”bevaka” is also what is done with a patient."""
    about, _ = take_pace(words)
    first = about.partition(" ")[0]
    return (
        first.casefold() in (*_NEW, "bort", "lista")
        or search_of(first) is not None
        or standing_named(about) is not None
        or names_services(about, snapshot)
        or snapshot.names.unit(about).claimed
        or names_medicine_rightly(about, snapshot)
    )


_NEW = ("ny", "nytt", "nya")
_ANY = Search(leads=(), meant=meant)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List what the asker follows; follow something, or take it away."""
    words = request.text.split()
    if not words or (words[0].casefold() == "lista" and len(words) == 1):
        return Reply(list_card(request.who, snapshot))
    return _typed(request.text, request, snapshot)


def _typed(text: str, request: Request, snapshot: Snapshot) -> Reply:
    first, _, rest = text.strip().partition(" ")
    if first.casefold() in _NEW:
        return _typed(rest, request, snapshot)
    if first.casefold() == "bort":
        return removing.remove_named(rest, request, snapshot)
    words, said = take_pace(text)
    if not words:
        return Reply(Card((), new_form(error="Skriv en jour, en enhet eller ett läkemedel.")))
    topic = standing_named(words)
    if topic is not None:
        return following.standing(topic, said, request, snapshot)
    lead, _, about = words.partition(" ")
    kind = searched(lead)
    search = kind.search if kind else None
    if kind and not about.strip() and said and said.pace is Pace.OFF:
        return ending.ask_all(kind, request, snapshot)
    if search and (about.strip() or search.asks):
        return following.search_for(search, about, said, request, snapshot)
    words = about if lead.casefold() == "jour" else words
    return following.search_for(_ANY, words, said, request, snapshot)


def _new(request: Request, snapshot: Snapshot) -> Reply:
    """The form for something new."""
    return Reply(Card((), new_form()))


def _sent(request: Request, snapshot: Snapshot) -> Reply:
    """The form's words."""
    return _typed(request.data.get(WORDS, ""), request, snapshot)


def _about(act: Callable[[Watchable, Request, Snapshot], Reply]) -> Handler:
    """The action on what the button is about, if that can be followed at all."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        data = request.data
        about = watchable(data.get("topic", ""), data.get("target", ""))
        return following.gone() if about is None else act(about, request, snapshot)

    return pressed


COMMAND = Command(
    name="bevaka",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={
        "ny": _new,
        "sök": _sent,
        "följ": _about(following.save),
        "ändra": _about(following.ask_pace),
        "spara": _about(following.save),
        "bort": _about(removing.remove),
        "ångra": _about(removing.undo),
        "bort-alla": ending.end_all,
    },
    summary="Vad du får veta utan att fråga: ändrad jour, nummer, pass, avtal, restnoteringar.",
    meant_by=_meant,
    examples=(
        "",
        "kardiologi norra",
        "nummer björken",
        "avtal hypertoni",
        "kardiologi dagligen 8",
        "rest kvinnosjukdomar",
        "rest av",
        "bort kardiologi",
    ),
)
