"""What a version changed, section by section, in words that can be read in any chat."""

from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import Actions, Button, Card, Facts, Heading, More, Notice, Part, Text
from bot.commands.avtal.places import document_button, document_of
from bot.commands.avtal.receipt import receipt_button
from bot.commands.avtal.words import day_of
from bot.questions.request import Reply, Request, refused
from bot.texts import and_more, capitalised, day_words, show_more
from directory.agreements.changes import ChangeKind, SectionChange, changes
from directory.agreements.queries import VersionsOf
from directory.agreements.version import AgreementVersion
from directory.agreements.word_diff import DiffSpan, SpanKind
from directory.query import UnreadError
from directory.snapshot import Snapshot

CHANGES_AT_ONCE = 5
MOST_CHANGES = 60
LINES_AT_ONCE = 12
NOTHING = "inget"
_MARKS = {SpanKind.REMOVED: "struket", SpanKind.ADDED: "nytt"}
_UNREAD = (
    "Äldre versioner kan inte läsas just nu, så ändringarna kan inte visas. "
    "Det som gäller nu kan läsas."
)
_KEY = "[struket: …] är borttaget och [nytt: …] har tillkommit."


def changes_button(version: AgreementVersion, label: str = "Visa ändringarna") -> Button:
    """Leads to what the version changed."""
    return Button(label, links.see_changes(version.document, version.id), keep=True)


def changes_page(request: Request, snapshot: Snapshot) -> Reply:
    """What the version in the request's data changed, or the newest where none is said."""
    document, wanted = request.data.get(links.DOCUMENT, ""), request.data.get(links.VERSION, "")
    try:
        versions = request.ask(VersionsOf((document,)))[document]
    except UnreadError:
        return _unread(request, snapshot)
    places = [place for place, version in enumerate(versions) if wanted in ("", version.id)]
    if not places:
        return refused("Versionen finns inte här. Sök igen med ”/avtal” och några ord.")
    version, before = versions[places[0]], versions[places[0] + 1 : places[0] + 2]
    head = version.agreement.head
    name = f"version {head.version}" if head.version else ""
    added = f"inlagd {day_words(day_of(version.added))}"
    parts: tuple[Part, ...] = (
        Heading(f"Ändringar: {head.title}", f"{name} · {added}" if name else added),
        *(_compared(before[0], version) if before else [Text("Det här är den första versionen.")]),
        Actions((*receipt_button(version, request, snapshot), document_button(version))),
    )
    return Reply(Card(parts))


def _unread(request: Request, snapshot: Snapshot) -> Reply:
    """What is in force is in memory, and can be read."""
    version = document_of(request, snapshot)
    return refused(_UNREAD, *([document_button(version)] if version else []))


def _compared(before: AgreementVersion, version: AgreementVersion) -> list[Part]:
    changed = changes(before.agreement, version.agreement)
    if not changed:
        return [Notice("Inget i texten har ändrats.")]
    shown = [part for change in changed[:CHANGES_AT_ONCE] for part in change_parts(change)]
    rest = changed[CHANGES_AT_ONCE:MOST_CHANGES]
    folded = tuple(part for change in rest for part in change_parts(change))
    more = [More(folded, show_more(len(rest), "ändringar"))] if rest else []
    left = len(changed) - MOST_CHANGES
    beyond = [Text(f"{and_more(left, 'ändringar')} som inte visas här.")] if left > 0 else []
    marked = any(span.kind is not SpanKind.EQUAL for change in changed for span in change.spans)
    return [*([Text(_KEY)] if marked else []), *shown, *more, *beyond]


def change_parts(change: SectionChange) -> Iterator[Part]:
    """One change: what happened to which section, then the sentences that it is about."""
    if change.kind is ChangeKind.HEAD:
        yield Facts(
            tuple(
                (fact.label, f"{fact.before or NOTHING} → {fact.after or NOTHING}")
                for fact in change.facts
            )
        )
        return
    earlier = f" (förut ”{change.earlier[-1]}”)" if change.earlier else ""
    what = change.kind.value
    lines = marked_lines(change.excerpt or change.spans)
    yield Text(f"”{change.heading}”{earlier}", capitalised(what))
    yield from map(Text, lines[:LINES_AT_ONCE])
    if lines[LINES_AT_ONCE:]:
        yield More(tuple(map(Text, lines[LINES_AT_ONCE:])), "Visa resten av avsnittet")


def marked_lines(spans: Sequence[DiffSpan]) -> list[str]:
    """The spans as lines, with words around what was taken out and what was put in."""
    text = "".join(_marked(span) for span in spans)
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _marked(span: DiffSpan) -> str:
    """Each line by itself, with the blanks at its ends outside the mark."""
    word = _MARKS.get(span.kind)
    if word is None:
        return span.text
    return "\n".join(_mark(word, line) for line in span.text.split("\n"))


def _mark(word: str, line: str) -> str:
    inner = line.strip()
    point = "• " if inner.startswith("• ") else ""
    inner = inner.removeprefix("•").strip()
    if not inner:
        return line
    start = line[: len(line) - len(line.lstrip())]
    end = line[len(line.rstrip()) :] or (" " if word == "struket" else "")
    return f"{start}{point}[{word}: {inner}]{end}"
