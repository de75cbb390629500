"""Whether a card can be posted to Slack on all its pages, and loses no number on the way."""

from collections.abc import Iterator, Sequence

from bot.cards import Card, Contact, More, Part, Phones, Press, Schedule, Step, Table
from bot.platforms.slack.drawing.blocks import home, message, view
from bot.platforms.slack.drawing.modal_state import errors_of, pack_metadata, press_of
from bot.platforms.slack.drawing.press_codec import read_value
from bot.platforms.terminal.render import card_text
from directory.region import Region
from tests.bot.platforms.slack.limits import check_message, check_view
from tests.bot.platforms.slack.mrkdwn import buttons_of, check_harmless, labels_of, texts_of
from tests.chat import Chat, User


def contacts_of(parts: Sequence[Part]) -> Iterator[Contact]:
    for part in parts:
        match part:
            case Step() | Phones():
                yield from part.contacts
            case Schedule():
                yield from (line.contact for line in part.lines if line.contact)
            case Table():
                yield from (row.contact for row in part.rows if row.contact)
                entries = (entry for row in part.rows for cell in row.cells for entry in cell)
                yield from (entry.contact for entry in entries if entry.contact)
            case More():
                yield from contacts_of(part.parts)
            case _:
                pass


def users_of(chat: Chat, region: Region) -> list[User]:
    """Somebody without a row, and those with the most different rights."""
    rights = {person.access: person.id for person in region.people}
    return [chat.user(), *(chat.user(person_id) for person_id in rights.values())]


def check_card(press: Press, card: Card) -> None:
    fallback = card_text(card)
    pages = [message(card, fallback, origin=press)]
    while len(pages) == 1 or "Visa mer (sida" in "".join(labels_of(pages[-1].blocks)):
        pages.append(message(card, fallback, origin=press, unfolded=True, page=len(pages) - 1))
    for shown in pages:
        check_message(shown)
        for block in shown.blocks:
            if block["type"] == "section":
                check_harmless(block["text"]["text"])
        assert all(read_value(button["value"]) for button in buttons_of(shown.blocks))
    opened = "\n".join(text for page in pages[1:] for text in texts_of(page.blocks))
    assert all(contact.text in opened for contact in contacts_of(card.parts))
    if not pages[0].text.endswith("…"):
        assert all(contact.text in pages[0].text for contact in contacts_of(card.parts))
    check_form(card)
    check_view(home(card))


def check_form(card: Card) -> None:
    metadata = pack_metadata(card.form.press, "C012 1700000000.000100") if card.form else ""
    shown = view(card, private_metadata=metadata)
    check_view(shown)
    if card.form is not None:
        assert press_of(metadata) == (card.form.press, "C012 1700000000.000100")
        ids = {block["block_id"] for block in shown["blocks"] if block["type"] == "input"}
        assert errors_of(card.form).keys() <= ids
