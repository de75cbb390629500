"""Who may ask, who they are in the directory, and what they may do; without waiting for Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards import Card
from bot.desk import Visitor
from bot.platforms.errands import Errands
from bot.platforms.slack.calling.api import SlackApi
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.people.members import Members
from bot.platforms.slack.people.workspace import Installation
from bot.platforms.terminal.render import card_text
from directory.catalogue.people import Access
from directory.lazy.values import dataclass
from tests.bot.platforms.slack.fake_slack_api import (
    ENTERPRISE,
    Broken,
    FakeSlackApi,
    Refused,
    Slow,
    in_enterprise,
    slack_api,
    slack_user,
)
from tests.builders import person, small_region
from tests.chat import TUESDAY_DAYTIME, open_chat

DISA, BO = "U0DISA", "U0BO"
GROUPS = SlackConfig(
    "xoxb-1",
    coordinators=frozenset({BO}),
    coordinator_group="S0SAM",
    specialist_group="S0SPEC",
    emergency="Växeln 08-465 004 99",
)


@dataclass
class Workspace:
    web: FakeSlackApi
    members: Members
    errands: Errands
    now: list[datetime]

    async def visitor(self, user: str = DISA) -> Visitor:
        met = await self.members.meet(user)
        assert isinstance(met, Visitor), card_text(met)
        return met

    async def refusal(self, user: str = DISA) -> str:
        met = await self.members.meet(user)
        assert isinstance(met, Card)
        return card_text(met)

    def asked(self) -> int:
        return len(self.web.called("users.info"))


@asynccontextmanager
async def workspace(
    *users: dict[str, Any], config: SlackConfig = GROUPS, enterprise: str = ""
) -> AsyncIterator[Workspace]:
    region = small_region()
    known = person("disa-d", email="disa@region.example", access=frozenset({Access.SWITCHBOARD}))
    people = (*region.people, known)
    desk = (await open_chat(small_region(people=people))).desk
    now = [TUESDAY_DAYTIME]
    async with slack_api(*users) as web:
        web.enterprise = enterprise
        api, errands = SlackApi("xoxb-1", web.api), Errands("slack")
        await api.open()
        installation = Installation(api)
        await installation.learn()
        members = Members(api, desk, config, installation, lambda: now[0], errands, patience=0.3)
        yield Workspace(web, members, errands, now)
        await errands.finish(0)
        await api.close()


async def test_a_member_is_a_clinician_and_asked_about_once() -> None:
    async with workspace(slack_user(DISA)) as slack:
        first, second = await slack.visitor(), await slack.visitor()
    assert first == second == Visitor(f"slack:T0REGION:{DISA}")
    assert slack.asked() == 1


async def test_a_member_is_found_in_the_directory_by_e_mail() -> None:
    async with workspace(slack_user(DISA, "Disa@Region.example")) as slack:
        visitor = await slack.visitor()
    assert visitor.person is not None and visitor.person.id == "disa-d"


async def test_an_address_that_is_not_confirmed_names_nobody() -> None:
    user = slack_user(DISA, "disa@region.example", is_email_confirmed=False)
    async with workspace(user) as slack:
        assert (await slack.visitor()).person is None


@pytest.mark.parametrize(
    ("traits", "says"),
    [
        ({"is_restricted": True}, "Gäster kan inte använda konsult."),
        ({"is_ultra_restricted": True}, "Gäster kan inte använda konsult."),
        ({"is_stranger": True}, "konsult är bara för medlemmar i den egna arbetsytan."),
        ({"team_id": "T0OTHER"}, "konsult är bara för medlemmar i den egna arbetsytan."),
        ({"team_id": None}, "konsult är bara för medlemmar i den egna arbetsytan."),
        ({"is_bot": True}, "konsult svarar inte andra appar."),
        ({"deleted": True}, "Kontot är avstängt i Slack."),
    ],
    ids=str,
)
async def test_others_are_told_whom_to_ask(traits: dict[str, Any], says: str) -> None:
    user = slack_user(DISA, "disa@region.example", **traits)
    async with workspace(user) as slack:
        refusal = await slack.refusal()
    assert says in refusal
    assert "samordnare" in refusal


async def test_who_slack_does_not_know_is_a_stranger() -> None:
    async with workspace() as slack:
        assert "den egna arbetsytan" in await slack.refusal("U0GHOST")


async def test_a_slow_slack_gives_a_sentence_and_is_known_the_next_time() -> None:
    async with workspace(slack_user(DISA)) as slack:
        slack.web.will("users.info", Slow(0.6))
        says = await slack.refusal()
        await slack.errands.finish()
        await slack.visitor()
    assert "Slack svarar inte på vem du är just nu. Försök igen om en stund." in says
    assert "ring Växeln 08-465 004 99" in says
    assert slack.asked() == 1


@pytest.mark.parametrize("fault", [Broken(), Refused("token_revoked")], ids=str)
async def test_a_fault_gives_a_sentence_and_is_not_remembered(fault: Broken | Refused) -> None:
    async with workspace(slack_user(DISA)) as slack:
        slack.web.will("users.info", fault)
        assert "Slack svarar inte" in await slack.refusal()
        await slack.visitor()


async def test_old_knowledge_is_renewed_behind_the_answer() -> None:
    async with workspace(slack_user(DISA)) as slack:
        await slack.visitor()
        slack.web.users[DISA] = slack_user(DISA, is_restricted=True)
        slack.now[0] += timedelta(minutes=11)
        await slack.visitor()
        await slack.errands.finish()
        assert "Gäster" in await slack.refusal()


async def test_a_slack_that_is_gone_does_not_stop_those_who_are_known() -> None:
    async with workspace(slack_user(DISA)) as slack:
        await slack.visitor()
        slack.web.will("users.info", Broken(), Broken(), Broken())
        slack.now[0] += timedelta(hours=1)
        await slack.visitor()
        await slack.errands.finish()
        await slack.visitor()
        slack.now[0] += timedelta(hours=24)
        await slack.errands.finish()
        assert "Slack svarar inte" in await slack.refusal()


# -- rights ---------------------------------------------------------------------------------------


async def test_groups_and_lists_give_rights() -> None:
    async with workspace(slack_user(DISA), slack_user(BO)) as slack:
        slack.web.groups = {"S0SAM": [], "S0SPEC": [DISA, BO]}
        await slack.members.groups.refresh()
        assert (await slack.visitor(DISA)).granted == {Access.SPECIALIST}
        assert (await slack.visitor(BO)).granted == {Access.SPECIALIST, Access.COORDINATOR}


async def test_groups_are_read_anew_behind_the_answer() -> None:
    async with workspace(slack_user(DISA)) as slack:
        slack.web.groups = {"S0SAM": [DISA], "S0SPEC": []}
        assert (await slack.visitor()).granted == frozenset()
        await slack.errands.finish()
        assert (await slack.visitor()).granted == {Access.COORDINATOR}
        slack.web.groups = {"S0SAM": [], "S0SPEC": []}
        slack.now[0] += timedelta(minutes=11)
        await slack.visitor()
        await slack.errands.finish()
        assert (await slack.visitor()).granted == frozenset()


async def test_a_free_plan_has_no_groups_and_the_log_says_so_once() -> None:
    async with workspace(slack_user(DISA)) as slack:
        with capture_logs() as logs:
            for _ in range(3):
                for _ in GROUPS.groups:
                    slack.web.will("usergroups.users.list", Refused("paid_teams_only"))
                await slack.members.groups.refresh()
        assert (await slack.visitor()).granted == frozenset()
    assert sorted(line["group"] for line in logs) == ["S0SAM", "S0SPEC"]


async def test_rights_stay_while_slack_is_out_of_reach_and_go_when_it_refuses() -> None:
    async with workspace(slack_user(DISA)) as slack:
        slack.web.groups = {"S0SAM": [DISA], "S0SPEC": []}
        await slack.members.groups.refresh()
        slack.web.will("usergroups.users.list", Broken())
        await slack.members.groups.refresh()
        assert (await slack.visitor()).granted == {Access.COORDINATOR}
        slack.web.will("usergroups.users.list", Refused("no_such_subteam"))
        await slack.members.groups.refresh()
        assert (await slack.visitor()).granted == frozenset()


# -- two ids --------------------------------------------------------------------------------------

LOCAL, WHOLE = "U0ESTER", "W0ESTER"
ESTER = in_enterprise(LOCAL, WHOLE)


@asynccontextmanager
async def enterprise() -> AsyncIterator[Workspace]:
    """Slack knows Ester by two ids, and answers to both."""
    async with workspace(ESTER) as slack:
        slack.web.users[WHOLE] = ESTER
        yield slack


@pytest.mark.parametrize("order", [(LOCAL, WHOLE), (WHOLE, LOCAL)], ids=str)
async def test_somebody_with_two_ids_is_one_visitor_and_asked_about_once(
    order: tuple[str, str],
) -> None:
    async with enterprise() as slack:
        met = [await slack.visitor(user) for user in order]
        assert slack.asked() == 1
    assert met[0] == met[1] == Visitor(f"slack:T0REGION:{WHOLE}")
    assert met[0].others == met[1].others == (f"slack:T0REGION:{LOCAL}",)


async def test_whichever_id_slack_answers_with_it_is_the_same_account() -> None:
    """A workspace without a memory of the old ids tells the one of the enterprise as both."""
    async with workspace(ESTER) as slack:
        slack.web.users[WHOLE] = in_enterprise(WHOLE, WHOLE)
        accounts = {(await slack.visitor(user)).account for user in (WHOLE, LOCAL)}
    assert accounts == {f"slack:T0REGION:{WHOLE}"}


@pytest.mark.parametrize("named", [LOCAL, WHOLE])
@pytest.mark.parametrize("asking", [LOCAL, WHOLE])
async def test_lists_and_groups_may_name_either_id(named: str, asking: str) -> None:
    config = replace(GROUPS, admins=frozenset({named}))
    async with workspace(ESTER, config=config) as slack:
        slack.web.users[WHOLE] = ESTER
        slack.web.groups = {"S0SAM": [named], "S0SPEC": []}
        await slack.members.groups.refresh()
        granted = (await slack.visitor(asking)).granted
    assert granted == {Access.ADMIN, Access.COORDINATOR}


async def test_an_old_id_in_a_list_is_theirs_although_slack_tells_only_the_new_one() -> None:
    config = replace(GROUPS, admins=frozenset({LOCAL, "U0GONE"}))
    async with workspace(ESTER, config=config, enterprise=ENTERPRISE) as slack:
        slack.web.users[WHOLE] = in_enterprise(WHOLE, WHOLE)
        slack.web.groups = {"S0SAM": [LOCAL], "S0SPEC": []}
        await slack.members.groups.refresh()
        await slack.visitor(WHOLE)
        await slack.errands.finish()
        visitor = await slack.visitor(WHOLE)
        assert visitor.granted == {Access.ADMIN, Access.COORDINATOR}
        assert visitor.account == f"slack:T0REGION:{WHOLE}"
        asked = slack.asked()
        await slack.visitor(WHOLE)
        await slack.errands.finish()
        assert slack.asked() == asked


async def test_outside_an_enterprise_nobody_is_asked_whose_ids_they_are() -> None:
    async with workspace(slack_user(DISA)) as slack:
        await slack.visitor()
        await slack.errands.finish()
        assert slack.asked() == 1
