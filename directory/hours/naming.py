"""Ids of what is decided about hours: letters, as digits could be taken for a patient's."""

from hashlib import sha256


def new_id(*parts: object) -> str:
    """Sixteen letters: the same for the same parts, others for other parts."""
    words = "|".join(map(str, parts))
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(words.encode()).digest()[:16])
