"""The pages of uploaded agreements: the form, the preview, and what has been published."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.agreements.answers import (
    CARRIED,
    CONTINUES,
    DEMANDED,
    FIELDS,
    head_text,
    open_fields,
)
from bot.agreements.publishing import Outcome
from bot.agreements.rights import CHANGE_PATH
from bot.agreements.uploads import LOOKED_AT, NO_PERSON, AgreementUpload, FileLook
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.uploads import agreement_words as words
from directory.agreements.document import AgreementKind
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.days import local

MOST_OPEN = 3
"""So many files are shown unfolded; where there are more, each is folded."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form. `hint` is how it is written; `options`: what there is to choose from."""

    name: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    is_day: bool = False
    is_demanded: bool = False


_LABELS = {
    "title": ("Titel", ""),
    "version": ("Version", "till exempel 2.1, eller vet inte"),
    "parties": ("Parter", "kommatecken emellan"),
    "owner": ("Ägare", "den person, enhet eller grupp som svarar för innehållet, eller vet inte"),
    "adopted": ("Fastställd", "ÅÅÅÅ-MM-DD"),
    "valid_from": ("Gäller från", "ÅÅÅÅ-MM-DD eller vet inte"),
    "valid_to": ("Gäller till och med", "ÅÅÅÅ-MM-DD eller tills vidare"),
    "specialties": ("Specialiteter", "kommatecken emellan"),
    "source": ("Källa", "adress"),
    "kind": ("Typ", ""),
    "number": ("Nummer", ""),
    "units": ("Enheter", "kommatecken emellan"),
    "acknowledge": ("Kvittens", "be dem som följer att kvittera nya versioner"),
    "id": ("Eget id", "a–z, siffror och bindestreck"),
}
_OPTIONS = {"kind": tuple(AgreementKind), "acknowledge": ("ja", "nej")}
_DAYS = ("adopted", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its part of the page shows it."""

    number: int
    look: FileLook
    title: str
    outcome: str
    is_open: bool
    notes: Sequence[str]
    facts: Sequence[words.Fact]
    asked: Sequence[Field]
    others: Sequence[Field]
    sections: Sequence[words.ReadSection]
    more_sections: int
    changes: Sequence[words.Changed]
    more_changes: int

    @property
    def can_be_answered(self) -> bool:
        """Whether filling something in may change its outcome."""
        incoming = self.look.incoming
        if incoming is None:
            return False
        return incoming.outcome is not Outcome.FAULTY or bool(self.look.answers.values)

    @property
    def is_carried(self) -> bool:
        """Whether something is filled in from the version before."""
        incoming, values = self.look.incoming, self.look.answers.values
        if incoming is None or incoming.before is None:
            return False
        head = incoming.before.agreement.head
        return any(values.get(name) == head_text(head, name) for name in CARRIED if name in values)

    @property
    def known(self) -> str:
        """The id of the document that it is a new version of."""
        before = self.look.incoming.before if self.look.incoming else None
        return before.document if before else ""

    @property
    def as_it_is(self) -> str:
        """What it replaces if nothing else is chosen."""
        if self.look.answers.values.get(CONTINUES):
            return "Som i dokumentet"
        before = self.look.incoming.before if self.look.incoming else None
        return f"Som nu: ny version av ”{before.agreement.head.title}”" if before else "Inget"


def upload_page(errors: Sequence[str], existing: Iterable[AgreementVersion]) -> str:
    """Where files are chosen; which agreements are in force already."""
    return TEMPLATES.get_template("agreement_upload.html").render(
        errors=errors,
        documents=[version.agreement.head for version in existing],
        change=CHANGE_PATH,
    )


def preview_page(
    upload: AgreementUpload, snapshot: Snapshot, now: datetime, *, notice: str = ""
) -> str:
    """What publishing would change, what is missing, and what hinders it."""
    return TEMPLATES.get_template("agreement_preview.html").render(
        upload=upload,
        notice=notice,
        summary=words.summary(upload),
        has_errors=any(look.hinders for look in upload.files),
        has_news=any(look.is_news for look in upload.files),
        asks=any(look.unanswered for look in upload.files),
        files=_views(upload, snapshot, now),
        continues=CONTINUES,
        no_person=NO_PERSON,
        looked_at=LOOKED_AT,
    )


def published_page(upload: AgreementUpload) -> str:
    """What is in force, and which files were left out."""
    return TEMPLATES.get_template("agreement_published.html").render(
        published=[_line(look) for look in upload.files if look.is_news],
        left=[_line(look) for look in upload.files if not look.is_news],
    )


def _line(look: FileLook) -> str:
    return f"{words.title(look)}: {words.outcome(look)}"


def _views(upload: AgreementUpload, snapshot: Snapshot, now: datetime) -> list[FileView]:
    few = len(upload.files) <= MOST_OPEN
    return [_view(number, look, snapshot, now, few=few) for number, look in enumerate(upload.files)]


def _view(number: int, look: FileLook, snapshot: Snapshot, now: datetime, *, few: bool) -> FileView:
    incoming = look.incoming
    version = incoming.version if incoming else None
    asked = open_fields(look.answers, incoming.missing if incoming else ())
    sections = words.sections(incoming) if incoming else ()
    return FileView(
        number=number,
        look=look,
        title=words.title(look),
        outcome=words.outcome(look),
        is_open=few or look.hinders or look.waits or bool(look.unanswered),
        notes=words.notes(incoming, snapshot, local(now).date()) if incoming else (),
        facts=words.facts(version.agreement.head, snapshot, incoming.found)
        if incoming and version
        else (),
        asked=fields_of(asked),
        others=fields_of([name for name in FIELDS if name not in asked]),
        sections=sections,
        more_sections=len(version.agreement.sections) - len(sections) if version else 0,
        changes=words.changed(incoming) if incoming else (),
        more_changes=max(0, len(incoming.changes) - words.MOST_CHANGES) if incoming else 0,
    )


def fields_of(names: Iterable[str]) -> list[Field]:
    """The fields of a form, in this order."""
    return [
        Field(
            name,
            *_LABELS[name],
            options=_OPTIONS.get(name, ()),
            is_day=name in _DAYS,
            is_demanded=name in DEMANDED,
        )
        for name in names
    ]
