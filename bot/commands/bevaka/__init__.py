"""/bevaka [tjänst, enhet eller avtal] – vad du får veta utan att fråga, och hur snart."""

from collections.abc import Callable, Sequence

from bot.cards import Button, Card, Notice, Option, Press, notice
from bot.commands.base import Command, Handler
from bot.commands.bevaka.watchable import meant
from bot.commands.bevaka.watching import (
    chosen_of,
    list_card,
    new_form,
    own,
    pace_form,
    pace_words,
    rows,
    take_pace,
)
from bot.commands.topics import search_of, standing_named, watchable
from bot.letters.followable import Search, Watchable
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.counted import missed
from bot.questions.request import Reply, Request, refused
from bot.region.number_topic import meant_unit
from bot.texts import quoted
from directory.changes import Forget, Keep
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot
from directory.walltime.days import local

_NEW = ("ny", "nytt", "nya")
_ANY = Search(leads=(), meant=meant)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List what the asker follows; follow something, or take it away."""
    return _typed(request.text, request, snapshot, listed=True)


def _new(request: Request, snapshot: Snapshot) -> Reply:
    return Reply(Card((), new_form()))


def _sent(request: Request, snapshot: Snapshot) -> Reply:
    return _typed(request.data.get("vad", ""), request, snapshot, listed=False)


def _about(act: Callable[[Watchable, Request, Snapshot], Reply]) -> Handler:
    """The action on what the button is about, if that can be followed at all."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        about = watchable(request.data.get("topic", ""), request.data.get("target", ""))
        return _gone() if about is None else act(about, request, snapshot)

    return pressed


def _typed(text: str, request: Request, snapshot: Snapshot, *, listed: bool) -> Reply:
    first, _, rest = text.strip().partition(" ")
    word = first.casefold()
    if listed and word in ("", "lista") and not rest.strip():
        return Reply(list_card(request.who, snapshot))
    if word in _NEW:
        return _typed(rest, request, snapshot, listed=False)
    if word == "bort":
        return _remove_named(rest, request, snapshot)
    words, chosen = take_pace(text)
    if not words:
        return Reply(Card((), new_form(error="Skriv en jour eller en enhet.")))
    topic = standing_named(words)
    if topic is not None:
        return _standing(topic, chosen, request, snapshot)
    lead, _, about = words.partition(" ")
    search = search_of(lead)
    if search and (about.strip() or search.asks):
        return _search(search, about, chosen, request, snapshot)
    return _search(_ANY, about if lead.casefold() == "jour" else words, chosen, request, snapshot)


# -- following -------------------------------------------------------------------------------


def _standing(one: Watchable, chosen: Choice | None, request: Request, snapshot: Snapshot) -> Reply:
    if not one.is_for(request.who, snapshot):
        return _refused("Det gäller bara dem som har egna pass eller ansvarar för en jour.")
    if chosen is None:
        return Reply(Card((), pace_form(one, request.who, snapshot)))
    return _keep(one, chosen, request, snapshot)


def _search(
    search: Search, words: str, chosen: Choice | None, request: Request, snapshot: Snapshot
) -> Reply:
    """One sure meaning is followed at once; several are a choice; nothing is assumed."""
    lead = f"{search.leads[0]} " if search.asks else ""
    if not words.strip():
        return Reply(Card((), new_form(lead, search.asks)))
    found = search.meant(words, request.who, snapshot, local(request.now).date())
    if not found.found:
        miss = missed(request, words, command=search.command)
        form = new_form(f"{lead}{words}", search.nothing.format(quoted(words)))
        return Reply(Card((), form), miss=miss)
    if found.sure and len(found.found) == 1:
        return _follow_one(found.found[0], chosen, request, snapshot)
    prompt = f"Vad vill du bevaka för {quoted(words)}?" if found.sure else "Menade du"
    return Reply(Card(tuple(folded_choices(prompt, _options(found.found, chosen, snapshot)))))


def _options(found: Sequence[Watchable], chosen: Choice | None, snapshot: Snapshot) -> list[Option]:
    how = _how(chosen or Choice(Pace.AT_ONCE))
    return [
        Option(one.title(snapshot), Press("bevaka", action="följ", data={**one.data, **how}))
        for one in found[:MOST_FOLDED]
    ]


def _follow_one(
    one: Watchable, chosen: Choice | None, request: Request, snapshot: Snapshot
) -> Reply:
    held = own(one, request.who, snapshot)
    if held is not None and chosen is None:
        says = f"Du bevakar redan detta. {_told(one, Choice(held.pace, held.hour), snapshot)}"
        return Reply(notice(says, *_buttons(one)))
    return _keep(one, chosen or Choice(Pace.AT_ONCE), request, snapshot)


def _ask(one: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    if not one.is_for(request.who, snapshot):
        return _gone()
    return Reply(Card((), pace_form(one, request.who, snapshot)))


def _save(one: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    if not one.is_for(request.who, snapshot):
        return _gone()
    chosen = chosen_of(request.data.get("pace", ""), request.data.get("hour", ""))
    if chosen is None:
        form = pace_form(one, request.who, snapshot, "Välj hur snart, och en timme 0–23.")
        return Reply(Card((), form))
    return _keep(one, chosen, request, snapshot)


def _keep(one: Watchable, chosen: Choice, request: Request, snapshot: Snapshot) -> Reply:
    kept = Subscription(
        follower=request.who.id,
        topic=one.topic,
        target=one.target,
        pace=chosen.pace,
        made=request.now,
        hour=chosen.hour,
    )
    card = notice(_told(one, chosen, snapshot), *_buttons(one, _undoing(one, request, snapshot)))
    return Reply(card, (Keep(kept),))


def _told(one: Watchable, chosen: Choice, snapshot: Snapshot) -> str:
    return f"{one.title(snapshot)}: {pace_words(chosen)}."


# -- taking away, and back -------------------------------------------------------------------


def _remove_named(words: str, request: Request, snapshot: Snapshot) -> Reply:
    if not words.strip():
        return Reply(list_card(request.who, snapshot))
    found = _held(words, request, snapshot)
    if not found:
        says = f"Ingen bevakning för {quoted(words)} att ta bort."
        return Reply(_with(says, request, snapshot))
    if len(found) == 1:
        return _remove(found[0], request, snapshot)
    options = [
        Option(one.title(snapshot), Press("bevaka", action="bort", data=one.data)) for one in found
    ]
    return Reply(Card(tuple(folded_choices("Vilken vill du ta bort?", options))))


def _held(words: str, request: Request, snapshot: Snapshot) -> list[Watchable]:
    """What she follows of what the words mean, or with a title that they are a part of."""
    lead, _, rest = words.strip().partition(" ")
    search = search_of(lead)
    words = rest if search and search.asks and rest.strip() else words
    typed = words.strip().casefold()
    day = local(request.now).date()
    wanted = {
        one for mean in (meant, meant_unit) for one in mean(words, request.who, snapshot, day).found
    }
    held = (row.of for row in rows(request.who, snapshot) if row.of.target)
    return [one for one in held if one in wanted or typed in one.title(snapshot).casefold()]


def _with(says: str, request: Request, snapshot: Snapshot) -> Card:
    return Card((Notice(says), *list_card(request.who, snapshot).parts))


def _remove(one: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    held = own(one, request.who, snapshot)
    if held is None:
        return Reply(_with("Den bevakningen är redan borta.", request, snapshot))
    says = f"Du bevakar inte längre: {one.title(snapshot)}."
    card = notice(says, *_buttons(None, _undoing(one, request, snapshot)))
    return Reply(card, (Forget(Subscription, held.id),))


def _undo(one: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """As it was before: her earlier word, or none."""
    before = chosen_of(request.data.get("pace", ""), request.data.get("hour", ""))
    if before is not None and one.is_for(request.who, snapshot):
        return _keep(one, before, request, snapshot)
    held = own(one, request.who, snapshot)
    changes = (Forget(Subscription, held.id),) if held else ()
    card = notice("Det är ändrat tillbaka.", *_buttons(None))
    return Reply(card, changes)


def _undoing(one: Watchable, request: Request, snapshot: Snapshot) -> Button:
    held = own(one, request.who, snapshot)
    how = _how(Choice(held.pace, held.hour)) if held else {"pace": "", "hour": ""}
    return Button("Ångra", Press("bevaka", action="ångra", data={**one.data, **how}))


def _how(chosen: Choice) -> dict[str, str]:
    return {"pace": chosen.pace.value, "hour": str(chosen.hour)}


def _buttons(one: Watchable | None, *first: Button) -> tuple[Button, ...]:
    change = [Button("Ändra", Press("bevaka", action="ändra", data=one.data))] if one else []
    return (*first, *change, Button("Visa allt", Press("bevaka", "lista")))


def _gone() -> Reply:
    return _refused("Det går inte att bevaka, eller finns inte längre.")


def _refused(says: str) -> Reply:
    return refused(says, *_buttons(None))


COMMAND = Command(
    name="bevaka",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={
        "ny": _new,
        "sök": _sent,
        "följ": _about(_save),
        "ändra": _about(_ask),
        "spara": _about(_save),
        "bort": _about(_remove),
        "ångra": _about(_undo),
    },
    summary="Vad du får veta utan att fråga: ändrad jour, nummer, egna pass, överenskommelser.",
    examples=(
        "",
        "kardiologi norra",
        "nummer björken",
        "avtal hypertoni",
        "kardiologi dagligen 8",
        "bort kardiologi",
    ),
)
