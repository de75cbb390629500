"""Reads documents in a process of its own, as `python -m directory.sources.agreements`.

Standard input is a pickled list of Documents, standard output one pickled AgreementReading for
each, with its length in eight bytes before it. A document may be hostile: the process has little
memory, and its parent ends it when it takes too long.
"""

import pickle
import resource
import sys
from typing import BinaryIO

from directory.sources.agreements.reading import read_agreement
from directory.sources.agreements.result import Document

MEMORY = 2 << 30


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Read the documents of `source` and write one reading each to `target`."""
    documents: list[Document] = pickle.load(source)
    for document in documents:
        written = pickle.dumps(read_agreement(document.content, document.name, document.side))
        target.write(len(written).to_bytes(8, "big") + written)
        target.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not be taken for an answer
    main(sys.stdin.buffer, answers)
