"""`konsult outbox` and `konsult outbox resend`: what is not well, and sending it again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import err, out, ready_settings, stop, stop_at_identity, with_app
from directory.letters.outbox import DeliveryState
from directory.letters.tending import Ailing, Chosen, NotResent
from directory.sources.faults import did_you_mean
from directory.walltime.said import dated_words

MOST = 100

outbox_cli = typer.Typer(
    invoke_without_command=True, help="Breven som konsult skickar: hur det går, och igen."
)

_COUNTED = {
    DeliveryState.WAITING: "väntar på sin tid",
    DeliveryState.SENDING: "skickas",
    DeliveryState.SENT: "skickade",
    DeliveryState.UNREACHABLE: "gick inte att nå",
    DeliveryState.DIGESTED: "samlade i ett annat brev",
    DeliveryState.UNSURE: "osäkra",
    DeliveryState.EXPIRED: "för sena",
    DeliveryState.MOOT: "gällde inte längre",
}
_STATES = {
    "väntar": DeliveryState.WAITING,
    "osäker": DeliveryState.UNSURE,
    "nåddes-inte": DeliveryState.UNREACHABLE,
    "för-sent": DeliveryState.EXPIRED,
    "skickat": DeliveryState.SENT,
}
_HEADINGS = {
    DeliveryState.WAITING: "Försöks igen",
    DeliveryState.UNSURE: "Osäkra: ingen vet om de kom fram. Skicka igen, eller låt dem vara",
    DeliveryState.UNREACHABLE: "Gick inte att nå. Rätta felet och skicka igen",
    DeliveryState.EXPIRED: "För sena: ingen nytta längre, inget att göra",
}
_WHY_NOT = {
    NotResent.UNKNOWN: "finns inte",
    NotResent.SENDING: "skickas just nu",
    NotResent.SENT: "redan skickat; skriv --again för att skicka det en gång till",
    NotResent.DIGESTED: "ingår i ett annat brev",
    NotResent.FOR_DIGEST: "väntar på mottagarens sammanfattning",
    NotResent.MOOT: "det som står i brevet gäller inte längre",
    NotResent.TOO_LATE: "för sent, brevet är inte till nytta längre",
}

_Recipient = Annotated[str, typer.Option(help="Bara brev till den här personen eller kontot.")]
_Channel = Annotated[str, typer.Option(help="Bara brev som senast försökts här: slack, email.")]
_State = Annotated[str, typer.Option(help=f"Bara brev som är: {', '.join(_STATES)}.")]


@outbox_cli.callback()
def outbox(
    context: typer.Context, recipient: _Recipient = "", channel: _Channel = "", state: _State = ""
) -> None:
    """Visa hur många brev det finns, och vilka som inte har kommit fram."""
    if context.invoked_subcommand is not None:
        return
    chosen = _chosen((), recipient, channel, state)
    settings = ready_settings()

    async def work(app: App) -> int:
        counts = await app.outbox.counts()
        for one in DeliveryState:
            out.print(f"{counts.get(one, 0):>7}  {_COUNTED[one]}")
        _list(await app.tending.ailing(chosen, most=MOST + 1))
        if counts.get(DeliveryState.UNREACHABLE):
            err.print("De som inte gick att nå har sina brev i inkorgen i webbchatten.")
        return 0

    with_app(work, settings)


def _list(ailing: Sequence[Ailing]) -> None:
    """In groups by state and channel. What a letter says is not shown."""
    for (state, channel), some in groupby(ailing[:MOST], lambda one: (one.state, one.channel)):
        out.print(f"\n{_HEADINGS[state]} ({channel or 'ingen kanal prövad'}):")
        for one in some:
            out.print(f"  {_line(one)}")
    if len(ailing) > MOST:
        out.print(f"Fler än {MOST}. Välj med --recipient, --channel eller --state.")
    if ailing:
        out.print(
            "\nSkicka igen: konsult outbox resend med id, --recipient, --channel eller --state."
        )


def _line(one: Ailing) -> str:
    now = system_clock()
    told = [one.id, one.recipient, one.topic, one.error, f"skrivet {dated_words(one.made, now)}"]
    if one.state is DeliveryState.WAITING:
        told.append(f"nästa försök {dated_words(one.due, now)}")
    if one.ends and one.state is not DeliveryState.EXPIRED:
        told.append(f"till nytta till {dated_words(one.ends, now)}")
    return "  ".join(told)


@outbox_cli.command("resend")
def resend(
    ids: Annotated[list[str] | None, typer.Argument(help="Brevens id, ur konsult outbox.")] = None,
    recipient: _Recipient = "",
    channel: _Channel = "",
    state: _State = "",
    again: Annotated[bool, typer.Option("--again", help="Också det som redan är skickat.")] = False,
) -> None:
    """Skicka brev igen, genast och på alla vägar från början."""
    chosen = _chosen(tuple(ids or ()), recipient, channel, state)
    if chosen.is_everything:
        stop("Ange vilka brev: deras id, eller --recipient, --channel eller --state.")
    if chosen.state is DeliveryState.SENT and not (chosen.ids or chosen.recipient):
        stop("Skickade brev skickas bara igen med sina id eller med --recipient.")
    settings = ready_settings()

    async def work(app: App) -> int:
        resent = await app.tending.resend(chosen, system_clock(), again=again)
        _tell_refused(resent.refused, each=bool(chosen.ids))
        if not (resent.ids or resent.refused):
            stop("Inga brev att skicka igen. konsult outbox visar vilka som inte har kommit fram.")
        out.print(f"Skickas igen: {len(resent.ids)}.")
        return 0 if resent.ids else 1

    with_app(work, settings, demo=False)


def _tell_refused(refused: Mapping[str, NotResent], *, each: bool) -> None:
    """Each by its id where they have been named; else how many for each reason."""
    if each:
        for id_, why in sorted(refused.items()):
            err.print(f"Skickas inte: {id_}: {_WHY_NOT[why]}.")
        return
    for why, count in sorted(Counter(refused.values()).items()):
        err.print(f"Skickas inte: {count}: {_WHY_NOT[why]}.")


def _chosen(ids: tuple[str, ...], recipient: str, channel: str, state: str) -> Chosen:
    stop_at_identity(*ids, recipient, channel, state)
    known = {one.value: one for one in _STATES.values()} | _STATES
    if state and state not in known:
        hint = did_you_mean(state, list(known))
        stop(f"”{state}” är inget läge.{hint} Det finns: {', '.join(_STATES)}.")
    return Chosen(ids=ids, recipient=recipient, channel=channel, state=known.get(state))
