"""One process of konsult's worker and nothing else. Says its holder when it has begun; ends when it is killed."""

import asyncio
import os
from datetime import timedelta
from multiprocessing.connection import Connection

from bot.app import system_clock
from bot.delivery.buckets import Rate
from bot.delivery.limits import Limits
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.platforms.email.letters import Email
from bot.platforms.email.post import Post, SmtpSecurity
from bot.platforms.slack.calling.api import SlackApi
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.letters.letters import slack_letters
from bot.platforms.slack.people.workspace import Installation
from bot.platforms.terminal.render import card_text
from bot.platforms.web.inbox import WebInbox
from directory.catalogue.people import Person
from directory.store.engine import create_engine
from directory.store.outbox import SqlOutbox

DOMAIN = "region.example"
PERSONS = 30
PEOPLE = {
    f"p{n}": Person(id=f"p{n}", name=f"P {n}", email=f"p{n}@{DOMAIN}") for n in range(PERSONS)
}
LIMITS = Limits(
    at_once=20,
    lease=timedelta(seconds=5),
    patience=0.5,
    find=1.5,
    send=3.0,
    longest_put_back=timedelta(seconds=5),
    poll=0.2,
    first_again=timedelta(seconds=0.2),
    longest_again=timedelta(seconds=2),
    repeats=(timedelta(seconds=1),) * 1_000,
)


def run(url: str, slack_url: str, smtp_port: int, said: Connection) -> None:
    """Send until the end; what is logged goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    asyncio.run(_work(url, slack_url, smtp_port, said))


async def _work(url: str, slack_url: str, smtp_port: int, said: Connection) -> None:
    config = SlackConfig("xoxb-1", base_url=slack_url)
    api = SlackApi("xoxb-1", slack_url)
    letters = slack_letters(
        config, Installation(api), Drawing(card_text), system_clock, rate=Rate(30, 10)
    )
    post = Post(
        host="127.0.0.1",
        port=smtp_port,
        security=SmtpSecurity.NONE,
        sender=f"konsult@{DOMAIN}",
    )
    senders: list[Sender] = [letters, Email(post, rate=Rate(10, 5)), WebInbox()]
    outbox = SqlOutbox(create_engine(url))
    worker = Worker(outbox, senders, lambda: PEOPLE, system_clock, limits=LIMITS)
    await api.open()
    await letters.open()
    async with worker.running():
        said.send(worker.holder)
        await asyncio.Event().wait()
