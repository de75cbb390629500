"""Drug shortages in Slack: from the authority's file to advice, and to its end."""

import asyncio

from bot.delivery.worker import Worker
from tests.bot.platforms.slack.fake_slack_api import slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, SlackUser, slack_chat, words
from tests.builders import person, small_region
from tests.stories.rest_days import RestDays, days_of, group_of, region_of

WHO = {"hanna-h": "Hanna Hed", "eva-e": "Eva Ek", "anna-a": "Anna Asp"}
PEOPLE = [person(id_, name=name, unit="bjorken", email=f"{id_}@region.example") for id_, name in WHO.items()]  # fmt: skip
USERS = [slack_user(f"U0{id_}", f"{id_}@region.example") for id_ in WHO]

ADVICE = {"gäller": "östradiol", "istället": "Gel i motsvarande dos.", "källor": "Läkemedelsboken", "första": "2026-08-20", "sista": "2026-11-18"}  # fmt: skip


async def letters_go_out(days: RestDays, slack: SlackChat) -> None:
    """What waits in the outbox is sent to Slack."""
    chat = days.chat
    worker = Worker(chat.outbox, [slack.slack.sender], chat.live.people, chat.clock)
    await worker.step()
    async with worker.running():  # what is being sent is sent to its end
        await asyncio.sleep(0)


def told(slack: SlackChat, user: SlackUser) -> str:
    """All that konsult has written to somebody unasked."""
    return "\n".join(words(one["blocks"]) for one in slack.web.messages.get(f"D{user.id}", []))


async def test_from_the_file_to_advice_and_to_its_end() -> None:
    _, eva_e, anna_a = PEOPLE
    days = await days_of(region_of(small_region(), *PEOPLE), group_of(eva_e, anna_a))
    async with slack_chat(days.chat.desk, *USERS) as slack:
        hanna, eva, anna = (slack.user(user["id"]) for user in USERS)
        await hanna.types("/bevaka rest östradiol")
        await days.runs_short()
        await letters_go_out(days, slack)
        assert "Restnoterad nu: Plåstret 50 mikrogram/24 timmar" in told(slack, hanna)
        assert "slut sedan 20 aug 2026" in (await hanna.types("/rest östradiol")).sees

        await (await eva.types("/rest råd östradiol")).taps("Ersättningsråd")
        await eva.sends(**ADVICE)
        assert "utkast" in eva.sees
        assert "Gel i motsvarande dos." in eva.sees
        await eva.taps("Skicka för godkännande")
        await letters_go_out(days, slack)
        waiting = slack.web.messages[f"D{anna.id}"][-1]
        assert "Ett ersättningsråd väntar på att godkännas" in words(waiting["blocks"])
        anna.message = waiting
        await anna.taps("Läs utkastet")
        assert "Gel i motsvarande dos." in anna.sees
        await anna.taps("Godkänn")
        assert "version 1, gäller" in anna.sees

        card = (await hanna.types("/rest östradiol")).sees
        assert "Ersättningsråd från Kvinnosjukdomar" in card
        assert "Gel i motsvarande dos." in card
        assert "Eva Ek" in card
        assert "Anna Asp" in card

        await days.is_back()
        await letters_go_out(days, slack)
        assert "ersättningsrådet från Kvinnosjukdomar är avslutat" in told(slack, hanna)
        for member in (eva, anna):
            assert "Ersättningsrådet är avslutat, åter enligt Läkemedelsverket" in told(
                slack, member
            )
        card = (await hanna.types("/rest östradiol")).sees
        assert "åter sedan 22 aug 2026" in card
        assert "Gel i motsvarande dos." not in card
