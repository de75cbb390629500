"""Which pages of a PDF are not read, or not all of them, for a person to look at."""

from collections.abc import Iterator, Sequence

from directory.sources.agreements.pdf_page import ReadPage

_LONGEST = 60


def unread_pages(pages: Sequence[ReadPage]) -> Iterator[tuple[int, str]]:
    """The number of a page and what is not read from there on, in Swedish.

    Pages that are pictures are said together, and a watermark once.
    """
    told = set[str]()
    for number, page in enumerate(pages, 1):
        if page.is_picture and (number == 1 or not pages[number - 2].is_picture):
            yield number, _pictures(number, pages)
        for words in page.askew:
            shown = " ".join(words.split())[:_LONGEST]
            if shown and shown not in told:
                told.add(shown)
                yield number, f"text på tvären på sid {number} (”{shown}”)"


def _pictures(first: int, pages: Sequence[ReadPage]) -> str:
    last = first
    while last < len(pages) and pages[last].is_picture:
        last += 1
    return f"sid {first} är en bild" if first == last else f"sid {first}–{last} är bilder"
