"""The network: bytes from one to another in memory, and servers that can be out of reach."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextvars import Context, copy_context
from dataclasses import field
from enum import Enum, auto
from typing import Any

from directory.lazy.values import dataclass
from tests.simulation.month.loop import RUNS_IN, VirtualLoop

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Reach(Enum):
    """How a server can be reached."""

    OPEN = auto()
    REFUSED = auto()
    SILENT = auto()


@dataclass
class Server:
    """Something that listens at an address."""

    host: str
    address: str
    port: int
    serve: Serve
    reach: Reach = Reach.OPEN


class Transport(asyncio.Transport):
    """One end of a connection. What is written arrives at the other end, in its own context."""

    def __init__(self, loop: VirtualLoop, context: Context) -> None:
        super().__init__()
        self._loop = loop
        self._context = context
        self.owner = context.get(RUNS_IN)
        self._protocol: Any = None
        self.other: Transport | None = None
        self._closing = False
        self._lost = False

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def write(self, data: Any) -> None:
        if not self._closing and self.other is not None:
            self.other._soon(self.other._arrives, bytes(data))

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(bytes(data) for data in list_of_data))

    def can_write_eof(self) -> bool:
        return False

    def close(self) -> None:
        if not self._closing:
            self._closing = True
            self._soon(self._ends)
            if self.other is not None:
                self.other._soon(self.other._hears_end)

    abort = close

    def is_closing(self) -> bool:
        return self._closing

    def is_reading(self) -> bool:
        return not self._closing

    def pause_reading(self) -> None:
        """Nothing is ever so large."""

    def resume_reading(self) -> None:
        """Nothing is ever so large."""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """There is no buffer."""

    def get_write_buffer_size(self) -> int:
        return 0

    def _soon(self, callback: Callable[..., None], *args: Any) -> None:
        self._loop.call_soon(callback, *args, context=self._context)

    def _arrives(self, data: bytes) -> None:
        if not self._lost:
            self._protocol.data_received(data)

    def _hears_end(self) -> None:
        if not self._lost and not self._protocol.eof_received():
            self.close()

    def _ends(self) -> None:
        if not self._lost:
            self._lost = True
            self._protocol.connection_lost(None)


@dataclass
class Network:
    """The servers, and the connections that the processes have to them."""

    loop: VirtualLoop
    servers: list[Server] = field(default_factory=list)
    _called: dict[int, Server] = field(default_factory=dict)
    _of: dict[int, list[Transport]] = field(default_factory=dict)

    def hangs_up(self, process: object) -> None:
        """The connections of a killed process end, as its peers see it."""
        for transport in self._of.pop(id(process), []):
            transport.close()

    async def getaddrinfo(self, host: str, port: int) -> list[Any]:
        found = [server for server in self.servers if host in (server.host, server.address)]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found[0].address, port))]

    async def sock_connect(self, sock: Any, address: tuple[str, int]) -> None:
        self._called[sock.fileno()] = await self._reached(*address[:2])

    async def create_connection(
        self, protocol_factory: Any, host: str = "", port: int = 0, *, sock: Any = None, **_: Any
    ) -> Any:
        if sock is None:
            server = await self._reached(host, port)
        else:
            server = self._called.pop(sock.fileno())
            sock.close()
        return self._connect(protocol_factory(), server)

    async def _reached(self, host: str, port: int) -> Server:
        for server in self.servers:
            if host in (server.host, server.address) and port == server.port:
                if server.reach is Reach.SILENT:
                    await asyncio.sleep(3600)
                if server.reach is Reach.OPEN:
                    return server
        raise ConnectionRefusedError(111, f"nobody answers at {host}:{port}")

    def _connect(self, protocol: Any, server: Server) -> tuple[Transport, Any]:
        around = Context()
        ours, theirs = Transport(self.loop, copy_context()), Transport(self.loop, around)
        ours.other, theirs.other = theirs, ours
        reader = asyncio.StreamReader(loop=self.loop)
        heard = asyncio.StreamReaderProtocol(reader, server.serve, loop=self.loop)
        ours.set_protocol(protocol)
        theirs.set_protocol(heard)
        self._of.setdefault(id(RUNS_IN.get()), []).append(theirs)
        protocol.connection_made(ours)
        around.run(heard.connection_made, theirs)
        return ours, protocol
