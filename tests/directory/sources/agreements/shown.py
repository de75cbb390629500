"""A reading as lines that a test can hold against what a person would read."""

from directory.agreements.document import Agreement, Block, BlockKind
from directory.sources.agreements.reading import AgreementReading, read_agreement


def read(text: str, name: str = "avtal.md", side: str | None = None) -> AgreementReading:
    return read_agreement(text.encode(), name, side.encode() if side is not None else None)


def agreement(reading: AgreementReading) -> Agreement:
    """What was read; no number, comparison or negation of the file is missing in it."""
    assert reading.agreement is not None, reading.faults
    assert not [part.what for part in reading.unread if part.what.startswith("”")]
    return reading.agreement


def shown(agreement: Agreement) -> list[str]:
    """Headings with what they stand under, then each block: ”* punkt < ledord”, ”| rad”."""
    found = []
    for section in agreement.sections:
        found.append("# " + " > ".join((*section.path, section.heading)))
        found += [_block(block) for block in section.blocks]
    return found


def _block(block: Block) -> str:
    lead = f" < {block.lead}" if block.lead else ""
    match block.kind:
        case BlockKind.PARAGRAPH:
            return block.text
        case BlockKind.ITEM:
            return f"{'  ' * block.level}* {block.text}{lead}"
        case BlockKind.ROW:
            return f"| {block.text}{lead}"
