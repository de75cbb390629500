"""”/avtal läge”: a coordinator sees what there is to do, and one tap leads to the document."""

from datetime import date, timedelta

import pytest

from bot.access import Asker
from bot.commands.avtal.state_page import state_page
from bot.platforms.terminal.render import card_text
from bot.questions.request import Request
from directory.agreements.feedback import Feedback, FeedbackKind, VersionRead
from directory.agreements.queries import SectionsAsked
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.catalogue.people import Access
from directory.changes import Keep
from directory.counting.lookups import Lookup
from directory.counting.misses import MissedWords
from directory.counting.queries import MissedLately
from directory.letters.subscriptions import Pace, Subscription
from directory.parts import Parts
from directory.query import Known, Unanswered
from directory.snapshot import Snapshot
from tests.agreements import ALL, agreement_chat, owned, version, with_agreements
from tests.bot.scheduler.ticks import NOTHING_HELD
from tests.builders import held, small_region
from tests.chat import TUESDAY_DAYTIME

NOW = TUESDAY_DAYTIME
KARIN = Asker("test:karin-k", granted=frozenset({Access.COORDINATOR}))
VALID = date(2028, 1, 1)


def seen(
    *versions: AgreementVersion,
    parts: Parts = NOTHING_HELD,
    asked: dict[str, int] | None = None,
    misses: tuple[MissedWords, ...] = (),
) -> list[str]:
    agreements = with_agreements(small_region(), NOW, *versions, parts=parts)
    known = Known({SectionsAsked(NOW): asked or {}, MissedLately(NOW): misses})
    reply = state_page(Request("läge", KARIN, NOW, known=known), agreements)
    return card_text(reply.card).splitlines()


def after(heading: str, lines: list[str]) -> list[str]:
    """The two lines that follow a heading."""
    place = lines.index(heading)
    return [" ".join(line.split()) for line in lines[place + 1 : place + 3]]


def test_others_than_coordinators_are_refused() -> None:
    anybody = Request("läge", Asker("test:hanna-h"), NOW)
    reply = state_page(anybody, with_agreements(small_region(), NOW, version(owned())))
    assert card_text(reply.card).strip() == "”/avtal läge” är bara för samordnare."


def test_it_asks_for_the_figures_that_are_not_in_memory() -> None:
    agreements: Snapshot = with_agreements(small_region(), NOW, version(owned()))
    with pytest.raises(Unanswered) as first:
        state_page(Request("läge", KARIN, NOW), agreements)
    assert first.value.query == SectionsAsked(NOW)
    known = Known({SectionsAsked(NOW): {}})
    with pytest.raises(Unanswered) as second:
        state_page(Request("läge", KARIN, NOW, known=known), agreements)
    assert second.value.query == MissedLately(NOW)


def test_where_all_is_well_it_says_so() -> None:
    lines = seen(version(owned(valid_to=VALID)))
    assert lines[0] == "Överenskommelser: läget · 1 i bruk"
    assert "Inget behöver göras: alla har ägare och giltighet, och ingen går ut snart." in lines


def test_expired_the_longest_ago_first_and_those_that_go_out() -> None:
    lines = seen(
        version(owned("aaa", valid_to=date(2026, 11, 23))),
        version(owned("bbb", valid_to=date(2026, 10, 25))),
        version(owned("ccc", valid_to=date(2026, 11, 24))),
        version(owned("ddd", valid_to=date(2027, 2, 22))),
        version(owned("eee", valid_to=date(2027, 2, 23))),
    )
    assert after("Har gått ut (2):", lines) == [
        "– Bbb gick ut för 30 dagar sedan, 25 okt 2026",
        "– Aaa gick ut för 1 dag sedan, 23 nov 2026",
    ]
    assert after("Går ut inom 90 dagar (2):", lines) == [
        "– Ccc 24 nov 2026, i dag",
        "– Ddd 22 feb 2027, om 90 dagar",
    ]


def test_without_owner_and_without_validity() -> None:
    lines = seen(
        version(owned("aaa", owner="", valid_to=VALID)),
        version(owned("bbb", owner="Arbetsgrupp kol", valid_to=VALID)),
        version(owned("ccc")),
    )
    assert after("Utan ägare (2):", lines) == [
        "– Aaa ägare saknas",
        "– Bbb ”Arbetsgrupp kol” leder inte till någon person",
    ]
    assert after("Utan giltighet (1):", lines)[0] == "– Ccc"


def test_most_asked_and_questions_without_a_good_hit() -> None:
    missed = MissedWords("klåda ögonlock", "avtal", times=4, taken=1, last=NOW)
    others = (
        MissedWords("pumpis", "konsult", times=9, taken=0, last=NOW),
        MissedWords("", "avtal", times=7, taken=0, last=NOW),
    )
    asked = {"ogon#Remiss": 3, "ogon#Grå starr": 8, "borta#Remiss": 99}
    lines = seen(version(owned(valid_to=VALID)), asked=asked, misses=(missed, *others))
    assert after("Mest frågat, 90 dagar (2):", lines) == [
        "– Ogon: Grå starr 8 gånger",
        "– Ogon: Remiss 3 gånger",
    ]
    [question, _] = after("Frågor utan bra träff, 90 dagar (1):", lines)
    assert question == "– klåda ögonlock 3 gånger /avtal klåda ögonlock"


def feedback(number: int, *, closed: bool = False) -> Feedback:
    return Feedback(
        id=f"f-{number}", document="ogon", version="v", heading="Remiss", passage="Remiss.",
        kind=FeedbackKind.UNCLEAR, comment="", reporter="hanna-h", unit="bjorken", at=NOW,
        closed=NOW if closed else None,
    )  # fmt: skip


def test_most_often_unclear_and_not_acknowledged() -> None:
    of = version(owned(valid_to=VALID, acknowledge=True))
    made = of.added - timedelta(days=1)
    follow = [
        Subscription(follower=who, topic=AGREEMENT_NEWS, target="ogon", pace=Pace.DAILY, made=made)
        for who in ("hanna-h", "ivar-i", "eva-e")
    ]
    read = VersionRead(document="ogon", version=of.id, reader="eva-e", at=NOW)
    said = feedback(1), feedback(2), feedback(3, closed=True)
    lines = seen(of, parts=held(*said, *follow, read))
    assert after("Oftast kallat otydligt eller fel (1):", lines)[0] == (
        "– Ogon: Remiss 3 gånger, 2 väntar på svar"
    )
    assert after("Inte kvitterat (1):", lines)[0] == "– Ogon 2 av 3 har inte kvitterat"


def test_of_many_the_first_are_shown_and_the_rest_folded() -> None:
    many = [
        version(owned(f"d{n:02}", valid_to=date(2026, 1, 1) + timedelta(days=n))) for n in range(28)
    ]
    lines = seen(*many)
    assert "Har gått ut (28):" in lines
    assert "– Visa 20 till –" in lines
    assert "Och 3 till. De visas när de första är åtgärdade." in lines


async def test_a_coordinator_goes_from_the_page_to_the_document_and_to_the_queue() -> None:
    chat = await agreement_chat(*ALL)
    await chat.repository.apply([Keep(feedback(1))], actor="test", now=NOW)
    asked = Lookup(NOW, "avtal", "answer", "hok-hjartsvikt#Uppföljning", "bjorken")
    await chat.repository.count({asked: 3})
    await chat.live.refresh()
    karin = await chat.user("karin-k").types("/avtal läge")
    assert karin.lines[0] == "Överenskommelser: läget · 3 i bruk"
    assert "Har gått ut (1):" in karin.lines
    assert after("Mest frågat, 90 dagar (1):", karin.lines)[0] == (
        "– Hjärtsvikt i samverkan: Uppföljning 3 gånger"
    )
    await karin.taps("Hypertoni")
    assert karin.lines[0].startswith("Hypertoni")
    assert "Har gått ut 14 nov 2025." in karin.sees
    await (await karin.types("/avtal läge")).taps("Visa kön")
    assert karin.lines[0] == "Otydligt eller fel · 1 väntar på svar"
    hanna = await chat.user("hanna-h").types("/avtal läge")
    assert hanna.sees.strip() == "”/avtal läge” är bara för samordnare."
