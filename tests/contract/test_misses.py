"""Misses are counted by their words, and the words that are added in chat are kept."""

import asyncio
from datetime import timedelta

from directory.changes import Change, Forget, Keep
from directory.counting.misses import Miss, MissedWords
from directory.names.aliases import Alias
from directory.names.kept import ALIASES
from directory.names.normalise import key
from tests.builders import small_region
from tests.contract.conftest import NOW, Store
from tests.stores import AnyStore

DAY = timedelta(days=1)


def _miss(
    words: str, days_ago: float = 0, *, taken: bool = False, command: str = "konsult"
) -> Miss:
    return Miss(NOW - days_ago * DAY, command, words, suggested=True, taken=taken)


async def test_a_new_store_has_no_misses(repository: AnyStore) -> None:
    await repository.count_misses([])
    assert await repository.load_misses(NOW) == ()


async def test_misses_are_added_up_by_their_words_the_most_frequent_first(store: Store) -> None:
    await store.repository.count_misses([_miss("hjärtmott", 3), _miss("pumpis", 2), _miss("")])
    await store.repository.count_misses([_miss("hjärtmott", 1), _miss("hjärtmott", 1)])
    await store.other.count_misses([_miss("pumpis", 1, taken=True)])

    assert await store.other.load_misses(NOW) == (
        MissedWords("hjärtmott", "konsult", 3, 0, NOW - DAY),
        MissedWords("", "konsult", 1, 0, NOW),
        MissedWords("pumpis", "konsult", 1, 1, NOW - DAY),
    )


async def test_a_later_batch_with_an_earlier_miss_keeps_the_latest_time(store: Store) -> None:
    await store.repository.count_misses([_miss("pumpis")])
    await store.repository.count_misses([_miss("pumpis", 0.01)])

    assert await store.other.load_misses(NOW) == (MissedWords("pumpis", "konsult", 2, 0, NOW),)


async def test_the_same_words_with_another_command_are_told_apart(repository: AnyStore) -> None:
    await repository.count_misses([_miss("lasse"), _miss("lasse", command="nummer")])

    missed = await repository.load_misses(NOW)

    assert [(row.command, row.times) for row in missed] == [("konsult", 1), ("nummer", 1)]


async def test_misses_of_ninety_days_are_told(repository: AnyStore) -> None:
    await repository.count_misses([_miss("gammalt", 91), _miss("nyss", 90)])

    assert [row.words for row in await repository.load_misses(NOW)] == ["nyss"]
    assert await repository.load_misses(NOW + 2 * DAY) == ()


async def test_two_processes_count_the_same_words(store: Store) -> None:
    await asyncio.gather(
        *(
            (store.repository, store.other)[turn % 2].count_misses(
                [_miss("pumpis"), _miss("hjärtmott")][:: 1 if turn % 3 else -1]
            )
            for turn in range(10)
        )
    )

    assert [row.times for row in await store.repository.load_misses(NOW)] == [10, 10]


async def test_dismissed_words_come_back_only_if_they_are_asked_again(store: Store) -> None:
    await store.repository.count_misses([_miss("pizza", 1), _miss("pumpis")])
    await store.repository.apply([Forget(MissedWords, "pizza")], actor="web:karin-k", now=NOW)
    assert [row.words for row in await store.other.load_misses(NOW)] == ["pumpis"]

    (line,) = await store.audit()
    assert (line.actor, line.action, line.entity) == ("web:karin-k", "removed", "MissedWords")
    assert line.before is not None
    assert (line.key, line.before["times"], line.after) == ("konsult", 1, None)
    assert "pizza" not in repr(line), "words are kept for ninety days, the audit for ever"

    await store.repository.count_misses([_miss("pizza")])
    assert {row.words: row.times for row in await store.other.load_misses(NOW)}["pizza"] == 1


async def test_counting_misses_moves_nothing(store: Store) -> None:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    before = await store.other.revisions()

    await store.repository.count_misses([_miss("pumpis")])

    assert await store.other.revisions() == before


async def test_an_alias_is_added_changed_and_removed(store: Store) -> None:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    moved = await store.other.revisions()
    assert moved is not None
    for change in (
        Keep(Alias.of("Hjärt-mott", "kardiologi")),
        Keep(Alias.of("hjärtmott", "medicin")),
    ):
        await store.repository.apply([change], actor="web:karin-k", now=NOW)

    assert tuple(await store.read(ALIASES)) == (Alias("hjärtmott", "hjärtmott", "medicin"),)
    after = await store.other.revisions()
    assert after is not None
    assert after == {**moved, ALIASES.name: moved[ALIASES.name] + 2}

    await store.repository.apply([Forget(Alias, key("hjärt mott"))], actor="web:sofia-s", now=NOW)
    assert tuple(await store.read(ALIASES)) == ()

    lines = [line for line in await store.audit() if line.entity == "Alias"]
    assert [(line.actor, line.action, line.key) for line in lines] == [
        ("web:karin-k", "added", "hjärtmott"),
        ("web:karin-k", "changed", "hjärtmott"),
        ("web:sofia-s", "removed", "hjärtmott"),
    ]
    assert lines[1].before == {"id": "hjärtmott", "word": "Hjärt-mott", "target": "kardiologi"}
    assert lines[2].before == lines[1].after
    assert lines[2].after is None


async def test_what_was_not_there_is_removed_without_a_trace(store: Store) -> None:
    changes: list[Change] = [Forget(Alias, "finnsinte"), Forget(MissedWords, "finns inte")]
    await store.repository.apply(changes, actor="web:karin-k", now=NOW)

    assert [line for line in await store.audit() if line.actor == "web:karin-k"] == []


async def test_an_import_leaves_aliases_and_misses(store: Store) -> None:
    await store.repository.apply([Keep(Alias.of("pumpis", "kardiologi"))], actor="a", now=NOW)
    await store.repository.count_misses([_miss("hjärtmott")])

    await store.repository.import_region(small_region(), actor="konsult", now=NOW)

    assert [alias.word for alias in tuple(await store.read(ALIASES))] == ["pumpis"]
    assert [row.words for row in await store.other.load_misses(NOW)] == ["hjärtmott"]
