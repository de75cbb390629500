"""Why an offer cannot be answered, in words."""

from bot.commands.passen.case import PassCase
from bot.commands.passen.words import name_of, shift_words
from bot.texts import capitalised
from directory.swaps.accepting import Obstacle, Why
from directory.swaps.offer import Offer, OfferState


def closed_words(offer: Offer, case: PassCase) -> str:
    """What has become of an offer that no longer waits for this answer."""
    taker = capitalised(name_of(offer.accepted_by, case.snapshot))
    if offer.state is OfferState.DONE:
        if case.now >= offer.ends:
            return "Passet har börjat. Bytet kan inte ändras längre."
        return f"{taker} har redan tagit passet. Inget har ändrats nu."
    words = {
        OfferState.ACCEPTED: f"{taker} har tackat ja, och samordnaren ska godkänna.",
        OfferState.DECLINED: "Erbjudandet är avböjt.",
        OfferState.WITHDRAWN: "Erbjudandet är återtaget.",
        OfferState.UNDONE: "Bytet är redan ångrat.",
    }
    if offer.state in words and (offer.state is not OfferState.ACCEPTED or case.now < offer.ends):
        return words[offer.state]
    if case.now >= offer.ends:
        return "Erbjudandet gällde tills passet började, och gäller inte längre."
    return "Erbjudandet väntar fortfarande på svar."


def obstacle_words(obstacle: Obstacle, offer: Offer, case: PassCase) -> str:
    """Why it cannot be carried out. Nothing has been changed."""
    giver = capitalised(name_of(offer.person, case.snapshot))
    taker = "Du" if offer.accepted_by == case.me else name_of(offer.accepted_by, case.snapshot)
    duty = obstacle.duty
    other = ""
    if duty is not None:
        line = duty.line
        other = shift_words(line, duty.hours, case.snapshot, case.now)
    says = {
        Why.GIVER_LACKS: f"{giver} har inte längre hela passet.",
        Why.TAKER_LACKS: f"{capitalised(taker)} har inte längre passet som skulle bytas.",
        Why.SAME_TIME: "Passen går samtidigt i samma roll och kan inte bytas.",
        Why.TAKER_NOT_FREE: f"{capitalised(taker)} har redan ett pass då: {other}.",
        Why.GIVER_NOT_FREE: f"{giver} har redan ett pass då: {other}.",
    }[obstacle.why]
    return f"{says} Inget har ändrats."
