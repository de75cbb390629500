"""Something is followed no longer; or as it was before."""

from bot.cards import Card, Notice, Option, notice
from bot.commands.bevaka.ending import ask_all
from bot.commands.bevaka.following import at_hour, keep
from bot.commands.bevaka.listed import followed_by, list_card
from bot.commands.bevaka.meant import meant
from bot.commands.bevaka.pace import PaceSaid, own_subscription
from bot.commands.bevaka.presses import pace_of, removing, undo_button, ways_on
from bot.commands.topics import search_of, searched
from bot.letters.followable import Watchable
from bot.questions.choices import folded_choices
from bot.questions.request import Reply, Request
from bot.region.number_topic import meant_unit
from bot.texts import quoted
from directory.changes import Change, Forget, Keep
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot
from directory.walltime.days import local


def remove_named(words: str, request: Request, snapshot: Snapshot) -> Reply:
    """Take away what the words mean of what the asker follows; a choice where that is several."""
    if not words.strip():
        return Reply(list_card(request.who, snapshot))
    if kind := searched(words.strip().removeprefix("alla ")):
        return ask_all(kind, request, snapshot)
    named = _followed(words, request, snapshot)
    if not named:
        says = f"Ingen bevakning för {quoted(words)} att ta bort."
        return Reply(_list_after(says, request, snapshot))
    if len(named) == 1:
        return remove(named[0], request, snapshot)
    options = [Option(target.title(snapshot), removing(target)) for target in named]
    return Reply(Card(tuple(folded_choices("Vilken vill du ta bort?", options))))


def _followed(words: str, request: Request, snapshot: Snapshot) -> list[Watchable]:
    """What the asker follows of what the words mean, or with a title that they are a part of."""
    lead, _, rest = words.strip().partition(" ")
    search = search_of(lead)
    words = rest if search and search.asks and rest.strip() else words
    who, day, typed = request.who, local(request.now).date(), words.strip().casefold()
    means = (meant, meant_unit, *((search.meant,) if search else ()))
    meanings = (mean(words, who, snapshot, day) for mean in means)
    wanted = {target for meaning in meanings for target in meaning.targets}
    followed = [row.watchable for row in followed_by(who, snapshot) if row.watchable.target]
    return [
        target
        for target in followed
        if target in wanted or typed in target.title(snapshot).casefold()
    ]


def _list_after(says: str, request: Request, snapshot: Snapshot) -> Card:
    return Card((Notice(says), *list_card(request.who, snapshot).parts))


def remove(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """The asker is no longer told of it: also not where all of their kind of unit are."""
    if watchable.unasked(request.who, snapshot):
        return keep(watchable, PaceSaid(Pace.OFF), request, snapshot)
    held = own_subscription(watchable, request.who, snapshot)
    if held is None:
        return Reply(_list_after("Den bevakningen är redan borta.", request, snapshot))
    undo = undo_button(watchable, request.who, snapshot)
    says = f"Du bevakar inte längre: {watchable.title(snapshot)}."
    return Reply(notice(says, *ways_on(None, undo)), (Forget(Subscription, held.id),))


def undo(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """As it was before: what the asker had chosen, or nothing; and at the hour that it was."""
    before = pace_of(request)
    if before is not None and watchable.is_for(request.who, snapshot):
        return keep(watchable, before, request, snapshot)
    held = own_subscription(watchable, request.who, snapshot)
    changes: tuple[Change, ...] = (Forget(Subscription, held.id),) if held else ()
    hour = request.data.get("hour", "")
    if hour.isdecimal() and int(hour) <= 23:
        changes += tuple(map(Keep, at_hour(int(hour), watchable, request.who, snapshot)))
    return Reply(notice("Det är ändrat tillbaka.", *ways_on(None)), changes)
