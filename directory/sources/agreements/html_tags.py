"""The HTML elements by how they are read."""


def _tags(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEVER_NESTED = _tags(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th"
    " thead tr track wbr html body head"
)
BLOCKS = _tags(
    "address article blockquote body center dd details div dl dt fieldset figure form h1 h2 h3 h4"
    " h5 h6 header hr html li main ol p pre section summary table tbody td th tr ul"
)
LEFT_OUT = _tags(
    "-comment aside button canvas del dialog embed footer head iframe img input link math meta nav"
    " noscript object s script select strike style svg template textarea title video"
)
LINES = _tags("br p div li tr h1 h2 h3 h4 h5 h6 dt dd section")
NOT_TEXT = {
    "img": "en bild",
    "svg": "en bild",
    "canvas": "ett diagram",
    "math": "en ekvation",
    "iframe": "ett inbäddat dokument",
    "object": "ett inbäddat dokument",
    "embed": "ett inbäddat dokument",
    "video": "en film",
}
"""What is seen of these is no text, in Swedish."""
