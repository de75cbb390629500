"""A roster as a kind of upload: one file for one service."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.access import Asker
from bot.incoming.addresses import FetchError
from bot.platforms.web.pages import UploadLink
from bot.platforms.web.posted import Posted
from bot.platforms.web.uploads import roster_pages
from bot.platforms.web.uploads.form import FileLimits, UploadedForm
from bot.platforms.web.uploads.roster_pages import RosterForm
from bot.platforms.web.uploads.upload_pages import CHANGED, UploadKind
from bot.privacy import NAME_LOOKS_LIKE_IDENTITY
from bot.rosters.publishing import NOT_ALLOWED, IncomingRoster
from bot.rosters.undoing import UndoRefusedError
from bot.rosters.uploads import RosterChoices, RosterUploads
from directory.catalogue.identities_in_names import find_identity_in_name
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.publishing.drafts import Draft
from directory.sources.rosters.row import LARGEST
from directory.walltime.days import local

NO_DAY = "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24."
UNCONFIRMED = (
    "Inget har publicerats. Pass skulle bli utan jour: kryssa i att det är meningen, "
    "eller rätta filen."
)
WRONG_WAY = "Sista dagen ligger före den första."


class UploadedRosters(UploadKind):
    """Rosters at /schema."""

    link = UploadLink("/schema", "schema")
    file_limits = FileLimits(1, LARGEST, "Filen är för stor. Den får vara högst 10 MB.")
    refusal = NOT_ALLOWED
    gone = "Utkastet finns inte längre. Läs in filen igen."

    def __init__(self, uploads: RosterUploads, clock: Callable[[], datetime]) -> None:
        self._uploads = uploads
        self._clock = clock

    async def form(self, asker: Asker) -> str:
        own = self._uploads.snapshot().services_at(asker.home.id) if asker.home else ()
        return await self._form(RosterForm(service=own[0].id if len(own) == 1 else ""))

    async def start(self, account: str, uploaded: UploadedForm) -> Draft | str:
        form = self._checked(uploaded)
        if form.has_errors:
            return await self._form(form)
        (file,) = uploaded.files
        incoming = IncomingRoster(
            service=form.service,
            name=file.name,
            content=file.content,
            role=Role(form.role) if form.role else None,
        )
        upload = await self._uploads.start(account, incoming)
        if faults := upload.preview.plan.reading.faults:
            return await self._form(form.with_errors(file=" ".join(faults)))
        return upload.draft

    async def start_address(self, account: str, source: str) -> Draft | str | None:
        try:
            upload = await self._uploads.start_address(account, source)
        except FetchError as fault:
            return await self._form(RosterForm(), notice=str(fault))
        if upload is None:
            return None
        if faults := upload.preview.plan.reading.faults:
            return await self._form(RosterForm(), notice=" ".join(faults))
        return upload.draft

    async def preview(self, account: str, draft: str, posted: Posted) -> str | None:
        answers = _answers(posted)
        upload = await self._uploads.look(account, draft, answers.choices)
        if upload is None:
            return None
        return roster_pages.preview_page(
            upload, self._clock(), posted=posted, errors=answers.errors
        )

    async def publish(self, account: str, draft: str, posted: Posted) -> str | None:
        answers = _answers(posted)
        if answers.errors:
            return await self.preview(account, draft, posted)
        seen = posted.value("seen")
        upload = await self._uploads.publish(account, draft, answers.choices, seen=seen)
        if upload is None:
            return None
        if upload.published:
            return roster_pages.published_page(upload, self._clock())
        notice = CHANGED if upload.version != seen else ""
        if upload.preview.unstaffed and not answers.choices.unstaffed:
            notice = UNCONFIRMED
        return roster_pages.preview_page(upload, self._clock(), notice=notice, posted=posted)

    async def cancel(self, account: str, draft: str) -> None:
        await self._uploads.cancel(account, draft)

    async def undo(self, account: str, published: str) -> str:
        try:
            undone = await self._uploads.undo(account, published)
        except UndoRefusedError as refusal:
            return await self._form(RosterForm(), notice=str(refusal))
        return roster_pages.undone_page(undone)

    async def _form(self, form: RosterForm, *, notice: str = "") -> str:
        snapshot, undoable = self._uploads.snapshot(), await self._uploads.undoable()
        return roster_pages.upload_page(
            form, snapshot, self._clock(), undoable=undoable, notice=notice
        )

    def _checked(self, uploaded: UploadedForm) -> RosterForm:
        service, role = uploaded.fields.value("service"), uploaded.fields.value("role")
        known = service in self._uploads.snapshot().services
        return RosterForm(
            service=service if known else "",
            role=role if role in set(Role) else "",
            service_error="" if known else "Välj vilken jour schemat gäller.",
            file_error=_file_error(uploaded, local(self._clock()).date()),
        )


def _file_error(uploaded: UploadedForm, today: date) -> str:
    if not uploaded.files:
        return "Välj en fil."
    if any(find_identity_in_name(file.name, today=today) for file in uploaded.files):
        return NAME_LOOKS_LIKE_IDENTITY
    return ""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What was filled in on a preview. `errors`: what is wrong with the days, by field."""

    choices: RosterChoices
    errors: Mapping[str, str]


def _answers(posted: Posted) -> FilledIn:
    days: dict[str, date | None] = {}
    errors: dict[str, str] = {}
    for field in ("first", "last"):
        try:
            days[field] = date.fromisoformat(posted.value(field)) if posted.value(field) else None
        except ValueError:
            days[field], errors[field] = None, NO_DAY
    first, last = days["first"], days["last"]
    if first and last and last < first:
        errors["last"], last = WRONG_WAY, None
    choices = RosterChoices(
        names=posted.under("name."),
        leave_out=posted.value("leave_out") == "ja",
        replaces_all=posted.value("reach") == "allt",
        unstaffed=posted.value("unstaffed") == "ja",
        first=first,
        last=last,
    )
    return FilledIn(choices, errors)
