"""The world: three processes on one database, their peers, and the clock that all of them share."""

import asyncio
import sqlite3
from collections import deque
from dataclasses import field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from directory.lazy.values import dataclass
from tests.simulation.month import region as hospital
from tests.simulation.month.database import Disk
from tests.simulation.month.loop import VirtualLoop
from tests.simulation.month.network import Network, Server
from tests.simulation.month.peers import Around, MailPeer, RosterPeer, SlackPeer
from tests.simulation.month.process import Process

BASE = datetime(2026, 1, 1, 12, tzinfo=UTC)
PROCESSES = 3
ADDRESS = "http://schema.example/jour.csv"


@dataclass(frozen=True)
class Trouble:
    """Something that holds konsult up, from when till when."""

    what: str
    first: datetime
    last: datetime


@dataclass
class World:
    """Everything but the play. `asleep`: how long the machine has slept, by the clock on the wall."""

    folder: Path
    loop: VirtualLoop = field(default_factory=VirtualLoop)
    random: Random = field(default_factory=lambda: Random(0))
    asleep: timedelta = timedelta()
    said: deque[str] = field(default_factory=lambda: deque(maxlen=60))
    troubles: list[Trouble] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    buried: list[Process] = field(default_factory=list)
    _eye: sqlite3.Connection | None = None

    def __post_init__(self) -> None:
        self.around = Around(
            now=self.now,
            slack_fault=lambda method: None,
            mail_fault=lambda: None,
            roster_fault=lambda: None,
            says=self.says,
        )
        self.slack, self.mail = SlackPeer(self.around), MailPeer(self.around)
        self.roster = RosterPeer(self.around)
        self.network = Network(self.loop, self._servers())
        self.loop.stands_on(self.network)
        self.disks = [Disk(self.path, self.pause) for _ in range(PROCESSES)]
        for one in hospital.EVERYBODY:
            if one.slack:
                self.slack.joins(
                    one.id, one.user, one.address, **hospital.TRAITS.get(one.slack, {})
                )
            if one.mail:
                self.mail.of_address[one.address] = one.id

    @property
    def path(self) -> Path:
        return self.folder / "konsult.db"

    def _servers(self) -> list[Server]:
        here = "127.0.0.1"
        return [
            Server(here, here, 8065, self.slack.serve),
            Server(here, here, 2525, self.mail.serve),
            Server("schema.example", "93.184.215.14", 80, self.roster.serve),
        ]

    def now(self) -> datetime:
        return BASE + self.asleep + timedelta(seconds=self.loop.time())

    def pause(self) -> float:
        """How long others have the database first: mostly not at all."""
        return self.random.random() * 0.003

    def says(self, what: str) -> None:
        self.said.append(f"{self.now():%Y-%m-%d %H:%M:%S.%f} {what}")

    # -- processes ----------------------------------------------------------------------------

    async def begins(self, number: int) -> Process:
        """Another process in the place; None of it is up if it cannot reach the database."""
        process = Process(number, self.loop, self.now, self.disks[number], self.says)
        process.begins()
        if number < len(self.processes):
            self.processes[number] = process
        else:
            self.processes.append(process)
        while not process.is_up() and process.failed is None and not process.dead:
            await asyncio.sleep(0.01)
        return process

    def kills(self, process: Process) -> None:
        """Nothing of it is run any more; its connections end, to the database and to others."""
        process.dead = True
        process.disk.goes()
        self.network.hangs_up(process)
        self.buried.append(process)

    @property
    def up(self) -> list[Process]:
        return [process for process in self.processes if process.is_up()]

    # -- what the database says, only to know how long nothing happens ------------------------------

    def peek(self, query: str, *values: object) -> list[tuple[object, ...]]:
        if self._eye is None:
            self._eye = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        return self._eye.execute(query, values).fetchall()

    def writes(self, statement: str, *values: object) -> bool:
        """What somebody writes by hand; whether it could be written just now."""
        try:
            self.peek(statement, *values)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    @property
    def under_way(self) -> int:
        return self.slack.under_way + self.mail.under_way + self.roster.under_way

    def warmed(self) -> None:
        """Three processes are up, on a copy of the template."""
        self.loop.run_until_complete(self._warm())

    async def _warm(self) -> None:
        for number in range(PROCESSES):
            process = await self.begins(number)
            if process.failed:
                raise process.failed
        await asyncio.sleep(7.31)
        for disk in self.disks:
            await disk.moves()

    def moves(self, folder: Path) -> None:
        """Go on upon a copy of the database: this process has been forked from a warm one."""
        (folder / "konsult.db").write_bytes(self.path.read_bytes())
        self.folder = folder
        for disk in self.disks:
            disk.path = self.path
