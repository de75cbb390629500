"""/rest alone: what is new of what the asker follows, what weighs most first, and all of the week."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from directory.changes import Keep
from directory.kinds import Kept
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import AdviceState
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.row import ShortageRow
from tests.bot.shortages.stories import NOW, file, published
from tests.chat import Chat
from tests.shortages import a_row, an_advice, of_product
from tests.stories.advice import advised

LATER = NOW + timedelta(days=5)


def medicine(number: int, start: str = "2026-08-21", forecast: str = "", ended: str = "", *, atc: str = "", ceases: bool = False) -> ShortageRow:  # fmt: skip
    code = atc or f"A10AB{number:02}"
    product = of_product(f"Medel{number} 5 mg Tablett", code, f"ämne{number}", npl=f"n{number}")
    return a_row(start, forecast, ended, pack=str(number), shortage=f"s{number}", product=product, ceases=ceases)  # fmt: skip


BEFORE = [
    medicine(1, "2026-08-01"),
    medicine(2, "2026-08-01", "2026-09-01"),
    medicine(3, "2026-12-01", ceases=True, ended="2026-08-01"),
    medicine(4, "2026-09-14"),
    medicine(9, "2026-08-01"),
]
AFTER = [
    medicine(1, "2026-08-01", "", "2026-08-24"),
    medicine(2, "2026-08-01", "2026-11-01"),
    medicine(3, "2026-12-01", ceases=True),
    medicine(4, "2026-09-14"),
    medicine(5),
    medicine(6, atc="C01CA24"),
    medicine(9, "2026-08-01"),
]


async def new_to(who: str, *kept: Kept, after: Sequence[ShortageRow] = AFTER) -> Chat:
    """A file a few days ago, and another since."""
    chat = await advised(rows=BEFORE)
    changes = list(map(Keep, kept))
    await chat.store.apply(changes, actor="t", now=NOW)
    await chat.passes(LATER)
    outcome = await published(chat, file(after, 5), looked_at=True)
    assert outcome.publication, outcome.refusals
    await chat.live.medicines_indexed()
    return chat


def follow(target: str, who: str = "hanna-h", pace: Pace = Pace.DAILY) -> Subscription:
    return Subscription(follower=who, topic=SHORTAGE_NEWS, target=target, pace=pace, made=LATER)


async def test_what_is_followed_is_shown_what_weighs_most_first() -> None:
    chat = await new_to("hanna-h", follow("atc:A10"))
    user = await chat.user("hanna-h").types("/rest")
    said = [line for line in user.lines if line.startswith("–")]
    assert said == [
        "–  Ämne3  1 upphör",
        "–  Ämne5  1 restnoterad nu",
        "–  Ämne4  1 börjar snart",
        "–  Ämne1  1 åter",
        "–  Ämne2  1 ny prognos",
    ]
    assert "Nytt den senaste veckan av det du bevakar" in user.sees
    await user.taps("Ämne3")
    assert "Medel3" in user.sees


async def test_all_of_the_week_is_behind_a_button() -> None:
    chat = await new_to("hanna-h", follow("atc:C"))
    user = await chat.user("hanna-h").types("/rest")
    assert [line for line in user.lines if line.startswith("–")] == ["–  Ämne6  1 restnoterad nu"]
    await user.taps("Visa allt som ändrats i veckan")
    said = [line.split("  ")[1] for line in user.lines if line.startswith("–")]
    assert said == ["Ämne3", "Ämne5", "Ämne6", "Ämne1", "Ämne2"]


async def test_nothing_new_of_what_is_followed_is_said() -> None:
    chat = await new_to("hanna-h", follow("substans:ämne9"))
    user = await chat.user("hanna-h").types("/rest")
    assert "Inget av det du bevakar har ändrats den senaste veckan." in user.sees
    assert "Visa allt som ändrats i veckan" in user.sees


@pytest.mark.parametrize("kept", [[], [follow("atc:A10", pace=Pace.OFF)]])
async def test_who_follows_nothing_is_told_how_and_sees_all_of_it(kept: list[Kept]) -> None:
    chat = await new_to("hanna-h", *kept)
    user = await chat.user("hanna-h").types("/rest")
    assert "Du bevakar inga läkemedel. Skriv ”/bevaka rest G03”" in user.sees
    assert "Ämne6" in user.sees
    await user.taps("Välj vad du vill bevaka")
    assert "listan Kvinnosjukdomar" in user.sees


async def test_advice_on_what_is_followed_is_new_too_also_what_was_told_at_once() -> None:
    advice = an_advice(AdviceState.SIGNED, now=LATER - timedelta(days=1), urgent=True)
    rows = [*AFTER, a_row(shortage="1")]
    chat = await new_to("hanna-h", follow("substans:estradiol"), advice, after=rows)
    user = await chat.user("hanna-h").types("/rest")
    assert "–  Estradiol  1 restnoterad nu, nytt råd" in user.sees
    await user.taps("Estradiol")
    assert "Gel i motsvarande dos" in user.sees


async def test_a_long_week_is_turned_page_by_page() -> None:
    many = [medicine(number, atc=f"A{number // 10:02}B{'ABCDEFGHIJ'[number % 10]}01") for number in range(10, 60)]  # fmt: skip
    chat = await new_to("hanna-h", after=[*BEFORE, *many])
    user = await chat.user("hanna-h").types("/rest")
    assert sum(line.startswith("–") for line in user.lines) >= 8
    seen: list[str] = []
    await chat.store.apply([Keep(follow("atc:C"))], actor="t", now=LATER)
    await chat.passes(LATER)
    await user.types("/rest")
    await user.taps("Visa allt som ändrats i veckan")
    assert "Ändrat den senaste veckan, 1–20 av 50" in user.sees
    for _ in range(2):
        seen += [line.split("  ")[1] for line in user.lines if line.startswith("–")]
        await user.taps("Nästa")
    seen += [line.split("  ")[1] for line in user.lines if line.startswith("–")]
    assert sorted(seen) == sorted(f"Ämne{number}" for number in range(10, 60))
    assert "Nästa" not in user.sees
    await user.taps("Föregående")
    assert "21–40 av 50" in user.sees


async def test_the_card_of_a_medicine_offers_to_follow_what_is_not_followed_yet() -> None:
    chat = await new_to("hanna-h")
    user = await chat.user("hanna-h").types("/rest ämne5")
    await user.taps("Säg till när Ämne5 ändras")
    assert "Restnoteringar: A10AB05 (Ämne5): en gång om dagen kl 7:30." in user.sees
    await user.types("/rest medel5")
    assert "Säg till när" not in user.sees
