"""The footnotes and endnotes of a Word document."""

from docx.document import Document as Opened
from docx.oxml.parser import parse_xml

from directory.sources.agreements.docx_text import W, paragraph_text
from directory.sources.agreements.prose import prose

_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_RULES = ("separator", "continuationSeparator", "continuationNotice")


def read_notes(opened: Opened) -> dict[str, str]:
    """The text of each note by name, such as ”footnote 2”; separators are left out."""
    notes: dict[str, str] = {}
    for relation in opened.part.rels.values():
        kind = _PARTS.get(relation.reltype.rpartition("/")[2])
        if kind and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).findall(f"{W}{kind}"):
                if note.get(f"{W}type") not in _RULES:
                    words = "\n".join(map(paragraph_text, note.iter(f"{W}p")))
                    notes[f"{kind} {note.get(f'{W}id')}"] = prose(words)
    return notes
