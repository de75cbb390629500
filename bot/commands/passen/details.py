"""One shift, with all that can be done about it."""

from bot.cards import Actions, Button, Card, Heading, Text
from bot.commands.passen.case import PassCase, back, press
from bot.commands.passen.piece import Piece
from bot.commands.passen.words import full_name, line_title, span_words
from bot.questions.request import Reply


def details(piece: Piece, case: PassCase) -> Reply:
    """The shift of the button: whose it is, and every button for it."""
    data, buttons = piece.data(), []
    if piece.person:
        buttons = [
            Button("Erbjud", press("erbjud", data), primary=True),
            Button("Upptagen", press("upptagen", data)),
            Button("Lämna utan ersättare", press("lämna", data)),
        ]
    if case.for_others:
        taken = {key: data[key] for key in ("service", "role", "start", "end")}
        buttons.append(
            Button("Låt någon ta över", press("ta", {**taken, "ändra": "ja", "för": "ja"}))
        )
    heading = Heading(line_title(piece.line, case.snapshot), span_words(piece.hours, case.now))
    return Reply(
        Card(
            (
                heading,
                Text(full_name(piece.person, case.snapshot), "Har passet"),
                Actions((*buttons, back("Tillbaka"))),
            )
        )
    )
