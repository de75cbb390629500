"""Which section of which document a button means; documents change while buttons stay."""

from bot import links
from bot.cards import Button
from bot.commands.avtal.words import press
from bot.questions.request import Request
from directory.agreements.document import Agreement, Section
from directory.agreements.excerpt import LEFT_OUT, Excerpt, excerpt, whole
from directory.agreements.feedback import Feedback
from directory.agreements.kept import AGREEMENTS, in_force
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot

SECTION, LINES = "avsnitt", "rader"

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section of a version, and what of it was shown (None: all of it)."""

    version: AgreementVersion
    section: Section
    shown: Excerpt | None = None

    @property
    def agreement(self) -> Agreement:
        """Of which it is a section."""
        return self.version.agreement

    @property
    def data(self) -> dict[str, str]:
        """As it is carried by a button."""
        numbers = () if self.shown is None or self.shown.is_whole else self.shown.numbers
        data = {**section_data(self.version, self.section), links.VERSION: self.version.id[:8]}
        return {**data, LINES: ",".join(map(str, numbers))} if numbers else data

    def passage(self, most: int) -> tuple[str, ...]:
        """The words that were shown; of a whole section as many as `most`, or a few more."""
        return (self.shown or excerpt(self.section, most=most)).lines


def section_data(version: AgreementVersion, section: Section) -> dict[str, str]:
    """A section as a button carries it: by its heading, which outlives a new version, where that
    is short and its own, else by its number."""
    headings = [other.heading for other in version.agreement.sections]
    own = headings.count(section.heading) == 1 and len(section.heading) <= _LONGEST
    numbers = {str(number) for number in range(len(headings))}
    named = own and section.heading and section.heading not in numbers
    return {
        links.DOCUMENT: version.document,
        SECTION: section.heading if named else str(section.number),
    }


def feedback_data(feedback: Feedback, snapshot: Snapshot) -> dict[str, str]:
    """The section that somebody called unclear: of those with its heading, that with its words."""
    version = in_force(snapshot).get(feedback.document)
    if version is None:
        return {links.DOCUMENT: feedback.document, SECTION: feedback.heading[:_LONGEST]}
    first = feedback.passage.split("\n")[0]
    named = [
        section for section in version.agreement.sections if section.heading == feedback.heading
    ]
    with_words = [section for section in named if _says(section, first)]
    for section in (with_words or named)[:1]:
        return section_data(version, section)
    return {links.DOCUMENT: feedback.document, SECTION: feedback.heading[:_LONGEST]}


def _says(section: Section, line: str) -> bool:
    text = "\n".join(whole(section).lines)
    return all(piece.strip() in text for piece in line.split(LEFT_OUT))


def document_of(request: Request, snapshot: Snapshot) -> AgreementVersion | None:
    """The current version of the document in the request's data."""
    return in_force(snapshot).get(request.data.get(links.DOCUMENT, ""))


def place_of(request: Request, snapshot: Snapshot) -> SectionPlace | None:
    """The section in the request's data, if the document still has it."""
    version, agreements = document_of(request, snapshot), snapshot.of(AGREEMENTS)
    if version is None or agreements is None:
        return None
    section = agreements.section(version.document, request.data.get(SECTION, ""))
    if section is None:
        return None
    same = request.data.get(links.VERSION, "") in version.id
    return SectionPlace(version, section, _shown(section, request) if same else None)


def _shown(section: Section, request: Request) -> Excerpt | None:
    last, rows = len(whole(section).numbers), request.data.get(LINES, "").split(",")
    numbers = {int(row) for row in rows if row.isascii() and row.isdigit() and len(row) < 6}
    shown = tuple(sorted(number for number in numbers if number < last))
    return Excerpt(section, shown) if shown else None


def document_button(version: AgreementVersion, label: str = "Visa dokumentet") -> Button:
    """Leads to the document's page."""
    return Button(label, links.see_document(version.document), keep=True)


def section_button(place: SectionPlace, label: str = "Visa hela avsnittet") -> Button:
    """Leads to the whole section."""
    return Button(label, press("avsnitt", place.data), keep=True)
