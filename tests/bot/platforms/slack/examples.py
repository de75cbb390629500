"""Cards and forms to draw: one of everything around a text, and the texts that want to be more."""

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
    FormField,
    Heading,
    Line,
    Link,
    More,
    MultiSelectField,
    Notice,
    Option,
    Part,
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

HOSTILE = (
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


ADDRESS = "https://region.example/avtal?id=1&b=2"


def every_part(text: str) -> tuple[Part, ...]:
    """One of each part with the text wherever a text may stand."""
    contact = Contact(text, "tel:+46846500412", text, text)
    forged = Contact(text, f"javascript:{text}", text, text)
    press = Press(text, text, text, {"key": text})
    return (
        Heading(text, text),
        Text(text, text),
        Notice(text, Tone.WARNING),
        Step(1, text, (contact, forged), text, text, warning=True),
        Step(2, text, (forged,), text, text),
        Phones((contact, forged), text),
        Facts(((text, text), ("", text), (text, ""))),
        Schedule((Line(text, text, text, contact), Line(text, "", "", forged)), text),
        Choices(text, (Option(text, press, text), Option(text, press))),
        Choices(text, (Option(text, press),)),
        Actions((Button(text, press), Button(text, press, primary=True, keep=True))),
        Source(text, stale=True),
        Link(text, ADDRESS),
        More((Text(text), More((Notice(text),), text)), text),
    )


def every_field(text: str, name: str = "") -> tuple[FormField, ...]:
    """One of each field with the text wherever a text may stand; names and values are our own."""
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
    return Form(text, every_field(text), Press(text, text, text, {"key": text}), text)


def everything(text: str) -> Card:
    """A card of each part and a form of each field."""
    return Card(every_part(text), every_form(text))


def number(last: int) -> str:
    """A number reserved for fiction."""
    return f"08-465 004 {last % 100:02}"


def call(last: int, label: str = "", detail: str = "") -> Contact:
    return Contact(number(last), f"tel:+468465004{last % 100:02}", label, detail)
