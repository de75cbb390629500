"""The page on which owner, version and validity of a document in force are changed."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import Asker
from bot.agreements.heads import CHANGED_FIELDS, HeadChange, HeadChanges, Saved
from bot.agreements.rights import CHANGE_PATH
from bot.desk import Desk
from bot.platforms.web.posted import read_post
from bot.platforms.web.refusals import refusal_page
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.sign_in import SignIn
from bot.platforms.web.uploads.agreement_pages import fields_of
from bot.platforms.web.uploads.agreement_words import ANSWERED_EMPTY
from directory.agreements.document import Head
from directory.agreements.version import AgreementVersion
from directory.catalogue.identities import find_identity

REFUSAL = "Bara samordnare och den som äger dokumentet kan ändra det här."
GONE = "Dokumentet finns inte längre."
NOTICES = {
    Saved.SAVED: "Sparat. De som följer dokumentet får veta vad som har ändrats.",
    Saved.SAME: "Inget är ändrat: det stod redan så.",
    Saved.WRONG: "Inget är sparat än. Rätta det som är markerat.",
    Saved.OVERTAKEN: "Inget är sparat: någon annan ändrade dokumentet. Nu står det så här.",
}


class AgreementHeadPage:
    """GET shows what is known of a document, POST changes it."""

    def __init__(self, desk: Desk, sign_in: SignIn, heads: HeadChanges) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._heads = heads

    def routes(self) -> list[BaseRoute]:
        """The address of each document."""
        path = f"{CHANGE_PATH}/{{document}}"
        return [Route(path, self.save, methods=["POST"]), Route(path, self.show)]

    async def show(self, request: Request) -> Response:
        """GET: the form as the document is now."""
        version = await self._heads.current(_document(request))
        if version is None:
            return refusal_page(request, 404, GONE)
        if not self._heads.may_change(self._asker(request), version):
            raise HTTPException(403, REFUSAL)
        return HTMLResponse(_page(version, None, {}))

    async def save(self, request: Request) -> Response:
        """POST: save, or show again with what would be right."""
        asker, posted = self._asker(request), await read_post(request)
        answers = {name: posted.value(name) for name in CHANGED_FIELDS}
        seen = posted.value("seen")
        change = await self._heads.change(asker, _document(request), answers, seen=seen)
        if change.version is None:
            raise HTTPException(403, REFUSAL)
        return HTMLResponse(_page(change.version, change, answers))

    def _asker(self, request: Request) -> Asker:
        return self._desk.asker(self._sign_in.visitor(request, self._desk))


def _document(request: Request) -> str:
    return str(request.path_params["document"])


def _page(version: AgreementVersion, change: HeadChange | None, answers: dict[str, str]) -> str:
    head = version.agreement.head
    is_wrong = change is not None and change.outcome is Saved.WRONG
    return TEMPLATES.get_template("agreement_head.html").render(
        path=f"{CHANGE_PATH}/{version.document}",
        head=head,
        seen=version.id,
        fields=fields_of(CHANGED_FIELDS),
        values=_repeated(answers) if is_wrong else _values(head),
        errors=change.errors if change else {},
        notice=NOTICES[change.outcome] if change else "",
        is_wrong=change is not None and change.outcome in (Saved.WRONG, Saved.OVERTAKEN),
    )


def _repeated(answers: dict[str, str]) -> dict[str, str]:
    """What was filled in, but for what must not be shown again."""
    return {name: "" if find_identity(text) else text for name, text in answers.items()}


def _values(head: Head) -> dict[str, str]:
    """What the head says, in the words that answer the form."""
    return {name: str(getattr(head, name) or ANSWERED_EMPTY[name]) for name in CHANGED_FIELDS}
