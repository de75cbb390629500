"""The command `konsult`."""

import gc


def main() -> None:
    """Load the command line and run it.

    Nothing that is loaded goes away again, so no garbage is looked for meanwhile: that was a fifth
    of the start.
    """
    gc.disable()
    from bot.cli.commands import run  # noqa: PLC0415  # with the collector at rest (adr/0023)

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
