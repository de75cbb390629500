"""Finds medicines by what is typed: name, substance, ATC code, number, strength, and misspelt.

Only those that the authority's file names can be found. Held by every process; the rows themselves
are read by queries.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.names.normalise import fold, words
from directory.names.spelling import Spelling
from directory.shortages.meaning import MeantMedicines, substance_names
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.medicine_name import MedicineName
from directory.shortages.medicine_words import (
    ELEMENTS,
    brand_words,
    form_words,
    numbers,
    spelling_key,
    substance_words,
    synonyms,
    variant_words,
    without_form,
    word_key,
)

_MOST_MEANT = 500
COMPANY_OF = 6
"""A word in the names of products of so many codes is a company's, or says nothing."""
_ATC = re.compile(r"[a-z]\d\d(?:[a-z](?:[a-z](?:\d\d)?)?)?", re.ASCII)
_SHORTEST = 3
_LONGEST_PHRASE = 3
_OF_QUESTIONS = """
restnoterad restnoterat restnoterade restnotering rest slut finns finnas brist saknas när kommer
tillbaka åter vad kan ges istället i stället för på av med och eller till den det som är har om hos
patient patienten ersättning ersätta alternativ preparat läkemedel medicin apotek apoteket the in
kombinationer kombination övriga övrig medel inkl exkl vid bruk normalt von se samt
andra samtliga typ hela något någon vilka
vilken dos mot depot retard
"""
_SHORTEST_PART, _SHORTEST_UNREAD = 4, 6
_METALS = frozenset(map(word_key, ELEMENTS))
_WORTHLESS = frozenset(map(word_key, _OF_QUESTIONS.split()))
"""Words of questions, and of the names of groups, that name no medicine."""


@dataclass(frozen=True, slots=True)
class SubstanceFound:
    """An ATC code with its name, and the products of it that are meant: all of them where nothing
    narrower was typed. `products`: NPL ids. A product without a code stands alone."""

    atc: str
    name: str
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicinesFound:
    """What is meant, best first; nothing where nothing is.

    `packs`: the NPL pack ids, where a pack's own number was typed. `corrected`: words that were
    taken for others, as typed and as written: to be said. `is_guessed`: whether one of those has
    other letters, and not only one letter too many or too few of two alike. `unread`: words that
    may name a medicine, and that nothing was found for, while others were. `is_strength_known`:
    False where a number was typed that no product found has in its name.
    """

    substances: tuple[SubstanceFound, ...] = ()
    packs: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    is_guessed: bool = False
    unread: tuple[str, ...] = ()
    is_strength_known: bool = True


NOTHING_FOUND = MedicinesFound()


@dataclass(slots=True)
class _Matched:
    """The products that the words of a question name, each with how well."""

    scores: dict[int, float] = field(default_factory=dict)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    is_guessed: bool = False


class MedicineIndex:
    """The words and numbers of medicines for people. Never raises on any text."""

    def __init__(self, names: Iterable[MedicineName] = ()) -> None:
        self._names = [name for name in names if not name.product.is_veterinary]
        self._substances: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._brands: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._forms: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._numbered: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._packs: dict[str, str] = {}
        self._meant: dict[MeantMedicines, tuple[str, ...]] = {}
        self._written: dict[str, str] = {}
        self._spelt: defaultdict[str, set[str]] = defaultdict(set)
        self._strengths = [numbers(name.product.name) for name in self._names]
        self._called = [
            [word_key(word) for word in words(name.product.atc_name)] for name in self._names
        ]
        self._whole = grouped(
            range(len(self._names)), lambda n: _spaced(self._names[n].product.name)
        )
        self._synonyms = synonyms()
        for number, name in enumerate(self._names):
            self._add(number, name)
            substance_names(name.product)  # worked out where nobody waits for it
        self._leave_out_forms()
        self._leave_out_companies()
        self._spelling = Spelling({**self._brands, **self._substances})
        self._parts = {fold(self._written[key]): key for key in self._written if self._is_name(key)}
        self._others = {key for phrase in self._synonyms for key in phrase}
        self._of_code = grouped(range(len(self._names)), lambda n: self._names[n].product.atc)
        self._codes = sorted(code for code in self._of_code if code)

    def __len__(self) -> int:
        return len(self._names)

    def product_names(self, products: Collection[str]) -> Sequence[str]:
        """What these products are called, by their NPL ids; those that are not known are left
        out."""
        return [product.name for product in self.products(products)]

    def products(self, npl_ids: Iterable[str]) -> list[MedicinalProduct]:
        """Those of these NPL ids that are known, in their order."""
        numbered = ((id_, self._numbered.get(id_.casefold(), ())) for id_ in npl_ids)
        found = (self._names[number].product for _, numbers in numbered for number in numbers)
        return list(dict.fromkeys(found))

    def meant(self, medicines: MeantMedicines) -> tuple[str, ...]:
        """The NPL ids of all products that are meant, in their order. Remembered, since many
        follow the same."""
        found = self._meant.get(medicines)
        if found is None:
            if len(self._meant) >= _MOST_MEANT:
                self._meant.clear()
            every = (name.product for name in self._names)
            found = tuple(one.npl_id for one in every if medicines.mean(one))
            self._meant[medicines] = found
        return found

    def _add(self, number: int, name: MedicineName) -> None:
        product = name.product
        for index, of_product in (
            (self._substances, substance_words(product)),
            (self._brands, brand_words(product)),
            (self._forms, chain(form_words(product), variant_words(product))),
        ):
            for word in of_product:
                key = word_key(word)
                if len(key) >= _SHORTEST and key not in _WORTHLESS and not key.isdigit():
                    index[key][number] = None
                    self._written.setdefault(key, word)
                    self._spelt[key].add(spelling_key(word))
        for written in (product.npl_id, *name.packs, *name.article_numbers):
            self._numbered[written.casefold()][number] = None
        self._packs |= {pack.casefold(): pack for pack in name.packs}

    def _leave_out_forms(self) -> None:
        """A word that is oftener of a form than of a name is of a form: ”lösning”."""
        for index in (self._brands, self._substances):
            for key in [key for key in index if len(self._forms.get(key, ())) > len(index[key])]:
                del index[key]

    def _leave_out_companies(self) -> None:
        """A word in the names of many different medicines tells nothing of any of them."""
        for key, found in list(self._brands.items()):
            codes = {self._names[number].product.atc for number in found}
            if len(codes) > COMPANY_OF and key not in self._substances:
                self._forms[key] |= self._brands.pop(key)

    def find(self, text: str) -> MedicinesFound:
        """What is meant by the text; reads 300 characters and 40 words at most."""
        by_number = self._by_number(text)
        if by_number is not None:
            return by_number
        tokens = list(self._apart(words(text)))
        if codes := self._by_code(tokens):
            return self._of_codes(codes, text, tokens)
        matched = self._matched(tokens)
        if not matched.scores:
            return NOTHING_FOUND
        narrowed, is_known = self._narrowed(text, tokens, matched.scores)
        return MedicinesFound(
            substances=tuple(self._grouped(narrowed)),
            corrected=tuple(matched.corrected),
            is_guessed=matched.is_guessed,
            unread=() if matched.is_guessed else tuple(self._unread(tokens)),
            is_strength_known=is_known,
        )

    def _apart(self, tokens: Iterable[str]) -> Iterator[str]:
        """The words, with ”estradiolplåster” as the medicine and its form, ”influensavaccin” as the
        two words that it is made of, and ”epi pen” as the one that it is."""
        waiting = list(tokens)
        while waiting:
            token = waiting.pop(0)
            if waiting and self._is_one(token, waiting[0]):
                yield token + waiting.pop(0)
            elif self._is_known(token):
                yield token
            else:
                yield from self._divided(token)

    def _is_known(self, token: str) -> bool:
        key = word_key(token)
        return key in _WORTHLESS or key in self._forms or self._is_name(key)

    def _is_one(self, token: str, following: str) -> bool:
        """Whether two words that name nothing are one that does."""
        is_whole = token + following in self._parts
        return is_whole and not any(self._is_name(word_key(one)) for one in (token, following))

    def _divided(self, token: str) -> Sequence[str]:
        name, form = without_form(token)
        if form and self._is_name(word_key(name)):
            return name, form
        plain = fold(token)
        for at in range(_SHORTEST_PART, len(plain) - _SHORTEST_PART + 1):
            first, last = self._parts.get(plain[:at]), self._parts.get(plain[at:])
            if first and last and self._named([first]).keys() & self._named([last]).keys():
                return token[:at], token[at:]
        return (token,)

    def _by_number(self, text: str) -> MedicinesFound | None:
        """The product or pack whose own number, or whole name, was typed, and nothing else."""
        written = "".join(text.split()).casefold()
        found = self._numbered.get(written) or self._whole.get(_spaced(text))
        if not found:
            return None
        packs = (self._packs[written],) if written in self._packs else ()
        scores = dict.fromkeys(found, 1.0)
        return MedicinesFound(substances=tuple(self._grouped(scores)), packs=packs)

    def _by_code(self, tokens: Sequence[str]) -> Sequence[str]:
        """The codes that begin as the ATC codes that were typed."""
        typed = tuple(token.upper() for token in _joined_codes(tokens) if _ATC.fullmatch(token))
        return [code for code in self._codes if typed and code.startswith(typed)]

    def _of_codes(self, codes: Sequence[str], text: str, tokens: Sequence[str]) -> MedicinesFound:
        """In the order of the codes; only the strength and form that were typed beside them."""
        scores = {number: 1.0 for code in codes for number in self._of_code[code]}
        narrowed, is_known = self._narrowed(text, tokens, scores)
        found = sorted(self._grouped(narrowed), key=lambda one: one.atc)
        return MedicinesFound(substances=tuple(found), is_strength_known=is_known)

    def _matched(self, tokens: Sequence[str]) -> _Matched:
        """The products that most of the words name; where none is known, those that lie near."""
        keys = [word_key(token) for token in tokens]
        found = list(self._found(keys))
        matched = _Matched(corrected=list(self._slips(tokens, keys)))
        if not found:
            found = list(self._misspelt(tokens, keys, matched))
        if not found:
            return matched
        count: dict[int, int] = defaultdict(int)
        for hits in found:
            for number, worth in hits.items():
                count[number] += 1
                matched.scores[number] = matched.scores.get(number, 0.0) + worth
        most = max(count.values())
        matched.scores = {n: worth for n, worth in matched.scores.items() if count[n] == most}
        return matched

    def _found(self, keys: Sequence[str]) -> Iterator[Mapping[int, float]]:
        """The products of each phrase; a metal beside something else only tells those apart."""
        found = [(phrase, hits) for phrase in self._phrases(keys) if (hits := self._named(phrase))]
        others = {n for phrase, hits in found if not _METALS.issuperset(phrase) for n in hits}
        for phrase, hits in found:
            if others and _METALS.issuperset(phrase):
                yield {number: worth for number, worth in hits.items() if number in others}
            else:
                yield hits

    def _slips(self, tokens: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The words with a letter twice or once where the names have it the other way."""
        for token, key in zip(tokens, keys, strict=True):
            is_other = self._is_name(key) and spelling_key(token) not in self._spelt[key]
            if is_other and not any(map(str.isdigit, key)):
                yield token, self._written[key]

    def _unread(self, tokens: Iterable[str]) -> Iterator[str]:
        """Words that are neither a name, nor of a form or a question, and might be a medicine."""
        for token in tokens:
            is_word = token.isalpha() and len(token) >= _SHORTEST_UNREAD
            if is_word and not self._is_known(token) and word_key(token) not in self._others:
                yield token

    def _phrases(self, keys: Sequence[str]) -> Iterator[Sequence[str]]:
        """The words that may name something, other names of substances as what they mean."""
        at = 0
        while at < len(keys):
            for length in range(min(_LONGEST_PHRASE, len(keys) - at), 0, -1):
                meant = self._synonyms.get(tuple(keys[at : at + length]))
                if meant is not None:
                    yield meant
                    at += length
                    break
            else:
                if keys[at] not in _WORTHLESS:
                    yield (keys[at],)
                at += 1

    def _named(self, keys: Collection[str]) -> Mapping[int, float]:
        """The products that one of these words names: a substance alone before a combination, and a
        product by its brand first."""
        hits: dict[int, float] = {}
        for key in keys:
            for number in self._substances.get(key, ()):
                hits[number] = max(hits.get(number, 0.0), self._worth(key, number))
            for number in self._brands.get(key, ()):
                hits.setdefault(number, 1.0)
        return hits

    def _is_name(self, key: str) -> bool:
        return key in self._substances or key in self._brands

    def _worth(self, key: str, number: int) -> float:
        is_alone = len(self._names[number].product.substances) == 1
        return 1.0 if self._called[number] == [key] else 0.8 if is_alone else 0.6

    def _misspelt(
        self, tokens: Sequence[str], keys: Sequence[str], matched: _Matched
    ) -> Iterator[Mapping[int, float]]:
        for token, key in zip(tokens, keys, strict=True):
            if key in _WORTHLESS or key in self._forms or any(map(str.isdigit, key)):
                continue
            if (key,) in self._synonyms:  # the name of another medicine, which is not in the file
                continue
            near = self._spelling.near(key, _errors_allowed(len(key)))
            fewest = [word for word, errors in near if errors == near[0][1]]
            matched.corrected += [(token, self._written[word]) for word in fewest]
            if fewest:
                matched.is_guessed = True
                yield self._named(fewest)

    def _narrowed(
        self, text: str, tokens: Sequence[str], scores: Mapping[int, float]
    ) -> tuple[Mapping[int, float], bool]:
        """Only those of the strength, form or company that was typed, where there are any."""
        left = dict(scores)
        for token in tokens:
            key = word_key(token)
            is_name = self._is_name(key) or (key,) in self._synonyms
            of_form = () if is_name else self._of_form(key)
            left = {number: worth for number, worth in left.items() if number in of_form} or left
        typed = numbers(text)
        of_strength = {n: worth for n, worth in left.items() if typed <= self._strengths[n]}
        return (of_strength or left), bool(of_strength) or not typed

    def _of_form(self, key: str) -> Collection[int]:
        """Those of a form, or of one that is written with it: a ”depottablett” is a ”tablett”."""
        if len(key) < _SHORTEST or key in _WORTHLESS:
            return ()
        alike = (found for form, found in self._forms.items() if form.endswith(key))
        return {number for found in alike for number in found}

    def _grouped(self, scores: Mapping[int, float]) -> Iterator[SubstanceFound]:
        """By ATC code, the best first, then the one with most products."""
        groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number in sorted(scores):
            product = self._names[number].product
            groups[product.atc, "" if product.atc else product.npl_id].append(number)

        def rank(item: tuple[tuple[str, str], list[int]]) -> tuple[float, int, tuple[str, str]]:
            group, found = item
            return -max(scores[number] for number in found), -len(found), group

        for (atc, _), found in sorted(groups.items(), key=rank):
            first = self._names[found[0]].product
            ids = tuple(self._names[number].product.npl_id for number in found)
            yield SubstanceFound(atc, first.atc_name or first.name, ids)


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


def _joined_codes(tokens: Sequence[str]) -> Iterator[str]:
    """The words, with a code that was written in two as one: ”G03 CA03”."""
    at = 0
    while at < len(tokens):
        pair = "".join(tokens[at : at + 2])
        is_code = at + 1 < len(tokens) and _ATC.fullmatch(pair) and _ATC.fullmatch(tokens[at])
        yield pair if is_code else tokens[at]
        at += 2 if is_code else 1


def _errors_allowed(length: int) -> int:
    """Fewer than for other words: two medicines may differ in two letters (prednison,
    prednisolon)."""
    if length < 5:  # too short to tell
        return 0
    return 1 if length < 10 else 2  # long names of substances
