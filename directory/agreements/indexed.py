"""The agreements in force, with their index built."""

from collections.abc import Iterable

from directory.agreements.in_force import Agreements
from directory.agreements.index import AgreementIndex
from directory.agreements.synonyms import SynonymGroup, medical_synonyms
from directory.agreements.version import AgreementVersion


def indexed(
    versions: Iterable[AgreementVersion],
    own: Iterable[SynonymGroup] = (),
    unsearched: frozenset[str] = frozenset(),
) -> Agreements:
    """The current versions, by document, with their index; `own` are a region's synonyms.

    Call it in a thread: the index takes seconds.
    """
    current = {version.document: version for version in versions if version.current}
    ordered = [current[document] for document in sorted(current)]
    synonyms = medical_synonyms().extended(own)
    searched = [one.agreement for one in ordered if one.document not in unsearched]
    index = AgreementIndex.build(searched, synonyms)
    return Agreements({version.document: version for version in ordered}, index, unsearched)
