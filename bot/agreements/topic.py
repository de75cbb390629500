"""The topic of new versions of a document."""

from datetime import date

from bot.access import Asker
from bot.letters.followable import Followable, Meant, Search, Watchable
from directory.agreements.kept import AGREEMENTS as AGREEMENTS_PART
from directory.agreements.kept import in_force
from directory.agreements.topic import AGREEMENT_NEWS
from directory.names.normalise import plain
from directory.snapshot import Snapshot


def _is_for(document: str, who: Asker, snapshot: Snapshot) -> bool:
    return document in in_force(snapshot)


def _title(document: str, snapshot: Snapshot) -> str:
    """With the document's title; with its id until the agreements are indexed."""
    if snapshot.of(AGREEMENTS_PART) is None:
        return f"Överenskommelse: {document}"
    version = in_force(snapshot).get(document)
    title = version.agreement.head.title if version else f"{document} (finns inte längre)"
    return f"Överenskommelse: {title}"


def _meant(words: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """The agreements that the words may mean: by title or number, else what a search finds."""
    agreements, typed = snapshot.of(AGREEMENTS_PART), plain(words.strip())
    if agreements is None or not typed:
        return Meant(())
    heads = [version.agreement.head for version in agreements.versions.values()]
    named = [head for head in heads if typed in map(plain, (head.title, head.number, head.id))]
    named = named or [head for head in heads if typed in plain(f"{head.number} {head.title}")]
    if named:
        return Meant(tuple(Watchable(AGREEMENTS, head.id) for head in named))
    hits = agreements.index.search(words, today=today).hits
    documents = dict.fromkeys(hit.agreement.head.id for hit in hits)
    return Meant(tuple(Watchable(AGREEMENTS, document) for document in documents), sure=False)


AGREEMENTS = Followable(
    topic=AGREEMENT_NEWS,
    is_for=_is_for,
    title=_title,
    search=Search(
        leads=("avtal", "avtalet", "överenskommelse", "överenskommelser"),
        meant=_meant,
        asks="Skriv vilken, till exempel ”avtal hypertoni”.",
        nothing="Jag hittar ingen överenskommelse för {}.",
        command="avtal",
    ),
    example="”/bevaka avtal hypertoni” för en överenskommelse",
)
