"""A desk of invented people whose cards look like the real ones. Every part and field occurs in some card."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    CheckboxField,
    Choices,
    Contact,
    DateField,
    Facts,
    Form,
    Heading,
    Line,
    More,
    MultiSelectField,
    Notice,
    Option,
    Phones,
    Press,
    Schedule,
    SelectField,
    Source,
    Step,
    Text,
    TextField,
    TimeField,
    Tone,
)
from bot.commands.base import Command, Reply, Request
from bot.desk import Visitor
from directory.people import Access, Person
from directory.snapshot import Snapshot
from directory.units import Unit, UnitKind

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)

BJORKEN = Unit(
    id="bjorken", name="Björkens hälsocentral", kind=UnitKind.HEALTH_CENTRE, municipality="Granvik"
)
KARDIOLOGI = Unit(
    id="kard-norra",
    name="Kardiologkliniken",
    kind=UnitKind.CLINIC,
    municipality="Norrstad",
    hospital="norra",
)

SIRI = Person(
    id="p-siri",
    name="Siri Malm",
    title="Distriktsläkare",
    unit="bjorken",
    email="siri.malm@example.org",
    hsa_id="SE0000000000-1A2B",
)
TORE = Person(
    id="p-töre", name="Töre Ek", title="Överläkare", unit="kard-norra", email="tore.ek@example.org",
    access=frozenset({Access.CLINICIAN, Access.SPECIALIST, Access.COORDINATOR}),
)  # fmt: skip
UNITS = {unit.id: unit for unit in (BJORKEN, KARDIOLOGI)}


def _never(request: Request, snapshot: Snapshot) -> Reply:
    raise AssertionError("the web chat asks the desk, never a command")


def _command(
    name: str, usage: str, summary: str, *aliases: str, examples: tuple[str, ...] = ()
) -> Command:
    return Command(name, _never, summary, f"{usage} – {summary}", examples, aliases)


COMMANDS = (
    _command("konsult", "/konsult <ämne> [enhet] [tid]", "Vem som svarar nu, på vilket nummer, till när och vem som är nästa.", examples=("kardiologi", "ortopedi södra i natt", "bakjour medicin lör 23", "högt PSA")),
    _command("jour", "/jour <ämne> [enhet] [dag]", "Jourschemat för en konsulttjänst, dag för dag."),
    _command("nummer", "/nummer <enhet eller person>", "Direktnummer till en enhet, med källa och ålder.", "tel"),
    _command("minenhet", "/minenhet [enhet]", "Väljer vilken enhet du frågar från."),
    _command("hjälp", "/hjälp", "Vad du kan fråga om."),
)  # fmt: skip


def call(digits: str, label: str = "", detail: str = "") -> Contact:
    """A number in 08-465 004 00–99 that can be rung."""
    return Contact(f"08-465 004 {digits}", f"tel:+468465004{digits}", label, detail)


NO_ANSWER = Press("konsult", action="ej-svar", data={"service": "kardiologi-norra", "failed": ""})

CARDIOLOGY = Card(
    (
        Heading("Kardiologi · Norra sjukhuset", "nu tis 14:05, dagtid"),
        Step(1, "Konsultläkare Alva Lindqvist", (call("12"),), "16:00"),
        Step(2, "Bakjour", (call("13", "jourtelefon"),), "08:00"),
        Step(3, "Svarar ingen: växeln", (call("00"),), note="säg ”bakjour kardiologi”"),
        Text("EKG taget; vid hjärtsvikt även NT-proBNP", "Före samtalet"),
        Source("Nästa byte 16:00 · schema inläst 13:55"),
        More(
            (
                Step(4, "Ledningsnivå", (Contact("08-465 004 00 ankn 1234", "tel:+46846500400"),), note="chefläkare i beredskap"),
                Text("Remiss med bild går till samma enhet och besvaras inom två dygn.", "Inte bråttom"),
                Choices("Finns även", (Option("Kardiologi · Södra sjukhuset", Press("konsult", action="visa", data={"service": "kardiologi-sodra"}), "jour"),)),
            )
        ),
        Actions(
            (
                Button("Fick ej svar", NO_ANSWER),
                Button("Visa jouren", Press("jour", action="visa", data={"service": "kardiologi-norra"}), keep=True),
                Button("Annan tid", Press("konsult", action="annan-tid", data={"service": "kardiologi-norra"}), keep=True),
            )
        ),
    )
)  # fmt: skip

AFTER_NO_ANSWER = Card(
    (
        Heading("Kardiologi · Norra sjukhuset", "nu tis 14:05, dagtid"),
        Step(1, "Bakjour", (call("13", "jourtelefon"),), "08:00"),
        Step(2, "Svarar ingen: växeln", (call("00"),), note="säg ”bakjour kardiologi”"),
        Step(3, "Konsultläkare Alva Lindqvist", (call("12"),), "16:00", "fick ej svar", warning=True),
        Source("Nästa byte 16:00 · schema inläst 13:55"),
        Actions((Button("Fick ej svar", NO_ANSWER),)),
    )
)  # fmt: skip

ROSTER = Card(
    (
        Heading("Jour: Kardiologi · Norra sjukhuset", "tis 24 nov"),
        Schedule(
            (
                Line("08:00–16:00", "Konsultläkare", "Alva Lindqvist", call("12")),
                Line("16:00–08:00", "Primärjour", "Nils Åberg", Contact("sökare 12345")),
                Line("08:00–08:00", "Bakjour", "ej inlagd", Contact("08-465 004 00 ankn 2387", "tel:+46846500400", "Bakjour")),
            ),
            "I dag",
        ),
        Source("OBS: schemat från tjänstgöringssystemet har inte uppdaterats sedan fre 20 nov 06:00", stale=True),
    )
)  # fmt: skip

WHICH = Card(
    (
        Choices(
            "”urolog” kan gälla flera. Vilken?",
            (
                Option("Urologi", Press("konsult", "Urologi"), "”urolog”"),
                Option("Neurologi", Press("konsult", "Neurologi")),
            ),
        ),
    )
)

NUMBERS = Card(
    (
        Heading("Björkens hälsocentral", "Granvik, privat"),
        Phones(
            (
                call("20", "Läkarexpedition", "vard 8–16"),
                Contact("internt 5-1234", None, "Sjuksköterska i telefonen"),
                Contact("sökare 12345", None, "MLA"),
                Contact("Knacka på dörren bredvid akutrummet och fråga efter ansvarig sjuksköterska", None, "När telefonen inte fungerar"),
            ),
            "För kollegor",
        ),
        Facts((("Adress", "Björkvägen 1, Granvik"), ("Öppet", "vard 8–17"), ("HSA-id", "SE0000000000-3C4D"))),
        Notice("Numret till expeditionen kontrollerades senast för 14 månader sedan.", Tone.WARNING),
        Notice("Enheten drivs av Granviks läkare AB."),
    )
)  # fmt: skip


def other_time(answers: Mapping[str, str] | None = None) -> Form:
    """The form behind ”Annan tid”, with errors when answers have been sent."""
    sent = answers or {}
    day_error = (
        "Skriv en dag, till exempel 2026-12-24."
        if answers is not None and not sent.get("day")
        else ""
    )
    time_error = (
        "Skriv en tid, till exempel 02:00." if answers is not None and not sent.get("time") else ""
    )
    return Form(
        "Vem svarar en annan tid?",
        (
            DateField("day", "Dag", sent.get("day", ""), day_error),
            TimeField("time", "Klockslag", sent.get("time", ""), time_error),
        ),
        Press("konsult", action="annan-tid", data={"service": "kardiologi-norra"}),
        "Visa",
    )  # fmt: skip


EVERY_FIELD = Form(
    "Öppna en konsulttid",
    (
        TextField("what", "Vad gäller tiden?", "demens", "Högst 100 tecken.", "Skriv vad tiden gäller, utan patientuppgifter."),
        TextField("remark", "Anmärkning", required=False),
        SelectField("mode", "Hur", (("drop", "drop-in"), ("slots", "bokade tider")), "slots"),
        SelectField("room", "Var", (("a", "Norra sjukhuset"), ("b", "Södra sjukhuset")), "", "Välj ett sjukhus."),
        MultiSelectField("for", "För vilka", (("hc", "hälsocentraler"), ("muni", "kommunal vård"), ("er", "akutmottagningar")), ("hc",), "Välj minst en grupp till."),
        DateField("day", "Dag", "2026-11-30"),
        TimeField("from", "Från", "13:00", "Tiden är upptagen av ditt jourpass."),
        CheckboxField("weekly", "Varje vecka", True),
        CheckboxField("agreed", "Numret får visas under tiden", error="Kryssa för att gå vidare."),
    ),
    Press("öppnatid", action="spara"),
    "Öppna tiden",
)  # fmt: skip


class FakeDesk:
    """Answers a few questions, remembers what it was asked, and fails where told to."""

    def __init__(self, people: tuple[Person, ...] = (SIRI, TORE)) -> None:
        self.people = people
        self.letters = 0
        self.asked: list[tuple[str, str]] = []
        self.pressed: list[tuple[str, Press, dict[str, str]]] = []

    async def ask(self, visitor: Visitor, text: str) -> Card:
        self.asked.append((visitor.account, text))
        answers: dict[str, Card | Callable[[], Card]] = {
            "/konsult kardiologi": CARDIOLOGY,
            "/konsult urolog": WHICH,
            "/nummer björken": NUMBERS,
            "/öppnatid": Card((Heading("Ny konsulttid"),), EVERY_FIELD),
            "/fel": _fail,
        }
        answer = answers.get(text) or Card((Notice(f"Jag förstår inte ”{text}”.", Tone.WARNING),))
        return answer if isinstance(answer, Card) else answer()

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        self.pressed.append((visitor.account, press, dict(answers)))
        match press.action:
            case "ej-svar":
                return AFTER_NO_ANSWER
            case "visa" if press.command == "jour":
                return ROSTER
            case "annan-tid" if not answers:
                return Card((), other_time())
            case "annan-tid" if answers.get("day") and answers.get("time"):
                return Card((Heading("Kardiologi · Norra sjukhuset", f"{answers['day']} {answers['time']}, jourtid"), Step(1, "Primärjour", (call("14"),), "08:00")))  # fmt: skip
            case "annan-tid":
                return Card((), other_time(answers))
            case "fel":
                return _fail()
        return Card((Heading(f"{press.command} {press.text}".strip()),))

    def asker(self, visitor: Visitor) -> Asker:
        person = visitor.person
        return Asker(visitor.account, person, UNITS.get(person.unit) if person else None)

    def commands(self, visitor: Visitor) -> tuple[Command, ...]:
        return COMMANDS

    def demo_people(self) -> tuple[Person, ...]:
        return self.people

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        wanted = email_or_hsa_id.casefold()
        return next((p for p in self.people if wanted in (p.email.casefold(), p.hsa_id.casefold())), None)  # fmt: skip

    async def unread(self, visitor: Visitor) -> int:
        return self.letters

    def now(self) -> datetime:
        return NOW


def _fail() -> Card:
    raise RuntimeError("a secret that somebody typed")
