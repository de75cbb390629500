"""Who may do what: every action of every command, pressed by everybody with data of any kind.

The table is written by hand: a row says what the press does, and for whom. For all others it does
not, however the press was made. An action without a row is missed by the first test.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from bot.cards import Press
from bot.commands import COMMANDS
from bot.commands.kalender.subject import button_name
from bot.desk import Visitor
from bot.platforms.terminal.pressing import presses
from bot.platforms.terminal.render import card_text
from directory.agreements.kept import in_force
from directory.catalogue.roles import Role
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.counting.matters import matters
from directory.hours.naming import new_id
from directory.lazy.values import dataclass
from directory.rosters.line import Line
from directory.walltime.hours import Hours
from tests.bot.platforms.slack.fake_slack_api import slack_user
from tests.bot.platforms.slack.slack_chat import slack_chat
from tests.chat import Chat, open_chat
from tests.stories.rights import (
    ADVICE,
    CLOSED_DAY,
    FEEDBACK,
    FEEDS,
    NOW,
    PEOPLE,
    TRIED,
    Trying,
    night,
    seen,
    trying_chat,
)
from tests.stories.tid_rights import FIRST, HALF, OFFERED, TOPIC

EVERYBODY = frozenset(PEOPLE)
NOBODY = frozenset[str]()
PLANNERS = frozenset({"coordinator", "switchboard"})
"""They act for others."""
COORDINATOR = frozenset({"coordinator"})
OWN = PLANNERS | {"specialist"}
"""What is Bo's: he, and those who act for him."""
MUNICIPAL, PRIMARY, EMERGENCY = (
    PLANNERS | {role} for role in ("nurse", "gp", "emergency physician")
)
WRITES = "skriver"


@dataclass(frozen=True)
class Row:
    """What a press does: it writes, or shows these words; and for whom."""

    press: Press
    does: str
    who: frozenset[str]


def row(
    command: str, action: str, does: str, who: frozenset[str], data: Mapping[str, str] = {}, **more: str
) -> Row:  # fmt: skip
    return Row(Press(command, action=action, data={**data, **more}), does, who)


def table(chat: Chat) -> Iterator[Row]:
    yield from asked()
    yield from shifts(chat)
    yield from offers()
    yield from agreements(chat)
    yield from kept(chat)
    yield from consultation_hours()
    yield from shortages()
    yield from typed()


def asked() -> Iterator[Row]:
    """Who answers, and on which numbers."""
    only = (
        ("kommunjour", "004 71", MUNICIPAL),
        ("alk", "004 72", PRIMARY),
        ("akutlinje", "004 73", EMERGENCY),
        ("kardiologi", "004 13", EVERYBODY),
    )
    failed = {"steg": "abcdefgh", "vad": "bakjour", "at": NOW.isoformat(), "failed": ""}
    other_time = {"dag": "2026-11-28", "tid": "20:00"}
    for service, number, who in only:
        yield row("konsult", "visa", number, who, service=service)
        yield row("konsult", "visa", number, who, service=service, at=night("11-28").start.isoformat())  # fmt: skip
        yield row("konsult", "ej-svar", number, who, failed, service=service)
        yield row("konsult", "ej-svar", number, who, service=service)
        yield row("konsult", "ej-svar", WRITES, who, failed, service=service)
        yield row("konsult", "annan-tid", number, who, other_time, service=service)
        yield row("konsult", "annan-tid", "Visa vem som svarar då", who, service=service)
        yield row("jour", "visa", number, who, service=service)
        yield row("jour", "vecka", number, who, service=service, day="2026-11-30")
        yield row("nummer", "fel", WRITES, who, ägare=service, nummer=f"08-465 {number}")
        yield row("bevaka", "följ", WRITES, who, topic="jour", target=service, pace="direkt")
        yield row("bevaka", "spara", WRITES, who, topic="jour", target=service, pace="direkt")
        yield row("bevaka", "ångra", WRITES, who, topic="jour", target=service, pace="av")
        yield row("bevaka", "ändra", "Hur snart", who, topic="jour", target=service)
    yield row("bevaka", "bort-alla", "Du bevakar inget av det slaget", EVERYBODY, topic="restnoteringar")  # fmt: skip
    yield row("nummer", "visa", "0980-319 200", EVERYBODY, unit="bjorken")
    yield row("nummer", "visa", "0980-319 240", EMERGENCY, unit="bjorken")
    yield row("nummer", "fel", WRITES, EVERYBODY, ägare="bjorken", nummer="0980-319 200")
    yield row("nummer", "fel", WRITES, EMERGENCY, ägare="bjorken", nummer="0980-319 240")
    yield row("jour", "luckor", "Luckor de närmaste", EVERYBODY - {"unknown"})
    yield row("jour", "gamla", "Scheman som är gamla", COORDINATOR)
    yield row("inkorg", "osäkra", "Inga brev är osäkra", COORDINATOR)


def shifts(chat: Chat) -> Iterator[Row]:
    """Bo's shifts, Cecilia's to come, gaps and changes."""
    bakjour = {"service": "kardiologi", "role": "bakjour"}
    own = {**bakjour, "person": "bo-b", **span(night("11-30"))}
    running = {**bakjour, "person": "bo-b", "start": night("11-26").start.isoformat()}
    gap = {**bakjour, "person": "", **span(night("11-30"))}
    yield row("pass", "visa", "Bakjour, Kardiologi Granvik", OWN, person="bo-b")
    yield row("pass", "visa", "Bakjour, Kardiologi Granvik", OWN, person="bo-b", från=night("12-08").start.isoformat())  # fmt: skip
    yield row("pass", "tjänst", "Cecilia Ceder", PLANNERS, service="kardiologi")
    yield row("pass", "tjänst", "Fredrik Fors", PLANNERS, service="kommunjour")
    yield row("pass", "ett", "Lämna utan ersättare", OWN, own)
    yield row("pass", "lämna", WRITES, OWN, own, ja="ja")
    yield row("pass", "lämna", WRITES, NOBODY, gap, ja="ja")
    yield row("pass", "upptagen", WRITES, OWN, own, till="2 timmar", från="")
    yield row("pass", "upptagen", WRITES, NOBODY, gap, till="2 timmar")
    yield row("pass", "upptagen", WRITES, OWN, own, till="2 timmar", vem="anna-a")
    yield row("pass", "upptagen", WRITES, NOBODY, own, till="2 timmar", vem="hanna-h")
    yield row("pass", "upptagen", WRITES, NOBODY, own, till="400 timmar")
    yield row("pass", "bekräfta", WRITES, OWN, running)
    yield row("pass", "bekräfta", WRITES, NOBODY, {**running, "person": ""})
    yield row("pass", "nummer-fel", "får veta att numret inte stämmer", OWN, running)
    yield row("pass", "nummer-fel", "får veta att numret inte stämmer", NOBODY, {**running, "person": ""})  # fmt: skip
    yield row("pass", "sluta", WRITES, OWN, ändring="taken-by-bo")
    yield row("pass", "sluta", WRITES, NOBODY, ändring="offer-done-1")
    yield row("pass", "erbjud", WRITES, OWN, own, sätt="lämna", vem="alla")
    yield row("pass", "erbjud", WRITES, OWN, own, sätt="lämna", vem="anna-a")
    yield row("pass", "erbjud", WRITES, NOBODY, own, sätt="lämna", vem="hanna-h")
    yield row("pass", "erbjud", WRITES, NOBODY, gap, sätt="lämna", vem="alla")
    yield row("pass", "erbjud-mot", WRITES, OWN, own, to="anna-a")
    yield row("pass", "erbjud-mot", WRITES, NOBODY, own, to="hanna-h")
    yield row("pass", "erbjud-mot", WRITES, NOBODY, own, to="eva-e")
    yield from taking(chat)


def taking(chat: Chat) -> Iterator[Row]:
    """A shift is taken: the one that runs and a gap by members, one to come by those who plan."""
    members = COORDINATOR  # Karin belongs to the clinic; Bo has the shift already
    ahead = {"18 days": night("12-13"), "tomorrow": night("11-27")}
    yield take(chat, Hours(NOW, night("11-26").end), members)
    yield take(chat, Hours(NOW, night("11-26").end), PLANNERS, person="cecilia-c")
    yield take(chat, Hours(NOW, night("11-26").end), NOBODY, person="hanna-h")
    for hours in ahead.values():
        yield take(chat, hours, COORDINATOR)
        yield take(chat, hours, PLANNERS, person="bo-b")
    yield take(chat, Hours(NOW, NOW + timedelta(days=6)), COORDINATOR)
    yield take(chat, Hours(NOW, NOW + timedelta(days=6)), PLANNERS, person="bo-b")
    yield take(chat, Hours(NOW, NOW + timedelta(days=18)), NOBODY)
    yield take(chat, Hours(NOW, NOW + timedelta(days=18)), NOBODY, person="bo-b")
    medicin = Line("medicin", Role.PRIMARY_ON_CALL)
    empty = next(duty for duty in chat.snapshot.rosters.resolved(medicin, Hours(NOW + timedelta(1), NOW + timedelta(9))) if not duty.person)  # fmt: skip
    yield take(chat, empty.hours, frozenset({"other specialist"}), medicin)
    yield take(chat, empty.hours, PLANNERS | {"other specialist"}, medicin, person="eva-e")
    yield take(chat, empty.hours, NOBODY, medicin, person="bo-b")


KARDIOLOGI = Line("kardiologi", Role.SENIOR_ON_CALL)


def take(
    chat: Chat, hours: Hours, who: frozenset[str], line: Line = KARDIOLOGI, **more: str
) -> Row:
    """A button that says yes to what a preview of these hours would have shown."""
    data = {"service": line.service, "role": str(line.role), **span(hours)}
    return row("pass", "ta", WRITES, who, data, ja=seen(chat, line, hours), **more)


def span(hours: Hours) -> dict[str, str]:
    return {"start": hours.start.isoformat(), "end": hours.end.isoformat()}


def offers() -> Iterator[Row]:
    to_all = "offer-to-all"
    yield row("pass", "anta", WRITES, OWN, offer="offer-to-bo")
    yield row("pass", "anta", WRITES, COORDINATOR | {"specialist"}, offer=to_all)
    yield row("pass", "anta", WRITES, OWN, offer=to_all, för="bo-b")
    for stranger in ("hanna-h", "eva-e", "mona-m", "eskil-e"):
        yield row("pass", "anta", WRITES, NOBODY, offer=to_all, för=stranger)
    yield row("pass", "anta", WRITES, NOBODY, offer="offer-to-a-stranger")
    yield row("pass", "anta", WRITES, NOBODY, offer="offer-to-bo", för="anna-a")
    yield row("pass", "avböj", WRITES, OWN, offer="offer-to-bo")
    yield row("pass", "avböj", WRITES, NOBODY, offer=to_all)
    yield row("pass", "återta", WRITES, OWN, offer="offer-of-bo")
    yield row("pass", "återta", WRITES, PLANNERS, offer=to_all)
    yield row("pass", "godkänn", WRITES, COORDINATOR, offer="offer-pending")
    yield row("pass", "neka", WRITES, COORDINATOR, offer="offer-pending")
    yield row("pass", "godkänn", WRITES, NOBODY, offer="offer-to-bo")
    yield row("pass", "ångra", WRITES, OWN, offer="offer-done")
    yield row("pass", "ångra", WRITES, NOBODY, offer="offer-to-bo")
    yield row("pass", "behåll", WRITES, OWN, offer="offer-regretted")


def agreements(chat: Chat) -> Iterator[Row]:
    """They are for all; the queue is for owners (Bo owns ”ogon”) and coordinators."""
    current = in_force(chat.snapshot)["hok-hjartsvikt"]
    place = {"dokument": "hok-hjartsvikt", "avsnitt": "Uppföljning"}
    owners = COORDINATOR | {"specialist"}
    yield row("avtal", "avsnitt", "Kreatinin och kalium", EVERYBODY, place)
    yield row("avtal", "dokument", "Gäller till", EVERYBODY, dokument="hok-hjartsvikt")
    yield row("avtal", "ändringar", "Hjärtsvikt i samverkan", EVERYBODY, dokument="hok-hjartsvikt", version=current.id)  # fmt: skip
    yield row("avtal", "följ", WRITES, EVERYBODY, dokument="hok-hjartsvikt")
    yield row("avtal", "sluta-följa", "Du följer inte det", EVERYBODY, dokument="hok-hjartsvikt")
    yield row("avtal", "otydligt", "Vad är det?", EVERYBODY, place)
    yield row("avtal", "anmäl", WRITES, EVERYBODY, place, slag="otydligt")
    yield row("avtal", "kvittera", WRITES, EVERYBODY, dokument="hok-hjartsvikt", version=current.id)
    yield row("avtal", "kvittera", WRITES, NOBODY, dokument="hok-hjartsvikt", version="x")
    yield row("avtal", "kö", "Remiss skrivs av läkare", owners)
    yield row("avtal", "besvara", "Skicka svaret", owners, anmälan=FEEDBACK.id)
    yield row("avtal", "svara", WRITES, owners, anmälan=FEEDBACK.id, svar="Läkare.")
    yield row("avtal", "avsluta", WRITES, owners, anmälan=FEEDBACK.id)


def shortages() -> Iterator[Row]:
    """What the authority publishes is for all who may ask."""
    yield row("rest", "visa", "nämns inte längre", EVERYBODY, läkemedel="G03CA03")
    yield row("rest", "veckan", "Inga restnoteringar är inlästa", EVERYBODY)
    default = {"enheter": "hälsocentral", "mål": "atc:G03", "vad": "G03"}
    for action in ("förvalen", "förval-nytt"):
        yield row("rest", action, "Förval av restnoteringar", COORDINATOR)
    yield row("rest", "förval-sök", "Spara förvalet?", COORDINATOR, default)
    yield row("rest", "förval-spara", WRITES, COORDINATOR, default)
    yield row("rest", "förval-spara", WRITES, NOBODY, {**default, "mål": "lista:ingen"})
    yield row("rest", "förval-spara", WRITES, NOBODY, {**default, "enheter": "månbas"})
    yield row("rest", "förval-bort", "Förvalet är redan borta", COORDINATOR, default)
    yield from advice()
    yield from group_lists()


def advice() -> Iterator[Row]:
    """Anna has written what waits and what holds; Bo is in her group."""
    bo = frozenset({"specialist"})
    waits, holds = ({"råd": one.id, "text": one.text_hash, "skäl": "därför"} for one in ADVICE)
    yield row("rest", "råden", "Ersättningsråd", EVERYBODY)
    yield row("rest", "råd", "I stället", EVERYBODY, holds)
    yield row("rest", "råd", "I stället", bo | COORDINATOR, waits)
    yield row("rest", "råd-skriv", "Vad som saknas", bo)
    yield row("rest", "råd-skriv", "Vad som saknas", bo, waits)
    yield row("rest", "råd-skicka", WRITES, NOBODY, waits)
    yield row("rest", "råd-godkänn", WRITES, bo, waits)
    yield row("rest", "råd-godkänn", WRITES, NOBODY, {**waits, "text": "en annan"})
    yield row("rest", "råd-tillbaka", WRITES, bo, waits)
    yield row("rest", "råd-kasta", WRITES, bo, waits)
    yield row("rest", "råd-återkalla", WRITES, bo, holds)
    yield row("rest", "råd-ny-version", WRITES, bo, holds)
    yield row("rest", "råd-förnya", WRITES, bo, holds)
    yield row("rest", "råd-låt-gå-ut", "slutar sedan av sig självt", EVERYBODY, holds)


def group_lists() -> Iterator[Row]:
    """Bo is in the group; everybody reads its list."""
    bo, group = frozenset({"specialist"}), {"grupp": "kvinnohalsa"}
    yield row("rest", "listor", "Listan Kvinnosjukdomar", bo)
    yield row("rest", "lista", "Listan Kvinnosjukdomar", EVERYBODY, group)
    yield row("rest", "lista-rad", "G03", EVERYBODY, group, rad="G03")
    yield row("rest", "lista-fråga", "Lägg till i listan", bo, group)
    yield row("rest", "lista-sök", WRITES, bo, group, läkemedel="A10")
    yield row("rest", "lista-till", WRITES, bo, group, rad="A10")
    yield row("rest", "lista-bort", "sista raden", bo, group, rad="G03")


def consultation_hours() -> Iterator[Row]:
    """Bo's hours for the health centre Björken."""
    seeing = frozenset({"gp", "specialist", "coordinator"})
    keepers = frozenset({"specialist", "coordinator"})
    sure = {"säkert": "ja", "tid": "kard-1"}
    video = "https://video.example.org/kardiologi"
    after = {**sure, "när": "varje ons 12–16", "sätt": "30", "kanal": "video", "var": video}
    yield row("tid", "ändra", "Ändra konsulttid", keepers, tid="kard-1")
    yield row("tid", "ändra", WRITES, keepers, after, sett=new_id([]))
    yield row("tid", "stäng", "Stängs", keepers, tid="kard-1")
    yield row("tid", "stäng", WRITES, keepers, sure, sett=new_id((), [], 1))
    yield row("tid", "sjuk", WRITES, keepers, vem="bo-b", säkert="ja", sett=new_id((), [], 0))
    yield row("tid", "försenad", "Den tiden har varit", keepers, tid="kard-1", minuter="10")
    yield row("tid", "öppna-igen", WRITES, keepers, stängning=CLOSED_DAY.id)
    yield row("tid", "serier", "Konsulttider i dina enheter", COORDINATOR)
    yield row("tid", "försöken", TRIED.name, COORDINATOR)
    tried = {"namn": "Nytt", "första": "1/12", "sista": "31/1 2027", "enheter": "eken"}
    yield row("tid", "försök", WRITES, COORDINATOR, tried)
    yield row("tid", "försök", WRITES, COORDINATOR, tried, försök=TRIED.id)
    yield row("tid", "försök-vidga", WRITES, COORDINATOR, försök=TRIED.id, enheter="eken")
    yield row(
        "tid",
        "försök-avsluta",
        WRITES,
        COORDINATOR,
        försök=TRIED.id,
        säkert="ja",
        sett=new_id((), [], 0),
    )
    opened = {"när": "fre 13-15", "kanal": "chatt", "tjänst": "kardiologi", "säkert": "ja"}
    yield row("tid", "öppna", WRITES, frozenset({"specialist"}), opened)
    yield row("tid", "öppna", WRITES, frozenset({"specialist", "coordinator"}), opened, vem="bo-b")
    yield row("tid", "öppna", WRITES, NOBODY, opened, vem="hanna-h")
    yield row("tid", "visa", "video.example.org", seeing, tid="kard-1")
    yield from slots()
    yield from lines()


GP = frozenset({"gp"})
"""Hanna belongs to Björken; she has booked, waits, is offered a slot and stands in a line."""


def slots() -> Iterator[Row]:
    first, free = FIRST.isoformat(), (FIRST + HALF).isoformat()
    offered, topic = OFFERED.start.isoformat(), {"ämne": TOPIC}
    mine = {"bokning": "hannas", "ändring": "0"}
    yield row("tid", "boka", WRITES, GP, topic, tid="kard-bok", start=free)
    yield row("tid", "boka", WRITES, GP, topic, tid="kard-bok", start=offered)
    yield row("tid", "boka", WRITES, NOBODY, topic, tid="kard-bok", start=first)
    yield row("tid", "boka", WRITES, NOBODY, topic, tid="kard-öppen", start=free)
    yield row("tid", "boka", "Vad vill du fråga om?", NOBODY, tid="kard-bok", start=first)
    yield row("tid", "bokning", TOPIC, GP, mine)
    yield row("tid", "flytta", WRITES, GP, mine, tid="kard-bok", start=free)
    yield row("tid", "flytta", WRITES, NOBODY, mine, tid="kard-öppen", start=free)
    yield row("tid", "flytta", WRITES, NOBODY, {**mine, "ändring": "7"}, tid="kard-bok", start=free)
    yield row("tid", "avboka", WRITES, GP, mine, ja="ja")
    yield row("tid", "avboka", WRITES, NOBODY, {**mine, "bokning": "fullt"}, ja="ja")
    yield row("tid", "vänta", WRITES, GP, topic, tid="kard-full")
    yield row("tid", "vänta", WRITES, NOBODY, topic, tid="kard-öppen")
    yield row("tid", "avstå", WRITES, GP, tid="kard-bok", start=offered)
    yield row("tid", "avstå", WRITES, NOBODY, tid="kard-bok", start=free)
    yield row("tid", "lämna-väntelistan", WRITES, GP, tid="kard-bok")


def lines() -> Iterator[Row]:
    """Those of the clinic answer: Bo and Karin, in Cecilia's hour."""
    answering = COORDINATOR | {"specialist"}
    yield row("tid", "kö", WRITES, GP, tid="kard-öppen", ämne=TOPIC)
    yield row("tid", "kö", WRITES, NOBODY, tid="kard-bok", ämne=TOPIC)
    yield row("tid", "kö", WRITES, NOBODY, tid="kard-kö", ämne=TOPIC)
    yield row("tid", "kön", TOPIC, answering | GP, tid="kard-kö")
    yield row("tid", "kö-borta", WRITES, GP, tid="kard-kö")
    yield row("tid", "kö-åter", WRITES, GP, tid="kard-kö")
    yield row("tid", "kö-lämna", WRITES, GP, tid="kard-kö")
    yield row("tid", "kö-ring", WRITES, answering, tid="kard-kö", plats="plats")
    yield row("tid", "kö-ring", WRITES, NOBODY, tid="kard-kö", plats="uppringd")
    yield row("tid", "kö-ring", WRITES, NOBODY, tid="kard-öppen", plats="plats")
    yield row("tid", "kö-ej-svar", WRITES, frozenset({"specialist"}), tid="kard-kö", plats="uppringd")  # fmt: skip


def kept(chat: Chat) -> Iterator[Row]:
    """What is followed and chosen by each, and the lists of coordinators."""
    own_unit = PLANNERS | {"specialist"}
    of_service, of_bo = map(button_name, FEEDS)
    yield row("bevaka", "ny", "Vad vill du bevaka", EVERYBODY)
    yield row("bevaka", "sök", WRITES, EVERYBODY - {"specialist"}, vad="kardiologi granvik")
    yield row(
        "bevaka", "bort", WRITES, frozenset({"specialist"}), topic="jour", target="kardiologi"
    )
    yield row("bevaka", "följ", WRITES, COORDINATOR, topic="luckor", target="", pace="direkt")
    yield row("kalender", "visa", "Jour Kardiologi", own_unit, service="kardiologi")
    yield row("kalender", "gör", WRITES, own_unit, service="kardiologi")
    yield row("kalender", "gör", WRITES, EVERYBODY - {"unknown"})
    yield row("kalender", "återkalla", "Ja, återkalla", own_unit, service="kardiologi", adress=of_service)  # fmt: skip
    yield row("kalender", "slut", WRITES, own_unit, service="kardiologi", adress=of_service)
    yield row("kalender", "slut", WRITES, frozenset({"specialist"}), adress=of_bo)
    yield row("jag", "byt", "Hemenhet", EVERYBODY)
    yield row("jag", "första", "Vilken är din hemenhet?", EVERYBODY)
    yield row("jag", "sök", WRITES, EVERYBODY, enhet="björken")
    yield row("jag", "välj", WRITES, EVERYBODY, unit="akuten")
    yield row("hem", "väntar", "Väntar på dig som samordnare", COORDINATOR)
    [missed] = matters(chat.snapshot.of(CONTACT_FAILURES))
    closing = {"kontakt": missed.id, "sedd": NOW.isoformat()}
    yield row("ejsvar", "visa", "Vad visade det sig?", COORDINATOR, closing)
    yield row("ejsvar", "avsluta", WRITES, COORDINATOR, closing, fynd="rättat")
    yield row("ejsvar", "stäng", WRITES, COORDINATOR, ägare="eken", nummer="0980-319 210", utfall="rättat")  # fmt: skip
    yield row("ord", "annat", "Nytt ord", COORDINATOR, ord="hjärtprick")
    yield row("ord", "skriv", WRITES, COORDINATOR, ord="hjärtprick", betyder="kardiologi granvik")
    yield row("ord", "lägg", WRITES, COORDINATOR, ord="hjärtprick", mål="kardiologi")
    yield row("ord", "ångra", WRITES, COORDINATOR, ord="hjärtmott", mål="")
    yield row("ord", "bort", WRITES, COORDINATOR, ord="hjärtprick")
    yield row("ord", "ta-bort", WRITES, COORDINATOR, ord="hjärtmott", mål="kardiologi")


def typed() -> Iterator[Row]:
    """The same rights where it is written instead."""
    for command, words, does, who in (
        ("konsult", "kommunjour", "004 71", MUNICIPAL),
        ("jour", "alla", "004 71", MUNICIPAL),
        ("jour", "kommunjour", "004 71", MUNICIPAL),
        ("pass", "kardiologi", "Cecilia Ceder", PLANNERS),
        ("pass", "ta kardiologi till sön 20:00", "[Ta över]", COORDINATOR),
        ("ejsvar", "", "Fick ej svar", COORDINATOR),
        ("ord", "", "Visa tillagda ord", COORDINATOR),
        ("avtal", "kö", "Remiss skrivs av läkare", COORDINATOR | {"specialist"}),
    ):
        yield Row(Press(command, words), does, who)


# -- what each may do -------------------------------------------------------------------------


async def done(chat: Chat, live: Trying, role: str, press: Press) -> tuple[str, bool]:
    """What they see of the press, and whether it writes anything."""
    live.written.changes.clear()
    live.written.deliveries.clear()
    answered = await chat.desk.press(visitor(chat, role), press, {})
    return card_text(answered.card), bool(live.written.changes or live.written.deliveries)


def visitor(chat: Chat, role: str) -> Visitor:
    person = chat.snapshot.people.get(PEOPLE[role])
    return Visitor(f"test:{PEOPLE[role] or 'okänd'}", person)


async def test_every_action_of_every_command_has_a_row() -> None:
    chat, _ = await trying_chat()
    there = {(command.name, action) for command in COMMANDS for action in command.actions}
    written = {(one.press.command, one.press.action) for one in table(chat) if one.press.action}
    assert written == there


async def test_everybody_may_do_what_the_table_says_and_nothing_else() -> None:
    chat, live = await trying_chat()
    wrong = []
    for one in table(chat):
        found = set()
        for role in EVERYBODY:
            shown, wrote = await done(chat, live, role, one.press)
            assert "Något gick fel" not in shown, (role, one.press, shown)
            if wrote if one.does == WRITES else one.does in shown:
                found.add(role)
        if found != one.who:
            wrong.append((one, sorted(found - one.who), sorted(one.who - found)))
    assert wrong == [], "\n".join(map(str, wrong))


async def test_a_guest_may_do_nothing_whatever_is_pressed() -> None:
    chat, live = await trying_chat()
    guest = slack_user("U0GUEST", is_restricted=True)
    async with slack_chat(chat.desk, guest, new=True) as slack:
        tries = slack.user("U0GUEST")
        for press in {(one.press.command, one.press.action): one.press for one in table(chat)}.values():  # fmt: skip
            tries.message = {}
            await tries.presses(press)
            assert "Gäster kan inte använda konsult" in tries.sees, press
            assert "08-465 004 1" not in tries.sees
    assert (live.written.changes, live.written.deliveries) == ([], [])


EXTREMES = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "100000000000000000000",
    "-0001-01-01T00:00:00+00:00",
    "-1",
)
TIMES = ("start", "end", "at", "day", "från", "r_start", "r_end", "sedd", "dag", "tid", "till")


@pytest.mark.parametrize("extreme", EXTREMES)
async def test_a_time_that_cannot_be_is_refused_in_words(extreme: str) -> None:
    chat, live = await trying_chat()
    for forged in with_time(chat, extreme):
        for role in ("specialist", "coordinator"):
            shown, wrote = await done(chat, live, role, forged)
            assert shown and "Något gick fel" not in shown, (forged, shown)
            assert not wrote, (role, forged, shown)


def with_time(chat: Chat, extreme: str) -> list[Press]:
    """A press of each action for each time that it carries, with this in the place of the time."""
    forged: dict[tuple[str, str, str], Press] = {}
    for press in (one.press for one in table(chat)):
        for name in (key for key in TIMES if press.data.get(key)):
            data = {**press.data, name: extreme}
            forged.setdefault((press.command, press.action, name), Press(press.command, action=press.action, data=data))  # fmt: skip
    return list(forged.values())


@pytest.mark.parametrize(
    "words", ["9999-12-31 10:00", "0001-01-01", "-9999-12-31", "2026-02-30", "vecka 53 9999"]
)
@pytest.mark.parametrize("typed", ["/konsult kardiologi {}", "/jour kardiologi {}", "/pass ta kardiologi till {}", "kardiologi {}"])  # fmt: skip
async def test_a_typed_time_that_cannot_be_is_refused_with_what_would_be_right(
    typed: str, words: str
) -> None:
    chat = await open_chat(now=NOW)
    shown = await chat.user("anna-a").types(typed.format(words))
    assert shown.lines[0].startswith("Tiden ”"), shown.sees
    assert "går inte att svara på. Skriv en tid inom ett år" in shown.lines[0]
    assert "08-465 004" in shown.sees


async def test_danger_to_life_is_answered_whatever_time_is_typed() -> None:
    chat = await open_chat(now=NOW)
    shown = await chat.user("hanna-h").types("hjärtstopp 9999-12-31")
    assert "112" in shown.lines[0]


# -- one report of a step in a quarter of an hour -----------------------------------------------


def failures(chat: Chat) -> list[ContactFailure]:
    return list(chat.snapshot.of(CONTACT_FAILURES))


async def test_the_same_step_is_reported_once_in_a_quarter_whatever_moment_is_said() -> None:
    chat = await open_chat(now=NOW)
    hanna = chat.user("hanna-h")
    shown = await hanna.types("/konsult kardiologi")
    failed = next(press for _, press in presses(shown.card) if press.action == "ej-svar")
    for minutes in (0, 1, 7, 60 * 24, 60 * 24 * 20):
        said = (NOW - timedelta(minutes=minutes)).isoformat()
        await chat.desk.press(hanna.visitor, Press("konsult", action="ej-svar", data={**failed.data, "at": said}), {})  # fmt: skip
    assert len({one.step for one in failures(chat)}) == len(failures(chat))
    before = len(failures(chat))
    await chat.passes(NOW + timedelta(minutes=16))
    again = {**failed.data, "at": (NOW + timedelta(minutes=16)).isoformat()}
    await chat.desk.press(hanna.visitor, Press("konsult", action="ej-svar", data=again), {})
    assert len(failures(chat)) == before + 1
