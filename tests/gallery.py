"""Cards and forms to draw: one of each part and field around a text, and texts that would be more than text.

Every platform draws all of them; `test_gallery.py` says when a part or a field is missing here.
"""

from datetime import UTC, datetime

from bot.cards import (
    Actions,
    Button,
    CalendarAddress,
    Card,
    CheckboxField,
    Choices,
    Contact,
    DateField,
    Facts,
    Form,
    FormField,
    Heading,
    Holds,
    Link,
    More,
    MultiSelectField,
    Notice,
    Option,
    Part,
    Phones,
    Press,
    Schedule,
    ScheduleRow,
    SelectField,
    Source,
    Step,
    Subheading,
    Table,
    TableEntry,
    TableRow,
    Text,
    TextField,
    TimeField,
    Tone,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% include 'chat.html' %}",
    "</textarea></form></article><form action=//example.org>",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 5,
    "&lt;b&gt; & \x00\x1b[31m",
    "0" * 400,
    "<!channel> <!here> <!everyone>",
    "<@U012ABCDEF> <#C012ABCDEF|general> <!subteam^S012|@alla>",
    "@here @channel @everyone #allmänt @anna",
    "<https://example.org|ring här> https://example.org mailto:anna@example.org",
    "*fet* _lutad_ ~struken~ `kod` ```block```",
    "**a* b_* _*_ ~* *`* `*`",
    "* _ ~ `",
    "> citat",
    ">>> >citat",
    ":wave: :smile::skin-tone-2: :+1::100:",
    "&lt;!channel&gt; &amp;lt; & <>",
    "\u202e00 400 564-80\u202c \u2066omvänt\u200b\u2060\ufeff",
    "\x00\x1b[31mrött\r\n\tnytt\x85stycke\u2028rad",
    "]}\"'\\ {\"type\": \"divider\"}",
    "<!date^1392734382^{date}|nu> <tel:+46900|ring>",
    "a" * 5000,
    "&" * 700,
    "😀" * 400,
    "\ud800\udfff",
    "08-465 004 00 " * 400,
    "sökare *21*12345# *31#",
    "5-1234|6 <tel:112|SOS>",
)  # fmt: skip


CALENDAR = "https://konsult.example/kalender/Ab_1-2345678901_c.ics"
ADDRESS = "https://region.example/avtal?id=1&b=2"


def every_part(text: str) -> tuple[Part, ...]:
    """One of each part with the text wherever a text may stand."""
    contact = Contact(text, "tel:+46846500412", text, text)
    forged = Contact(text, f"javascript:{text}", text, text)
    press = Press(text, text, text, {"key": text})
    return (
        Heading(text, text),
        Subheading(text),
        Text(text, text),
        Notice(text, Tone.WARNING),
        Notice(f"{text} 08-465 004 20", contacts=(Contact("08-465 004 20", "tel:+46846500420"),)),
        Text((text, contact, text, forged, text)),
        Step(1, text, (contact, forged), text, text, warning=True),
        Step(2, text, (forged,), text, text),
        Step(3, text, (contact,), note=text, brief=True),
        Phones((contact, forged), text),
        Facts(((text, text), ("", text), (text, ""))),
        Schedule((ScheduleRow(text, text, text, contact), ScheduleRow(text, "", "", forged)), text),
        Table(
            text,
            (text, text),
            (
                TableRow(text, every_cell(contact, text), text, contact, press),
                TableRow(text, ((), ())),
            ),
            text,
        ),
        Choices(text, (Option(text, press, text), Option(text, press))),
        Choices(text, (Option(text, press),)),
        Choices(text, (Option(text, press, contact=Contact("08-465 004 20", "tel:+46846500420")),)),
        Actions((Button(text, press), Button(text, press, primary=True, keep=True))),
        Source(text, stale=True),
        Link(text, ADDRESS),
        CalendarAddress(CALENDAR),
        More((Text(text), More((Notice(text),), text)), text),
    )


def every_cell(contact: Contact, text: str) -> tuple[tuple[TableEntry, ...], ...]:
    """A cell of two who differ in all they can, and a cell that is empty."""
    return (TableEntry(text, contact, text, fleeting=True), TableEntry(text, amiss=True)), ()


def every_field(text: str, name: str = "") -> tuple[FormField, ...]:
    """One of each field with the text wherever a text may stand; names and values are never a user's."""
    own = text.encode(errors="ignore").decode()
    name = name or own
    options = (("a", text), ("", text), (own[:150], text))
    return (
        TextField(name, text, text, text, text),
        SelectField(name, text, options, text, text),
        MultiSelectField(name, text, options, (text, "a"), text),
        DateField(name, text, text, text),
        TimeField(name, text, text, text),
        CheckboxField(name, text, checked=True, error=text),
        SelectField(name, text, (), text, text),
    )


def every_form(text: str) -> Form:
    """A form of each field."""
    return Form(text, every_field(text), Press(text, text, text, {"key": text}), text)


def everything(text: str) -> Card:
    """A card of each part and a form of each field."""
    renew = Button(text, Press(text, text, text, {"key": text}), primary=True)
    holds = Holds(datetime(2026, 11, 24, 15, tzinfo=UTC), text, renew)
    return Card(every_part(text), every_form(text), holds)


def number(last: int) -> str:
    """A number reserved for fiction."""
    return f"08-465 004 {last % 100:02}"


def call(last: int, label: str = "", detail: str = "") -> Contact:
    """That number, to be dialled."""
    return Contact(number(last), f"tel:+468465004{last % 100:02}", label, detail)


OPEN_HOURS = Form(
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
"""Each kind of field as somebody has filled it in, some of them wrong."""

LONG_CARD = Card(
    (
        Heading("Kardiologi · Norra sjukhuset", "nu tis 14:05, dagtid"),
        Step(1, "Konsultläkare Alva Lindqvist", (call(12),), "16:00"),
        Step(2, "Bakjour", (call(13, "jourtelefon"), Contact("sökare 12345")), "08:00"),
        Subheading("Om ingen svarar"),
        Step(3, "Ledningsnivå", (Contact("08-465 004 00 ankn 1234", "tel:+46846500400"),), note="chefläkare i beredskap", brief=True),
        Step(4, "Växeln", (call(0),), note="säg ”bakjour kardiologi”", brief=True),
        Phones(
            (
                call(20, "Läkarexpedition", "vard 8–16"),
                Contact("internt 5-1234", None, "Sjuksköterska i telefonen"),
                Contact("Knacka på dörren bredvid akutrummet och fråga efter ansvarig sjuksköterska", None, "När telefonen inte fungerar"),
            ),
            "För kollegor",
        ),
        Schedule(
            (
                ScheduleRow("08:00–16:00", "Konsultläkare", "Alva Lindqvist", call(12)),
                ScheduleRow("16:00–08:00", "Primärjour", "Nils Åberg", Contact("sökare 12345")),
                ScheduleRow("08:00–08:00", "Bakjour", "ej inlagd", Contact("08-465 004 00 ankn 2387", "tel:+46846500400", "Bakjour")),
            ),
            "I dag",
        ),
        Facts((("Adress", "Björkvägen 1, Granvik"), ("Öppet", "vard 8–17"), ("HSA-id", "SE0000000000-3C4D"))),
        Notice("Numret till expeditionen kontrollerades senast för 14 månader sedan.", Tone.WARNING),
        Source("Schemat från tjänstgöringssystemet har inte uppdaterats sedan fre 20 nov 06:00", stale=True),
        More((Step(5, "Bakjour", (Contact("08-465 004 00 ankn 1234", "tel:+46846500400"),)),)),
    ),
    OPEN_HOURS,
)  # fmt: skip
"""What is hardest to fit on the narrowest phone: long words, long numbers and every field."""
