"""The real desk for the tests of the web chat, on a region with two people to choose from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import Press
from bot.desk import Answered, Visitor
from bot.desk.front import FrontDesk
from directory.catalogue.people import Access, Person
from directory.catalogue.roles import Role
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.region import Region
from directory.walltime.days import TimeClass
from tests.builders import chain_step, person, phone, service, settings, small_region
from tests.chat import Chat, open_chat

HANNA = person(
    "hanna-h",
    name="Hanna Hed",
    unit="bjorken",
    title="Distriktsläkare",
    email="hanna.hed@example.org",
    hsa_id="SE0000000000-1A2B",
)
TORE = person(
    "töre-e",
    name="Töre Ek",
    unit="hjartkliniken",
    title="Överläkare",
    email="tore.ek@example.org",
    access=frozenset({Access.CLINICIAN, Access.SPECIALIST, Access.COORDINATOR}),
)


def web_region() -> Region:
    """The small region where ”urolog” may mean two services, and in the daytime an answer for
    kardiologi has a step more than can be seen at once."""
    small = small_region(
        settings=settings(default_entry="medicin", demo_people=(HANNA.id, TORE.id))
    )
    others = [one for one in small.people if one.id != HANNA.id]
    granvik = {"hospital": "granviks-lasarett", "unit": "medicinkliniken"}
    offered = [
        service(name.casefold(), name=f"{name} Granvik", specialty=name.casefold(), **granvik)
        for name in ("Urologi", "Neurologi")
    ]
    roles = ((Role.CONSULTING_PHYSICIAN, ""), (Role.SENIOR_ON_CALL, ""), (Role.PRIMARY_ON_CALL, "medicin"))  # fmt: skip
    daytime = [
        chain_step("kardiologi", place, time_class=TimeClass.OFFICE, role=role, of_service=of)
        for place, (role, of) in enumerate(roles, start=1)
    ]
    return replace(
        small,
        people=(*others, HANNA, TORE),
        services=(*small.services, *offered),
        chain_steps=(*small.chain_steps, *daytime),
    )


class WatchedDesk(FrontDesk):
    """The real desk. Notes what reaches it; while `is_broken` it fails as no desk may, and while
    `counts_no_letters` nothing may ask it to."""

    def __init__(self, chat: Chat) -> None:
        emergency = phone("08-465 004 99", label="Växeln")
        super().__init__(chat.live, chat.clock, chat.count, emergency, chat.reads)
        self.chat = chat
        self.asked: list[tuple[str, str]] = []
        self.pressed: list[tuple[str, Press, dict[str, str]]] = []
        self.is_broken = False
        self.counts_no_letters = False

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        self.asked.append((visitor.account, text))
        return _broken() if self.is_broken else await super().ask(visitor, text)

    async def look(self, visitor: Visitor, text: str) -> Answered:
        self.asked.append((visitor.account, text))
        return _broken() if self.is_broken else await super().look(visitor, text)

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        self.pressed.append((visitor.account, press, dict(answers)))
        return _broken() if self.is_broken else await super().press(visitor, press, answers)

    async def unread(self, visitor: Visitor) -> int:
        assert not self.counts_no_letters, "something waited for the number of letters"
        return await super().unread(visitor)

    async def tells(self, who: Person, letters: int) -> None:
        """So many letters come to a person."""
        made = self.now() - timedelta(minutes=5)
        letter = Letter(topic=Topic("egna pass"), title="Ditt pass har ändrats", lines=())
        keys = [f"{who.id}|{letters}|{number}" for number in range(letters)]
        await self.chat.outbox.put(
            [
                Delivery(key=key, recipient=who.id, letter=letter, made=made, due=made)
                for key in keys
            ]
        )


async def open_desk() -> WatchedDesk:
    """The desk on a Tuesday afternoon."""
    return WatchedDesk(await open_chat(web_region()))


def _broken() -> Answered:
    raise RuntimeError("a secret that somebody typed")
