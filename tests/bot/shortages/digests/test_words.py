"""Every sentence of a digest, word for word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.shortages.digests.advice_words import advice_line
from bot.shortages.digests.words import news_line, said_alike
from directory.shortages.advice.advice import AdviceState, closed
from directory.shortages.advice.changes import AdviceChange, AdviceNews
from directory.shortages.following.news import PackNews, PackTold, pack_news
from directory.shortages.pack_changes import moment_of
from directory.shortages.row import ShortageRow
from directory.shortages.state import situation
from tests.shortages import a_row, an_advice, of_product
from tests.stories.advice import advised

DAY = date(2026, 9, 1)
PLASTER = "Plåstret 50 mikrogram/24 timmar Depotplåster, Påse, 8 plåster"
PLASTERS = "Plåstret 50 mikrogram/24 timmar Depotplåster, 2 förpackningar"
OUT = a_row("2026-08-01", "2026-10-01")
COMING = a_row("2026-11-01", "2026-12-24")
CEASES = a_row("2026-12-01", ceases=True, shortage="c")
NONE: Sequence[ShortageRow] = ()

SENTENCES: dict[str, tuple[Sequence[ShortageRow], Sequence[ShortageRow], str]] = {
    "out": (NONE, [OUT], "Restnoterad nu: {}, sedan 1 aug 2026, väntas åter 1 okt 2026."),
    "out, no date": (NONE, [a_row("2026-08-01")], "Restnoterad nu: {}, sedan 1 aug 2026, inget datum för när den väntas åter."),
    "out since nobody knows": (NONE, [a_row("", "2026-10-01")], "Restnoterad nu: {}, väntas åter 1 okt 2026."),
    "out and late": (NONE, [a_row("2026-08-01", "2026-08-20")], "Restnoterad nu: {}, sedan 1 aug 2026, prognosen 20 aug 2026 har passerat."),
    "soon": (NONE, [a_row("2026-09-22", "2026-12-24")], "Förvarning: {}, från 22 sep 2026, väntas åter 24 dec 2026."),
    "coming": (NONE, [COMING], "Kommande: {}, från 1 nov 2026, väntas åter 24 dec 2026."),
    "coming, no date": (NONE, [a_row("2026-11-01")], "Kommande: {}, från 1 nov 2026, inget datum för när den väntas åter."),
    "ceases": (NONE, [CEASES], "Upphör: {}, från 1 dec 2026."),
    "has ceased": ([CEASES], [a_row("2026-08-15", ceases=True, shortage="c")], "Upphör: {}, sedan 15 aug 2026."),
    "ceases nobody knows when": (NONE, [a_row("", ceases=True)], "Upphör: {}."),
    "ceases, forecast is no return": (NONE, [a_row("2026-12-01", "2027-02-01", ceases=True)], "Upphör: {}, från 1 dec 2026."),
    "ceases soon": ([CEASES], [a_row("2026-09-15", ceases=True, shortage="c")], "Förvarning: {}, upphör, från 15 sep 2026."),
    "ceases and out": (NONE, [OUT, CEASES], "Upphör: {}, från 1 dec 2026, också restnoterad nu."),
    "ceases and coming": (NONE, [COMING, CEASES], "Upphör: {}, från 1 dec 2026, restnotering kommande."),
    "passed": ([OUT], [a_row("2026-08-01", "2026-08-20")], "Prognosen har passerat: {}, 20 aug 2026, fortfarande restnoterad."),
    "passed of what ceases": ([OUT, CEASES], [a_row("2026-08-01", "2026-08-20"), CEASES], "Prognosen har passerat: {}, 20 aug 2026, fortfarande restnoterad, förpackningen upphör."),
    "later": ([OUT], [a_row("2026-08-01", "2027-01-14")], "Ny prognos: {}, 14 jan 2027 (tidigare 1 okt 2026)."),
    "earlier": ([OUT], [a_row("2026-08-01", "2026-09-10")], "Ny prognos: {}, 10 sep 2026 (tidigare 1 okt 2026)."),
    "date taken away": ([OUT], [a_row("2026-08-01")], "Ny prognos: {}, inget datum (tidigare 1 okt 2026)."),
    "date given": ([a_row("2026-08-01")], [OUT], "Ny prognos: {}, 1 okt 2026 (tidigare inget datum)."),
    "moved of what ceases": ([OUT, CEASES], [a_row("2026-08-01", "2027-01-14"), CEASES], "Ny prognos: {}, 14 jan 2027 (tidigare 1 okt 2026), förpackningen upphör."),
    "start moved": ([COMING], [a_row("2026-11-20", "2026-12-24")], "Ny start: {}, 20 nov 2026 (tidigare 1 nov 2026)."),
    "back": ([OUT], [a_row("2026-08-01", "2026-08-30", "2026-08-30")], "Åter enligt Läkemedelsverket: {}, sedan 30 aug 2026."),
    "no longer listed": ([OUT], [replace(OUT, gone=date(2026, 8, 25))], "Inte längre listad: {}, det betyder inte att den går att få."),
}  # fmt: skip


def news(before: Sequence[ShortageRow], after: Sequence[ShortageRow]) -> PackNews:
    told = PackTold(moment_of(situation(before, DAY)) if before else None, DAY)
    found = pack_news(told, situation(after, DAY))
    assert found
    return found


def other_pack(rows: Iterable[ShortageRow]) -> list[ShortageRow]:
    return [replace(row, pack=replace(row.pack, npl_pack_id="2", description="Påse, 24 plåster")) for row in rows]  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_said_of_one_pack_and_of_two(name: str) -> None:
    before, after, says = SENTENCES[name]
    one, other = news(before, after), news(other_pack(before), other_pack(after))
    assert news_line([one]) == says.format(PLASTER)
    assert said_alike(one) == said_alike(other)
    assert news_line([one, other]) == says.format(PLASTERS)


def test_no_two_sentences_are_told_in_one_line_unless_they_are_the_same() -> None:
    every = [news(before, after) for before, after, _ in SENTENCES.values()]
    assert len({said_alike(one) for one in every}) == len({says for *_, says in SENTENCES.values()})


def test_a_pack_without_description_is_one_pack_and_another_product_another_line() -> None:
    bare = replace(OUT, pack=replace(OUT.pack, description=""))
    assert ", 1 förpackning, sedan" in news_line([news(NONE, [bare])])
    other = replace(OUT, product=of_product("Ögondroppen Åäö 5 mg", "S01", "a", npl="9"))
    assert said_alike(news(NONE, [OUT])) != said_alike(news(NONE, [other]))
    assert news_line([news(NONE, [other])]).startswith("Restnoterad nu: Ögondroppen Åäö 5 mg, Påse")


async def test_what_is_said_of_advice_is_by_whom_and_until_when_and_none_of_its_text() -> None:
    chat = await advised()
    signed = an_advice(AdviceState.SIGNED)
    at = signed.approved
    assert at
    gone = an_advice(AdviceState.WITHDRAWN)
    says = {
        AdviceNews.NEW: (signed, "Nytt ersättningsråd från Kvinnosjukdomar, skrivet av Anna Asp och godkänt av Bo Björn, gäller till och med 18 nov 2026."),
        AdviceNews.NEW_VERSION: (signed, "Ny version av ersättningsrådet från Kvinnosjukdomar, skrivet av Anna Asp och godkänt av Bo Björn, gäller till och med 18 nov 2026."),
        AdviceNews.WITHDRAWN: (gone, "Ersättningsrådet från Kvinnosjukdomar är återkallat 20 aug 2026 av Bo Björn och gäller inte längre."),
        AdviceNews.CLOSED: (closed(signed, "Åter.", at), "Åter enligt Läkemedelsverket: ersättningsrådet från Kvinnosjukdomar är avslutat."),
        AdviceNews.ENDED: (signed, "Ersättningsrådet från Kvinnosjukdomar har gått ut: det gällde till och med 18 nov 2026."),
    }  # fmt: skip
    assert set(says) == set(AdviceNews)
    for kind, (advice, sentence) in says.items():
        assert advice_line(AdviceChange(at, kind, advice), chat.snapshot) == sentence
