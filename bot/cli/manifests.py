"""`konsult PLATFORM manifest`: what to paste into a platform to register konsult."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli.base import stop
from bot.platforms.platform import Manifest
from bot.platforms.registry import PLATFORMS


def manifest_groups() -> Iterator[tuple[str, typer.Typer]]:
    """A group of commands, with its name, for each platform that has a manifest."""
    for spec in PLATFORMS:
        if spec.manifest is not None:
            yield spec.name, _group(spec.manifest)


def _group(manifest: Manifest) -> typer.Typer:
    group = typer.Typer(no_args_is_help=True, help=f"{manifest.title}.")

    @group.command("manifest", help=manifest.help)
    def write(
        url: Annotated[str, typer.Option(help=manifest.help_of_address)] = "",
    ) -> None:
        try:
            sys.stdout.write(manifest.text(url))
        except ValueError as fault:
            stop(str(fault))

    return group
