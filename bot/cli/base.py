"""What the commands of the command line share: where they write, how they stop, the app."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import structlog
from rich.console import Console

from bot.app import App, build, system_clock
from bot.cli.log import configure_logging
from bot.platforms.registry import PLATFORMS
from bot.settings import Settings, load_settings
from bot.texts import NO_REGION
from directory.catalogue.identities import find_identity
from directory.catalogue.identities_in_names import find_identity_in_name
from directory.walltime.days import local
from directory.walltime.moment_past import read_past
from directory.walltime.moments import read_moment

LoopFactory = Callable[[], asyncio.AbstractEventLoop]

log = structlog.get_logger(__name__)
out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

DAY_FORMATS = ["%Y-%m-%d", "%Y%m%d"]
"""A day as ISO 8601 writes it."""


def stop(says: str) -> NoReturn:
    """End with a sentence on standard error and exit code 1."""
    err.print(says)
    raise SystemExit(1)


def stop_at_identity(*written: str, files: Iterable[str] = ()) -> None:
    """Stop, without repeating it, if something that was typed looks like an identity number.

    `files`: the names of files, where a program's time is none.
    """
    today = local(system_clock()).date()
    named = any(find_identity_in_name(name, today=today) for name in files)
    if named or any(find_identity(one, today=today) for one in written):
        stop("Kommandot ser ut att innehålla ett personnummer. Skriv det utan, och döp om filen.")


def say_no_region() -> None:
    """Say in the terminal and in the log that there is nothing to answer from."""
    err.print(NO_REGION)
    log.warning("no region", says=NO_REGION)


def stop_unless_testable(
    queries: Path, faults: Sequence[object], predictions_to: Path | None
) -> None:
    """Stop if the file of questions has faults, or if the predictions would overwrite it."""
    for fault in faults:
        err.print(f"FEL: {fault}")
    if faults:
        stop(f"{len(faults)} fel. Inget har prövats.")
    if predictions_to is not None and predictions_to.exists() and predictions_to.samefile(queries):
        stop("--predictions skulle skriva över frågorna. Ange en annan fil.")


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8; stop if that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        stop(f"{path} går inte att skriva: {error.strerror}.")


def with_app(
    work: Callable[[App], Coroutine[Any, Any, int]],
    settings: Settings,
    *,
    demo: bool = True,
    loop: LoopFactory | None = None,
) -> None:
    """Run the work with a built app; the number it returns is the exit code."""

    async def run() -> int:
        async with build(settings, with_demo=demo) as app:
            if app.imported_demo:
                err.print("Ingen databas fanns: skapade den med demoregionen.")
            return await work(app)

    with asyncio.Runner(loop_factory=loop) as runner:
        code = runner.run(run())
    if code:
        raise SystemExit(code)


def ready_settings(*, makes_database: bool = False, **overrides: Any) -> Settings:
    """The settings, overridden by the command line; configures logging by them.

    `makes_database`: a database that is named and is not there is made.
    """
    settings = all_settings(makes_database=makes_database, **overrides)
    configure_logging(settings.common.log_level)
    return settings


def all_settings(*, makes_database: bool = False, **overrides: Any) -> Settings:
    """The settings in common and those of every platform; raises SettingsError."""
    kinds = [spec.settings for spec in PLATFORMS]
    return load_settings(kinds, makes_database=makes_database, **overrides)


def moment_of(words: str) -> datetime | None:
    """The moment in Swedish words, None if there are none; stops if they cannot be understood."""
    if not words:
        return None
    now = system_clock()
    past, rest = read_past(words, now)
    when, rest = (past.when, rest) if past else read_moment(words, now)
    if when is None or rest:
        stop(f"Tiden ”{words}” går inte att förstå. Skriv till exempel 2026-12-24 08:00.")
    return when.moment
