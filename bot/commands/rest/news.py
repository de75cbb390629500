"""`/rest` alone: the medicines whose packs have changed in the last week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from bot.cards import Choices, More, Notice, Option, Part, Press, Text, Tone
from bot.commands.rest.case import COMMAND, NOTHING_READ, UNREAD, RestCase
from bot.questions.doing import Doing
from bot.shortages.cautions import NATIONAL
from bot.texts import show_more
from directory.grouping import grouped
from directory.query import UnreadError
from directory.shortages.pack_changes import PackChange, as_one
from directory.shortages.queries import PackChangesSince

NEWS_OF = timedelta(days=7)
MOST_NEWS = 8
_HOW = "Skriv ”/rest östradiol”, eller ett läkemedel, en ATC-kod eller ett varunummer."


def _shown(case: RestCase) -> Sequence[Part]:
    if case.feed.created is None:
        return [Notice(NOTHING_READ, Tone.WARNING)]
    try:
        changes = as_one(case.request.ask(PackChangesSince(case.now - NEWS_OF)))
    except UnreadError:
        return [Notice(UNREAD, Tone.WARNING)]
    return [*case.cautions, *_news(changes, case), Text(_HOW), Text(NATIONAL), case.source]


def _news(changes: Iterable[PackChange], case: RestCase) -> Iterator[Part]:
    options = sorted(_options(changes, case), key=lambda option: option.label)
    if not options:
        yield Text("Inget har ändrats den senaste veckan.")
        return
    yield Choices("Ändrat den senaste veckan", tuple(options[:MOST_NEWS]))
    if rest := options[MOST_NEWS:]:
        yield More((Choices("Fler", tuple(rest)),), show_more(len(rest), "läkemedel"))


def _options(changes: Iterable[PackChange], case: RestCase) -> Iterator[Option]:
    for code, of_code in grouped(changes, lambda one: one.atc or one.npl_id).items():
        found = case.medicines.find(code).substances
        if len(found) == 1:
            yield Option(found[0].name, Press(COMMAND, code), _reason(of_code))


def _reason(changes: Iterable[PackChange]) -> str:
    """”2 nu, 1 upphör, 1 nytt datum”."""
    counts = Counter(
        "nytt datum" if one.is_of_dates_alone else one.after.state.value for one in changes
    )
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))


NEWS = Doing(shown=_shown)
