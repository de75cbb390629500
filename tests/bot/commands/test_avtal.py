"""/avtal: the section that answers, whether it holds, and the pages of a document."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import Asker
from bot.cards import Link
from bot.commands.avtal import COMMAND
from bot.desk import deciding
from bot.questions.request import Reply, Request
from directory.agreements.document import Block, BlockKind
from directory.agreements.indexed import indexed
from directory.agreements.kept import AGREEMENTS
from directory.agreements.queries import AGREEMENT_READS
from directory.counting.lookups import Lookup
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Subscription
from directory.parts import Parts
from directory.query import Reads, answered
from directory.snapshot import Snapshot
from directory.store.memory import MemoryStore
from directory.walltime.hours import Hours
from tests.agreements import (
    ALL,
    LEAD,
    agreement,
    agreement_chat,
    blood_pressure,
    heart_failure,
    migraine,
    publish,
    section,
    version,
)
from tests.builders import at, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat
from tests.patience import PATIENCE


async def test_the_section_that_answers_comes_first_with_its_sentence_and_source() -> None:
    hanna = (await agreement_chat()).user("hanna-h")
    await hanna.types("/avtal remiss hjärtsvikt")
    assert hanna.lines[:7] == [
        "Remiss vid hjärtsvikt · Hjärtsvikt i samverkan · HÖK · version 2",
        "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 2 veckor.",
        "Ska inte remitteras:",
        "• stabil hjärtsvikt utan förändrade symtom",
        "• patient i livets slut",
        "Version 2 · gäller till 14 nov 2027 · ägare Hjärtkliniken · reviderad 15 jan 2026",
        "Öppna dokumentet https://region.example/hok12",
    ]
    assert hanna.lines[-2:] == ["Fler träffar:", "–  Uppföljning · Hjärtsvikt i samverkan"]


async def test_what_has_lapsed_is_stamped_and_never_hidden() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal sekundär hypertoni")
    assert hanna.lines[1] == "Har gått ut 14 nov 2025."
    assert "Aldosteron-reninkvot tas vid lågt kalium före remiss." in hanna.sees


async def test_what_does_not_hold_yet_and_what_does_not_say_are_stamped() -> None:
    later = heart_failure(valid_from=at("2027-01-01 12:00").date())
    chat = await agreement_chat(version(later), version(migraine()))
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    assert hanna.lines[1] == "Gäller inte än. Gäller från 1 jan 2027."
    assert (await hanna.types("/avtal triptaner")).lines[1] == "Giltighetstid saknas."


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "G:\\hok\\12.pdf", "", "www.region.example"]
)
async def test_what_is_no_address_is_no_link(source: str) -> None:
    chat = await agreement_chat(version(heart_failure(source=source)))
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    assert not any(isinstance(part, Link) for part in hanna.card.parts)
    assert "Öppna" not in hanna.sees and "javascript" not in hanna.sees


async def test_a_weak_hit_is_the_nearest_and_no_answer() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal triptan vid aldosteron")
    assert hanna.lines[0] == "Närmast: Triptaner · Migrän · överenskommelse"
    assert "Inget säkert svar. Det här ligger närmast." in hanna.sees
    assert [one.outcome for one in chat.counted] == ["near"]


async def test_nothing_is_said_to_be_nothing_and_the_consultant_is_offered() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal pumpis kardiologi")
    assert hanna.lines[0] == "Ingen överenskommelse svarar på ”pumpis kardiologi”."
    assert [(one.command, one.words) for one in chat.missed] == [("avtal", "pumpis kardiologi")]
    assert [one.outcome for one in chat.counted] == ["miss"]
    await hanna.taps("Fråga konsulten")
    assert "Kardiologi Granvik" in hanna.sees


async def test_what_nobody_understands_leads_to_the_default_entry() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal qwertyuiop")
    assert "Osäker? Ring" in hanna.sees and "08-465 004 01" in hanna.sees


async def test_the_words_of_a_miss_with_figures_are_not_kept() -> None:
    chat = await agreement_chat()
    await chat.user("hanna-h").types("/avtal qwertyuiop 4711")
    assert [one.words for one in chat.missed] == [""]


async def test_a_question_is_counted_by_its_section_and_never_by_its_words() -> None:
    chat = await agreement_chat()
    await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    section_id = "hok-hjartsvikt#Remiss vid hjärtsvikt"
    assert chat.counted == [
        Lookup(TUESDAY_DAYTIME, "avtal", "answer", section_id, "bjorken"),
    ]


async def test_a_kind_of_document_may_be_said() -> None:
    both = (
        version(heart_failure()),
        version(agreement("rmr-hjartsvikt", "Remiss vid hjärtsvikt", section("Remiss vid hjärtsvikt", "Kort text."), kind=blood_pressure().head.kind)),
    )  # fmt: skip
    hanna = (await agreement_chat(*both)).user("hanna-h")
    assert "HÖK" in (await hanna.types("/avtal HÖK remiss hjärtsvikt")).lines[0]
    assert "RMR" in (await hanna.types("/avtal RMR remiss hjärtsvikt")).lines[0]
    assert (await hanna.types("/avtal SVF remiss hjärtsvikt")).lines[0].startswith("Remiss vid")
    assert "RMR" in (await hanna.types("/rmr remiss hjärtsvikt")).lines[0]
    assert "HÖK" in (await hanna.types("HÖK remiss hjärtsvikt")).lines[0]


@pytest.mark.parametrize("typed", ["/avtal", "/avtal hypertoni", "/avtal nytt"])
async def test_without_agreements_it_says_so(typed: str) -> None:
    hanna = await (await open_chat()).user("hanna-h").types(typed)
    assert hanna.lines[0].startswith("Inga överenskommelser")


async def test_without_a_question_it_shows_how_to_ask() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal")
    assert hanna.lines[0] == "Skriv vad du undrar, så visas avsnittet som svarar."


# -- a whole section -------------------------------------------------------------------------


async def test_the_whole_section_keeps_the_words_that_its_list_stands_under() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Visa hela avsnittet")
    assert hanna.lines[1:5] == [
        "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 2 veckor.",
        "Ska inte remitteras:",
        "• stabil hjärtsvikt utan förändrade symtom",
        "• patient i livets slut",
    ]


async def test_what_is_folded_keeps_them_too() -> None:
    points = [Block(BlockKind.ITEM, f"fall nummer {number}", LEAD) for number in range(30)]
    rows = [Block(BlockKind.ROW, "Problem: feber; Remiss: akut", "Vid remiss:")]
    long = agreement("lang", "Lång", section("Remiss vid urtikaria", LEAD, *points, *rows))
    hanna = (
        await (await agreement_chat(version(long))).user("hanna-h").types("/avtal urtikaria remiss")
    )
    await hanna.taps("Visa hela avsnittet")
    folded = hanna.lines.index("– Visa resten av avsnittet –")
    assert hanna.lines.count(LEAD) == 2
    assert hanna.lines[folded + 1] == LEAD
    assert hanna.lines[folded + 2].startswith("• fall nummer")
    assert "Vid remiss:\nProblem: feber; Remiss: akut" in hanna.sees


async def test_a_nested_point_shows_that_it_is() -> None:
    nested = [Block(BlockKind.ITEM, "akut", "Remittera:"), Block(BlockKind.ITEM, "feber", "Remittera:", 1)]  # fmt: skip
    one = agreement("a", "Feber", section("Urtikaria", *nested))
    hanna = await (await agreement_chat(version(one))).user("hanna-h").types("/avtal urtikaria")
    await hanna.taps("Visa hela avsnittet")
    assert "Remittera:\n• akut\n◦ feber" in hanna.sees


async def test_a_section_that_a_new_version_has_taken_away_leads_to_the_document() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    shorter = heart_failure(version="3")
    shorter = replace(shorter, sections=(replace(shorter.sections[1], number=0),))
    await publish(chat, [version(shorter, days_ago=0)])
    await hanna.taps("Visa hela avsnittet")
    assert hanna.lines[0].startswith("Avsnittet finns inte längre.")
    await hanna.taps("Visa dokumentet")
    assert hanna.lines[0] == "Hjärtsvikt i samverkan · HÖK · version 3"


async def test_sections_of_one_name_are_told_apart() -> None:
    twins = agreement(
        "tvilling",
        "Urtikaria",
        section("Remiss", "Barn remitteras till barnkliniken.", path=("Barn",)),
        section("Remiss", "Vuxna remitteras till hudkliniken.", path=("Vuxna",)),
    )
    hanna = await (await agreement_chat(version(twins))).user("hanna-h").types("/avtal urtikaria")
    await hanna.taps("Visa dokumentet")
    assert "Barn: Remiss" in hanna.sees
    await hanna.taps("Vuxna: Remiss")
    assert "Vuxna remitteras till hudkliniken." in hanna.sees


# -- a document ------------------------------------------------------------------------------


async def test_a_document_shows_its_head_and_its_sections() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Visa dokumentet")
    assert hanna.lines[0] == "Hjärtsvikt i samverkan · HÖK · version 2"
    assert "Ägare:        Hjärtkliniken" in hanna.sees
    assert "Versioner här" not in hanna.sees
    await hanna.taps("Uppföljning")
    assert "Kreatinin och kalium kontrolleras efter två veckor." in hanna.sees


async def test_a_document_with_earlier_versions_leads_to_what_changed() -> None:
    chat = await agreement_chat(version(heart_failure(version="1"), days_ago=400), *ALL)
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Visa dokumentet")
    assert "Versioner här:  2" in hanna.sees
    await hanna.taps("Senaste ändringarna")
    assert "Version:  1 → 2" in hanna.sees


async def test_to_follow_and_to_stop() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Följ")
    assert hanna.lines[0].startswith("Du följer Hjärtsvikt i samverkan")
    assert [one.id for one in await _followed(chat)] == ["hanna-h|överenskommelser|hok-hjartsvikt"]
    await hanna.types("/avtal remiss hjärtsvikt")
    await hanna.taps("Sluta följa")
    assert hanna.lines[0] == "Du följer inte längre Hjärtsvikt i samverkan."
    assert await _followed(chat) == ()


async def test_an_old_button_to_follow_does_no_harm() -> None:
    chat = await agreement_chat()
    hanna, again = chat.user("hanna-h"), chat.user("hanna-h")
    await again.types("/avtal remiss hjärtsvikt")
    await (await hanna.types("/avtal remiss hjärtsvikt")).taps("Följ")
    assert (await again.taps("Följ")).lines[0] == "Du följer redan Hjärtsvikt i samverkan."
    assert len(await _followed(chat)) == 1


async def _followed(chat: Chat) -> tuple[Subscription, ...]:
    chosen = (await chat.repository.load_parts(TUESDAY_DAYTIME)).of(FOLLOWING)
    return tuple(chosen)


# -- whatever comes --------------------------------------------------------------------------


@cache
def snapshot() -> Snapshot:
    window = Hours(TUESDAY_DAYTIME - timedelta(days=1), TUESDAY_DAYTIME + timedelta(days=1))
    parts = Parts().having(AGREEMENTS, indexed(ALL))
    return Snapshot(small_region(), parts, window=window, loaded_at=TUESDAY_DAYTIME)


WORDS = st.text(max_size=200) | st.sampled_from(("hjärtsvikt", "nytt ", "KÖ", "hök", "rmr " * 40, "'\"<>&%", "\x00", "½" * 200))  # fmt: skip
ACTIONS = st.sampled_from(
    (
        *("avsnitt", "dokument", "följ", "sluta-följa", "otydligt", "anmäl", "ändringar"),
        *("kvittera", "kö", "besvara", "svara", "avsluta", "finns-inte"),
    )
)
VALUES = WORDS | st.sampled_from(("hok-hjartsvikt", "0", "1", "99", "otydligt", "fel"))
DATA = st.dictionaries(
    st.sampled_from(("dokument", "avsnitt", "version", "rader", "slag", "kommentar", "anmälan", "svar")),
    VALUES,
)  # fmt: skip


async def _reply(request: Request) -> Reply:
    """What the command says when a store without any versions has answered what it asks."""
    return await answered(
        lambda known: COMMAND.run(replace(request, known=known), snapshot()),
        Reads(AGREEMENT_READS.by(MemoryStore())),
    )


@given(WORDS)
async def test_no_question_fails(words: str) -> None:
    reply = await _reply(Request(words, Asker("test:x"), TUESDAY_DAYTIME))
    assert reply.card.parts


@given(ACTIONS, DATA)
async def test_no_button_fails(action: str, data: dict[str, str]) -> None:
    who = Asker("test:karin", snapshot().people["karin-k"])
    reply = await _reply(Request("", who, TUESDAY_DAYTIME, action, data))
    assert reply.card.parts or reply.card.form


async def test_a_question_just_after_a_start_waits_until_the_documents_are_indexed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a machine of any speed: how long it waits at most is another matter."""
    monkeypatch.setattr(deciding, "INDEXING", PATIENCE)
    chat = await open_chat()
    await chat.repository.publish_agreements(ALL, actor="web:karin-k", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    assert hanna.lines[0].startswith("Remiss vid hjärtsvikt")


async def test_where_nothing_has_been_read_in_that_is_said() -> None:
    hanna = await (await open_chat()).user("hanna-h").types("/avtal remiss hjärtsvikt")
    assert "Inga överenskommelser är inlästa här" in hanna.sees


async def test_the_page_leads_those_who_may_to_where_its_head_is_changed() -> None:
    region = small_region()
    chat = await agreement_chat(version(heart_failure(owner="anna-a")), region=region)
    for who, may in (("karin-k", True), ("anna-a", True), ("hanna-h", False)):
        user = await chat.user(who).types("/avtal remiss hjärtsvikt")
        await user.taps("Visa dokumentet")
        address = "https://konsult.example.org/avtal/dokument/hok-hjartsvikt"
        assert (f"Ändra ägare, version och giltighet {address}" in user.sees) is may, who
