"""Something is followed: what the words mean, and how soon the asker is told."""

from collections.abc import Sequence

from bot.cards import Card, Option, Part, notice
from bot.commands.bevaka.listed import new_form, pace_form
from bot.commands.bevaka.pace import first_choice, own_subscription, pace_words, possible
from bot.commands.bevaka.presses import choice_of, following, undo_button, ways_on
from bot.letters.followable import Search, Watchable
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.counted import missed
from bot.questions.request import Reply, Request, refused
from bot.texts import quoted
from directory.changes import Keep
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot
from directory.walltime.days import local


def gone() -> Reply:
    """What cannot be followed, or no longer exists."""
    return _refused("Det går inte att bevaka, eller finns inte längre.")


def _refused(says: str) -> Reply:
    return refused(says, *ways_on(None))


def standing(
    watchable: Watchable, choice: Choice | None, request: Request, snapshot: Snapshot
) -> Reply:
    """A topic that people are told of by their role: how soon, if they are told at all."""
    if not watchable.is_for(request.who, snapshot):
        return _refused("Det gäller bara dem som har egna pass eller ansvarar för en jour.")
    if choice is None:
        return Reply(Card((), pace_form(watchable, request.who, snapshot)))
    return keep(watchable, choice, request, snapshot)


def search_for(
    search: Search, words: str, choice: Choice | None, request: Request, snapshot: Snapshot
) -> Reply:
    """One sure meaning is followed at once; several are a choice; nothing is assumed."""
    lead = f"{search.leads[0]} " if search.asks else ""
    if not words.strip():
        return Reply(Card(_offered(search, choice, request, snapshot), new_form(lead, search.asks)))
    meant = search.meant(words, request.who, snapshot, local(request.now).date())
    targets = meant.targets
    if not targets:
        miss = missed(request, words, command=search.command)
        form = new_form(f"{lead}{words}", search.nothing.format(quoted(words)))
        return Reply(Card((), form), miss=miss)
    if meant.sure and len(targets) == 1:
        return _follow(targets[0], choice, request, snapshot)
    prompt = f"Vad vill du bevaka för {quoted(words)}?" if meant.sure else "Menade du"
    return Reply(Card(tuple(folded_choices(prompt, _options(targets, choice, snapshot)))))


def _offered(
    search: Search, choice: Choice | None, request: Request, snapshot: Snapshot
) -> tuple[Part, ...]:
    targets = search.offered(request.who, snapshot)
    return (
        tuple(folded_choices(search.offers, _options(targets, choice, snapshot))) if targets else ()
    )


def _options(
    targets: Sequence[Watchable], choice: Choice | None, snapshot: Snapshot
) -> list[Option]:
    return [
        Option(target.title(snapshot), following(target, choice or first_choice(target)))
        for target in targets[:MOST_FOLDED]
    ]


def _follow(
    watchable: Watchable, choice: Choice | None, request: Request, snapshot: Snapshot
) -> Reply:
    held = own_subscription(watchable, request.who, snapshot)
    if held is not None and choice is None:
        now = _now_words(watchable, Choice(held.pace, held.hour), snapshot)
        return Reply(notice(f"Du bevakar redan detta. {now}", *ways_on(watchable)))
    return keep(watchable, choice or first_choice(watchable), request, snapshot)


def ask_pace(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """The form for how soon."""
    if not watchable.is_for(request.who, snapshot):
        return gone()
    return Reply(Card((), pace_form(watchable, request.who, snapshot)))


def save(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """Follow it as soon as the button or the form says."""
    if not watchable.is_for(request.who, snapshot):
        return gone()
    choice = choice_of(request)
    if choice is None:
        wrong = "Välj hur snart, och en timme 0–23."
        return Reply(Card((), pace_form(watchable, request.who, snapshot, wrong)))
    return keep(watchable, choice, request, snapshot)


def keep(watchable: Watchable, choice: Choice, request: Request, snapshot: Snapshot) -> Reply:
    """The asker is told of it so soon, from now on; since when they follow it stays as it was."""
    choice = possible(choice, watchable)
    held = own_subscription(watchable, request.who, snapshot)
    goes_on = held is not None and held.pace is not Pace.OFF
    subscription = Subscription(
        follower=request.who.id,
        topic=watchable.topic,
        target=watchable.target,
        pace=choice.pace,
        made=held.made if held and goes_on else request.now,
        hour=choice.hour,
    )
    undo = undo_button(watchable, request.who, snapshot)
    says = _now_words(watchable, choice, snapshot)
    return Reply(notice(says, *ways_on(watchable, undo)), (Keep(subscription),))


def _now_words(watchable: Watchable, choice: Choice, snapshot: Snapshot) -> str:
    return f"{watchable.title(snapshot)}: {pace_words(choice, watchable)}."
