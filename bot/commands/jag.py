"""/jag enhet – din hemenhet, din roll och hur du syns; skriv en enhet för att byta."""

from bot import links
from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Facts,
    Form,
    Heading,
    Notice,
    Option,
    Part,
    Press,
    TextField,
    Tone,
    notice,
)
from bot.commands.base import Command
from bot.questions.counted import counted, missed
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from bot.texts import quoted, unit_words
from directory.accounts.account import ACCOUNTS, Account
from directory.catalogue.people import Access
from directory.catalogue.units import Unit
from directory.changes import Keep
from directory.names.found import Certainty
from directory.snapshot import Snapshot

MOST_OPTIONS = 8
_LEAD = ("hemenhet", "enhet")
_CHANGE = ("byt", "byta")
_ABOUT_ME = Sentences(
    r"vem är jag(?: (?:inloggad|inne|i systemet|som))*",
    r"(?:vilken|vad|vilka) (?:är min |är mina )?(?:behörighet(?:er)?|roll|hemenhet|enhet)"
    r"(?: har jag| är jag på)?",
    r"(?:var|hur|som vem) är jag inloggad|vad vet du om mig|vilken enhet tillhör jag",
    r"(?:min|mina|mitt) (?:hemenhet|profil|uppgifter|inställningar|behörighet(?:er)?|roll|konto)",
)
_NEW_HOME = Sentences(
    r"(?:byt(?:a|er)?|ändra|välj(?:a)?|sätt)(?: jag)? (?:min |till )?(?:hem)?enhet(?:en)?"
    r"(?: (?:till|som))?(?P<rest>.*)",
)
_UNIT = Sentences(
    r"jag har bytt (?:arbetsplats|jobb|klinik|(?:hem)?enhet) till (?P<rest>.+)",
    r"jag (?:(?:hem)?enhet )?(?P<rest>.+)",
    r"(?:min )?hemenhet(?: är| ska vara)? (?P<rest>.+)",
)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The unit to have as home; ”jag” is also how most sentences begin, so it must be a unit."""
    if _ABOUT_ME.rest(sentence) is not None:
        return ""
    new = _NEW_HOME.rest(sentence)
    if new is not None:
        return new or _CHANGE[0]
    unit = _UNIT.rest(sentence)
    return unit if unit and snapshot.names.unit(unit).claimed else None


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Show the asker's own settings, or change their home unit."""
    words = request.text.split()
    if len(words) == 1 and words[0].casefold() in _CHANGE:
        return _change(request, snapshot)
    wanted = " ".join(words[1:] if words and words[0].casefold() in _LEAD else words)
    return _search(wanted, request, snapshot) if wanted else _me(request, snapshot)


def _me(request: Request, snapshot: Snapshot) -> Reply:
    who = request.who
    if who.home is not None:
        return Reply(Card(settings_parts(request, snapshot)))
    ask = Notice("Välj en hemenhet, så svarar rätt sjukhus först.")
    return Reply(Card((Heading(who.name or "Du"), Facts(_facts(who)), ask), _search_form()))


def _change(request: Request, snapshot: Snapshot) -> Reply:
    return Reply(Card((), _search_form()))


def _first_time(request: Request, snapshot: Snapshot) -> Reply:
    """The question that a new asker gets once; that they have been asked is remembered."""
    says = "Vilken är din hemenhet? Då svarar rätt sjukhus först. Du kan ändra den med /jag."
    choose = Button("Välj hemenhet", Press("jag", action="byt"), keep=True)
    asked = Account(request.who.account)
    card = notice(says, choose)
    return Reply(card, (Keep(asked),) if request.who.is_new else (), unsaved=card, perhaps=card)


def settings_parts(request: Request, snapshot: Snapshot) -> tuple[Part, ...]:
    """The asker's settings, with a button to change their home unit."""
    who = request.who
    label = "Byt hemenhet" if who.home else "Välj hemenhet"
    change = Button(label, Press("jag", action="byt"))
    remove = Button("Ta bort", Press("jag", action="välj", data={"unit": ""}))
    chosen = snapshot.of(ACCOUNTS).get(who.account)
    buttons = (change, remove) if chosen and chosen.home_unit else (change,)
    return Heading(who.name or "Du"), Facts(_facts(who)), Actions(buttons)


def _facts(who: Asker) -> tuple[tuple[str, str], ...]:
    pairs = [("Hemenhet", unit_words(who.home) if who.home else "ingen vald")]
    pairs.append(("Behörighet", ", ".join(access for access in Access if access in who.access)))
    person = who.person
    if person is not None:
        pairs.append(("Titel", person.title or person.profession))
        name = "visas" if person.show_name else "visas inte"
        number = "visas under ditt pass" if person.show_number else "visas aldrig"
        pairs.append(("I jourlistan", f"namnet {name}, eget nummer {number}"))
    return tuple(pairs)


def _search_form(value: str = "", error: str = "") -> Form:
    field = TextField(
        "enhet", "Hemenhet", value, "Namnet på din mottagning, klinik eller ort", error
    )
    return Form("Byt hemenhet", (field,), Press("jag", action="sök"), "Sök")


def _sent(request: Request, snapshot: Snapshot) -> Reply:
    return _search(request.data.get("enhet", ""), request, snapshot)


def _search(words: str, request: Request, snapshot: Snapshot) -> Reply:
    if not words.strip():
        return Reply(Card((), _search_form(error="Skriv namnet på din enhet.")))
    matches = snapshot.names.unit(words)
    units = [
        snapshot.units[hit.target.id] for hit in matches.hits if hit.target.id in snapshot.units
    ]
    if matches.certainty is Certainty.SURE and units:
        return _choose(units[0].id, request, snapshot)
    if not units:
        error = f"Ingen enhet heter {quoted(words)}. Pröva en del av namnet eller orten."
        miss = missed(request, words, command="jag")
        return Reply(Card(_question(words, snapshot), _search_form(words, error)), miss=miss)
    prompt = "Vilken är din hemenhet?" if matches.certainty is Certainty.CHOICE else "Menade du"
    options = tuple(_option(unit) for unit in units[:MOST_OPTIONS])
    return Reply(
        Card((Choices(prompt, options),)), lookup=counted(request, "choice", command="jag")
    )


def _question(words: str, snapshot: Snapshot) -> tuple[Part, ...]:
    """What names no unit may be a question about a patient: ”/jag har en patient med yrsel”."""
    if not understand(words, snapshot).subject.claimed:
        return ()
    return (Choices("Menade du", (Option(f"Fråga om {quoted(words)}", links.ask(words)),)),)


def _option(unit: Unit) -> Option:
    press = Press("jag", action="välj", data={"unit": unit.id})
    return Option(unit_words(unit), press, unit.kind)


def _chosen(request: Request, snapshot: Snapshot) -> Reply:
    return _choose(request.data.get("unit", ""), request, snapshot)


def _choose(unit_id: str, request: Request, snapshot: Snapshot) -> Reply:
    unit = snapshot.units.get(unit_id)
    if unit_id and unit is None:
        return Reply(Card((), _search_form(error="Enheten finns inte längre. Sök igen.")))
    change = Keep(Account(request.who.account, unit_id))
    if unit is None:
        says = "Din valda hemenhet är borttagen."
        return Reply(notice(says), (change,), unsaved=_UNSAVED)
    says = f"Din hemenhet är nu {unit_words(unit)}. Svaren utgår från den."
    again = Button("Byt hemenhet", Press("jag", action="byt"))
    card = notice(says, again)
    return Reply(card, (change,), unsaved=_UNSAVED)


_UNSAVED = notice(
    "Hemenheten kunde inte sparas just nu. Försök igen om en stund.", tone=Tone.WARNING
)

COMMAND = Command(
    name="jag",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={"byt": _change, "första": _first_time, "sök": _sent, "välj": _chosen},
    summary="Din hemenhet, din roll och hur du syns för andra.",
    meant_by=meant,
    examples=("", "björken"),
)
