"""The key of each kind of letter. Those of the last ninety days are in databases: they stay."""

from datetime import date
from inspect import isfunction

from bot.letters import keys
from directory.catalogue.roles import Role
from directory.rosters.line import Line
from tests.builders import at

START, DAY = at("2026-11-24 16:00"), date(2026, 11, 24)
LINE = Line("kardiologi", Role.SENIOR_ON_CALL)

KEYS = {
    keys.week_before(DAY, "anna-a"): "reminder:week:anna-a:2026-11-24",
    keys.evening_before(DAY, "anna-a"): "reminder:eve:anna-a:2026-11-24",
    keys.shift_begins(START, "anna-a"): "reminder:start:anna-a:2026-11-24T15:00:00+00:00",
    keys.fault_ahead("lucka|1", "karin-k"): "gaps:now:karin-k:lucka|1",
    keys.faults_of_day(DAY, "karin-k"): "gaps:day:karin-k:2026-11-24",
    keys.own_shifts_changed("b1", "anna-a"): "roster|b1|anna-a",
    keys.roster_changed("b1", "kardiologi", "hanna-h"): "roster|b1|kardiologi|hanna-h",
    keys.roster_stopped("jour-1", "3f", "karin-k"): "roster-problem|jour-1|3f|karin-k",
    keys.roster_emptied("jour-1", "3f", "karin-k"): "roster-tomt|jour-1|3f|karin-k",
    keys.roster_stale("jour-1", DAY, "karin-k"): "roster-gammalt|jour-1|2026-11-24|karin-k",
    keys.shortages_stopped("3f", DAY, "karin-k"): "restnotering-problem|3f|2026-11-24|karin-k",
    keys.shortage_digest(DAY, "anna-a"): "restnotering-nytt|2026-11-24|anna-a",
    keys.medicine_asked_for("G03CA03", "kvinnor", DAY, "anna-a"): (
        "restnotering-frågor|G03CA03|kvinnor|2026-11-24|anna-a"
    ),
    keys.advice_decided("väntar", "a-1", START, "bo-b"): (
        "råd|väntar|a-1|2026-11-24T15:00:00+00:00|bo-b"
    ),
    keys.advice_at_once("a-1", "NEW", "bo-b"): "råd|brådskande|a-1|NEW|bo-b",
    keys.advice_ends("a-1", "bo-b"): "råd|går ut|a-1|bo-b",
    keys.advice_ended("a-1", "bo-b"): "råd|gick ut|a-1|bo-b",
    keys.advice_runs_short("a-1", START, "bo-b"): (
        "råd|ersättning slut|a-1|2026-11-24T15:00:00+00:00|bo-b"
    ),
    keys.advice_closed("a-1", "bo-b"): "råd|avslutat|a-1|bo-b",
    keys.advice_unlisted("a-1", "bo-b"): "råd|inte listat|a-1|bo-b",
    keys.advice_short_again("a-1", "bo-b"): "råd|igen|a-1|bo-b",
    keys.offer("erbjudet", "o1", "bo-b"): "pass|erbjudet|o1|bo-b",
    keys.set_busy("o1", "anna-a"): "pass|upptagen|o1|anna-a",
    keys.shift_left("o1", "karin-k"): "pass|lämnat|o1|karin-k",
    keys.wrong_number(LINE, "anna-a", START, "karin-k"): (
        "pass|nummer|kardiologi|bakjour|anna-a|2026-11-24T15:00:00+00:00|karin-k"
    ),
    keys.numbers_changed("b1", "bjorken", "hanna-h"): "numbers|b1|bjorken|hanna-h",
    keys.new_version("kol:1", START, "hanna-h"): (
        "avtal|ny|kol:1|2026-11-24T15:00:00+00:00|hanna-h"
    ),
    keys.agreement_ends(90, "kol:1", "karin-k"): "avtal|utgår|90|kol:1|karin-k",
    keys.without_owner("kol:1", "karin-k"): "avtal|utan ägare|kol:1|karin-k",
    keys.not_acknowledged("kol:1", "hanna-h"): "avtal|kvittens|kol:1|hanna-h",
    keys.feedback("f1", "karin-k"): "avtal|otydligt|f1|karin-k",
    keys.feedback_answered("f1", "hanna-h"): "avtal|svar|f1|hanna-h",
    keys.failing("rosters", "jour-1", DAY, "karin-k"): "fel|rosters|jour-1|2026-11-24|karin-k",
    keys.unsearched("kol:1", "karin-k"): "avtal|osökbar|kol:1|karin-k",
    keys.hour_opened("h1", START, "hanna-h"): "tid|öppnad|h1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.hour_changed("h1", START, "hanna-h"): "tid|ändrad|h1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.hour_closed("c1", "hanna-h"): "tid|stängd|c1|hanna-h",
    keys.hour_reopened(
        "c1", START, "hanna-h"
    ): "tid|öppnad igen|c1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.hour_late("s1", START, "hanna-h"): "tid|försenad|s1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.slot_offered("s1", START, "hanna-h"): "tid|erbjuden|s1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.slot_changed("b1", 2, "bokad", "bo-b"): "tid|bokning|b1|2|bokad|bo-b",
    keys.line_called("p1", START, "hanna-h"): "tid|kö ringer|p1|2026-11-24T15:00:00+00:00|hanna-h",
    keys.line_closed("p1", "de blir uppringda", "hanna-h"): (
        "tid|kö stänger|p1|de blir uppringda|hanna-h"
    ),
    keys.slot_reminded("b1", 2, 0, "hanna-h"): "tid|påminnelse|b1|2|0|hanna-h",
    keys.hour_begins("h1", START, "bo-b"): "tid|börjar|h1|2026-11-24T15:00:00+00:00|bo-b",
    keys.slots_released("h1@2026-11-24T1600", 1, "hanna-h"): (
        "tid|släppt|h1@2026-11-24T1600|1|hanna-h"
    ),
    keys.slot_given_back("h1", START, "bo-b"): "tid|åter|h1|2026-11-24T15:00:00+00:00|bo-b",
    keys.pilot_ends("p1", DAY, "karin-k"): "tid|försök|p1|2026-11-24|karin-k",
    keys.digest("3f", "anna-a"): "digest:anna-a:3f",
}


def test_every_kind_has_the_key_that_it_had() -> None:
    assert [made for made, kept in KEYS.items() if made != kept] == []


def test_the_table_has_every_kind() -> None:
    module = vars(keys).items()
    kinds = [name for name, made in module if isfunction(made) and not name.startswith("_")]
    assert len(KEYS) == len(kinds)
