"""The pages of an uploaded roster: the form, the preview, and what has been published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.platforms.web.posted import Posted
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.uploads import roster_words as words
from bot.rosters.publishers import address_words
from bot.rosters.undoing import Undoable
from bot.rosters.uploads import AS_WRITTEN, MOST_NAMES, RosterUpload
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.lazy.values import dataclass
from directory.publishing.published import UNDONE_FOR
from directory.rosters.kept import ROSTER_SOURCES
from directory.snapshot import Snapshot
from directory.walltime.said import age_words, dated_words

NOTHING_POSTED = Posted(())
NO_ERRORS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class RosterForm:
    """The form with what has been chosen, and what is wrong with it."""

    service: str = ""
    role: str = ""
    service_error: str = ""
    file_error: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether something must be corrected."""
        return bool(self.service_error or self.file_error)

    def with_errors(self, *, file: str) -> "RosterForm":
        """The same with what is wrong with the file."""
        return replace(self, file_error=file)


def upload_page(
    form: RosterForm,
    snapshot: Snapshot,
    now: datetime,
    *,
    undoable: Sequence[Undoable] = (),
    notice: str = "",
) -> str:
    """Where a file and a service are chosen; which rosters are in force, and can be undone."""
    titles = {id_: snapshot.title(id_) for id_ in snapshot.services}
    return TEMPLATES.get_template("roster_upload.html").render(
        form=form,
        services=sorted(titles.items(), key=lambda row: row[1]),
        roles=[role for role in Role if role in ON_CALL_ROLES],
        sources=_sources(snapshot, titles, now),
        undoable=[(one.published.id, _undo_words(one, now)) for one in undoable],
        notice=notice,
    )


@dataclass(frozen=True, slots=True, order=True)
class SourceRow:
    """A roster in force. `waits`: the source to look at, where what its address says is not."""

    title: str
    says: str
    waits: str = ""


def _sources(snapshot: Snapshot, titles: Mapping[str, str], now: datetime) -> list[SourceRow]:
    rows = []
    for source in snapshot.of(ROSTER_SOURCES):
        read = f"inläst {age_words(source.read, now)}" if source.read else "inte inläst"
        says = f"{address_words(source.address)}, {read}"
        waits = source.id if source.every_minutes and source.problem else ""
        title = titles.get(source.service, source.service)
        rows.append(SourceRow(title, f"{says}. {source.problem}" if waits else says, waits))
    return sorted(rows)


def _undo_words(one: Undoable, now: datetime) -> str:
    until = dated_words(one.published.until, now)
    return f"{one.title}: {address_words(one.published.address)}. Kan ångras till {until}."


def preview_page(
    upload: RosterUpload,
    now: datetime,
    *,
    notice: str = "",
    posted: Posted = NOTHING_POSTED,
    errors: Mapping[str, str] = NO_ERRORS,
) -> str:
    """What publishing would change, what stops it, and the choices that help."""
    return TEMPLATES.get_template("roster_preview.html").render(
        upload=upload,
        read_from=address_words(upload.draft.name),
        notice=notice,
        errors=errors,
        first=posted.value("first"),
        last=posted.value("last"),
        summary=words.summary(upload),
        holds=words.holds(upload, now),
        hindrances=words.hindrances(upload),
        empties=words.empties(upload, now),
        wrong=words.wrong_rows(upload, now),
        noted=words.noted(upload, now),
        look_at=words.look_at(upload, now),
        changes=words.changes(upload, now),
        names=upload.names[:MOST_NAMES],
        as_written=AS_WRITTEN,
    )


def published_page(upload: RosterUpload, now: datetime) -> str:
    """The roster is in force, and what that changed; it can be undone for a day."""
    return TEMPLATES.get_template("roster_published.html").render(
        upload=upload,
        summary=words.summary(upload),
        holds=words.holds(upload, now),
        empties=words.empties(upload, now),
        look_at=words.look_at(upload, now),
        until=dated_words(now + UNDONE_FOR, now),
    )


def undone_page(undone: Undoable) -> str:
    """What was before the publication is in force again."""
    return TEMPLATES.get_template("roster_undone.html").render(
        title=undone.title, address=address_words(undone.published.address)
    )
