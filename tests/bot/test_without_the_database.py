"""Without the database: a time far ahead is still answered with what needs no roster, and every other read
beyond memory says in words what cannot be read. Never 112 as if nobody were known, never an empty roster."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from sqlalchemy import make_url

from bot.commands import COMMANDS
from bot.platforms.slack.drawing.blocks import message
from bot.platforms.web.render import card_html
from directory.catalogue.roles import Role
from directory.rosters.chains import CLOSING, Gap
from directory.rosters.line import Line
from directory.rosters.rosters import Rosters, ShiftsUnreadError
from directory.snapshot import Answer, Snapshot
from directory.store.engine import create_engine
from directory.store.store import SqlStore
from directory.walltime.hours import Hours
from tests.agreements import heart_failure, publish, version
from tests.builders import at, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.postgres import closed, hanging
from tests.stories.gone_store import FlakyRepository, flaky_chat

UNREAD = "Schemat kan inte läsas just nu"
LAST_STEPS = ("08-465 004 20", "08-465 004 21", "08-465 004 01")
"""Reserve routine, management level and switchboard of the small region."""
PEOPLE = ("Anna Asp", "Bo Björn", "Cecilia Ceder", "David Dal")
FAR = at("2026-12-24 03:00")

Away = Callable[[], AbstractContextManager[None]]


def _only_what_needs_no_roster(seen: str) -> None:
    assert UNREAD in seen
    for number in LAST_STEPS:
        assert number in seen
    for wrong in ("112", "ingen är inlagd", "ingen inlagd", "Inget schema", "Inga pass", *PEOPLE):
        assert wrong not in seen, wrong


# -- the same however the database is gone -------------------------------------------------------


@asynccontextmanager
async def _on_sqlite(url: str) -> AsyncIterator[tuple[Chat, Away]]:
    engine = create_engine(url)
    chat = await open_chat(repository=SqlStore(engine))
    await engine.dispose()
    path = Path(make_url(url).database or "")

    @contextmanager
    def unreadable() -> Iterator[None]:
        """A folder stands where the file was."""
        kept = path.rename(path.with_suffix(".kept"))
        path.mkdir()
        yield
        path.rmdir()
        kept.rename(path)

    yield chat, unreadable
    await engine.dispose()


@asynccontextmanager
async def _on_postgres(
    server: str, url: str, away: Callable[[str, str], AbstractContextManager[None]]
) -> AsyncIterator[tuple[Chat, Away]]:
    engine = create_engine(url)
    yield await open_chat(repository=SqlStore(engine)), lambda: away(server, url)
    await engine.dispose()


async def _asks_and_asks_again(chat: Chat, away: Away) -> None:
    hanna, karin = chat.user("hanna-h"), chat.user("karin-k")
    now = chat.clock.now
    with away():
        chat.clock.moves(minutes=1)  # the store is known to be gone, and is not waited for
        _only_what_needs_no_roster((await hanna.types("/konsult kardiologi 24 dec kl 3")).sees)
        _only_what_needs_no_roster((await hanna.types("/jour kardiologi 24 dec kl 3")).sees)
        assert "08-465 004 01" in (await karin.types("/pass kardiologi 24 dec")).sees
        assert UNREAD in karin.sees
    chat.clock.now = now
    await chat.live.refresh()
    assert UNREAD not in (await hanna.types("/konsult kardiologi 24 dec kl 3")).sees


async def test_an_sqlite_file_that_cannot_be_read(migrated_sqlite: str) -> None:
    async with _on_sqlite(migrated_sqlite) as (chat, away):
        await _asks_and_asks_again(chat, away)


@pytest.mark.postgres
async def test_a_postgres_that_is_stopped(postgres_url: str, migrated_postgres: str) -> None:
    async with _on_postgres(postgres_url, migrated_postgres, closed) as (chat, away):
        await _asks_and_asks_again(chat, away)


@pytest.mark.postgres
async def test_a_postgres_that_holds_the_line_and_says_nothing(
    postgres_url: str, migrated_postgres: str
) -> None:
    async with _on_postgres(postgres_url, migrated_postgres, hanging) as (chat, away):
        await _asks_and_asks_again(chat, away)


# -- every command and every platform ------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "/konsult kardiologi 24 dec",
        "/konsult bakjour kardiologi 24 dec kl 03",
        "/konsult konsultläkare kardiologi 23 dec kl 10",
        "kardiologi den 2 februari",
        "/konsult kardiologi 2026-11-01 10:00",
        "/jour kardiologi 24 dec",
        "/jour kardiologi vecka 53",
        "/jour alla 24 dec",
        "/jour kardiologi 1 november",
    ],
)
async def test_a_time_out_of_memory_is_answered_with_what_needs_no_roster(typed: str) -> None:
    chat, store = await flaky_chat()
    store.gone = True
    _only_what_needs_no_roster((await chat.user("hanna-h").types(typed)).sees)


async def test_a_function_s_own_number_is_there_and_nobody_is_said_to_be_off() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    seen = await chat.user("hanna-h").types("/konsult kardiologi 24 dec kl 3")
    assert (
        "2 Bakjour                   08-465 004 13  vem som har passet går inte att läsa just nu"
        in seen.lines
    )


async def test_buttons_and_forms_do_the_same() -> None:
    chat, store = await flaky_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Annan tid")
    store.gone = True
    assert hanna.card.form is not None
    press = hanna.card.form.press
    answered = await chat.desk.press(hanna.visitor, press, {"dag": "2026-12-24", "tid": "03:00"})
    hanna.card = answered.card
    _only_what_needs_no_roster(hanna.sees)
    await hanna.taps("Visa jouren")
    _only_what_needs_no_roster(hanna.sees)


async def test_a_choice_still_has_numbers_to_call() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    seen = (await chat.user("hanna-h").types("/nummer granviks lasarett 24 dec")).sees
    assert "Kardiologi Granvik · Granviks lasarett     08-465 004 1" in seen
    assert not any(name in seen for name in PEOPLE)


async def test_each_platform_shows_them() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    for typed in ("/konsult kardiologi 24 dec kl 3", "/jour kardiologi 24 dec kl 3"):
        card = (await chat.user("hanna-h").types(typed)).card
        for drawn in (repr(message(card, "")), card_html(card, "k")):
            assert UNREAD in drawn
            for number in LAST_STEPS:
                assert number in drawn, (typed, number)


async def test_memory_that_is_too_old_for_the_present_minute_is_not_taken_for_a_roster() -> None:
    chat, store = await flaky_chat()
    store.gone = True
    chat.clock.now = TUESDAY_DAYTIME + timedelta(days=30)
    hanna = chat.user("hanna-h")
    _only_what_needs_no_roster((await hanna.types("/konsult kardiologi")).sees)
    _only_what_needs_no_roster((await hanna.types("/jour kardiologi")).sees)
    seen = (await chat.user("karin-k").types("/hem")).sees
    assert UNREAD in seen and "08-465 004 01" in seen and "112" not in seen


async def test_what_is_in_memory_is_answered_as_ever() -> None:
    chat, store = await flaky_chat()
    hanna = chat.user("hanna-h")
    before = (await hanna.types("/konsult kardiologi i morgon 10:00")).sees
    store.gone = True
    assert (await hanna.types("/konsult kardiologi i morgon 10:00")).sees == before


async def test_that_it_could_not_be_read_is_not_remembered_for_the_minute() -> None:
    chat, store = await flaky_chat()
    hanna = chat.user("hanna-h")
    store.gone = True
    assert UNREAD in (await hanna.types("/konsult kardiologi 24 dec kl 3")).sees
    store.gone = False
    assert UNREAD not in (await hanna.types("/konsult kardiologi 24 dec kl 3")).sees


async def test_nothing_is_changed_by_a_roster_that_cannot_be_read() -> None:
    before, _ = await flaky_chat()
    shown = await before.user("karin-k").types("/pass kardiologi 24 dec")
    assert UNREAD not in shown.sees
    chat, store = await flaky_chat()  # that has not read those shifts
    store.gone = True
    for label in ("Erbjud", "Mer"):
        karin = User(chat.desk, shown.visitor, shown.card)
        assert "inget har ändrats" in (await karin.taps(label)).sees
        assert "08-465 004 01" in karin.sees
    assert not store.deliveries


# -- other reads beyond memory -------------------------------------------------------------------


class NothingCanBeRead(FlakyRepository):
    """Counts, misses and versions are out of reach as well while the store is."""

    async def load_versions(self, *what: object) -> object:  # type: ignore[override]  # any arguments
        self.reach()
        return await super().load_versions(*what)  # type: ignore[arg-type]  # handed on

    async def load_misses(self, *what: object) -> object:  # type: ignore[override]  # any arguments
        self.reach()
        return await super().load_misses(*what)  # type: ignore[arg-type]  # handed on

    async def load_answer_counts(self, *what: object) -> object:  # type: ignore[override]  # any
        self.reach()
        return await super().load_answer_counts(*what)  # type: ignore[arg-type]  # handed on


@pytest.mark.parametrize(
    ("typed", "says", "still"),
    [
        ("/ord", "Orden kan inte läsas just nu. De finns kvar.", "Nytt ord"),
        ("/avtal läge", "kan inte läsas just nu. Det andra står nedan.", "Överenskommelser: läget"),
        ("/avtal nytt", "inlagd", "Nytt om överenskommelser"),
        ("/hem", "Allt som väntar kan inte läsas just nu.", "Hemenhet:"),
    ],
)
async def test_each_says_what_cannot_be_read_and_shows_the_rest(
    typed: str, says: str, still: str
) -> None:
    store = NothingCanBeRead()
    chat = await open_chat(repository=store)
    await publish(chat, [version(heart_failure(), days_ago=10)])
    karin = chat.user("karin-k")
    assert "kan inte läsas" not in (await karin.types(typed)).sees
    store.gone = True
    seen = (await karin.types(typed)).sees
    assert says in seen and still in seen
    assert "Katalogen kan inte nås" not in seen


WORDS = (
    "",
    "kardiologi 24 dec",
    "kardiologi i somras",
    "hjärtsvikt",
    "läge",
    "nytt",
    "ta kardiologi 24 dec till 22",
    "luckor kardiologi",
    "vecka 53",
    "granviks lasarett 24 dec kl 3",
)


@pytest.mark.parametrize("days", [0, 25], ids=["memory is fresh", "memory is too old"])
@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
async def test_no_command_fails_or_takes_what_cannot_be_read_for_nothing(
    name: str, days: int
) -> None:
    store = NothingCanBeRead()
    chat = await open_chat(repository=store)
    store.gone = True
    chat.clock.moves(days=days)
    for who in ("hanna-h", "karin-k", "anna-a"):
        for words in WORDS:
            seen = (await chat.user(who).types(f"/{name} {words}")).sees
            assert seen.strip(), words
            beyond_memory = days > 0 or "24 dec" in words
            as_if_known = ("ingen inlagd", "obemannat", "Inga pass") if beyond_memory else ()
            for wrong in ("Något gick fel", "112", *as_if_known):
                assert wrong not in seen, (words, seen)


# -- the rule -------------------------------------------------------------------------------------


def _steps_that_need_no_shifts(answer: Answer) -> list[object]:
    return [step for step in answer.steps if step.kind in CLOSING]


@given(
    ahead=st.integers(30 * 24 * 60, 300 * 24 * 60),
    service=st.sampled_from([one.id for one in small_region().services]),
)
@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_last_steps_are_those_of_the_roster_and_no_step_names_anybody(
    known: Snapshot, ahead: int, service: str
) -> None:
    moment = TUESDAY_DAYTIME + timedelta(minutes=ahead)
    unread = known.unread(moment, moment).answer(
        known.services[service], moment, now=TUESDAY_DAYTIME
    )
    window = Hours(moment, moment + timedelta(minutes=1)).widened(timedelta(days=30))
    read = known.with_shifts((), window).answer(
        known.services[service], moment, now=TUESDAY_DAYTIME
    )
    assert (unread.is_read, read.is_read) == (False, True)
    assert _steps_that_need_no_shifts(unread) == _steps_that_need_no_shifts(read)
    assert unread.next_change is None
    for step in unread.steps:
        assert step.person is None and step.duty is None and step.until is None
        if step.role:
            assert step.gap is Gap.UNREAD
            assert set(step.phones) == set(known.role_phones(Line(step.service, step.role)))


@pytest.fixture
async def known() -> Snapshot:
    return (await open_chat()).snapshot


_LINE = Line("kardiologi", Role.SENIOR_ON_CALL)
_HOURS = Hours(FAR, FAR + timedelta(hours=1))


@pytest.mark.parametrize(
    "ask",
    [
        lambda rosters: rosters.duties(_LINE, FAR),
        lambda rosters: rosters.resolved(_LINE, _HOURS),
        lambda rosters: rosters.shifts(_LINE, _HOURS),
        lambda rosters: rosters.schedule([], _HOURS),
        lambda rosters: rosters.of_person("anna-a", _HOURS),
        lambda rosters: rosters.lines_of("anna-a"),
        lambda rosters: rosters.people_of(_LINE),
        lambda rosters: rosters.next_change([], FAR),
    ],
)
async def test_whatever_asks_an_unread_roster_who_is_on_hears_that_nobody_knows(
    ask: Callable[[Rosters], object], known: Snapshot
) -> None:
    rosters = known.unread(FAR, FAR).rosters
    assert rosters.reaches(FAR)
    with pytest.raises(ShiftsUnreadError):
        ask(rosters)
    ask(known.rosters)


def test_a_moment_is_any_moment(known: Snapshot) -> None:
    for moment in (FAR, datetime.max.replace(tzinfo=FAR.tzinfo) - timedelta(days=400)):
        assert known.unread(moment, moment).rosters.reaches(moment)
