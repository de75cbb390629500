"""The kind of a document by its title or number, and an id for it."""

import re

from directory.agreements.document import AgreementKind

_SIGNS = (
    (AgreementKind.CANCER_PATHWAY, r"\bsvf\b|standardiser(?:at|ade) vårdförlopp"),
    (AgreementKind.HOK, r"\bhök\b|\bhok\b|handläggningsöverenskommelse"),
    (AgreementKind.RMR, r"\brmr\b|regional[at]? medicinsk[at]? riktlinje"),
    (AgreementKind.PHYSICIANS_IN_MUNICIPAL_CARE, r"läkarmedverkan"),
    (AgreementKind.RESPONSIBILITY, r"ansvarsdokument|ansvarsfördelning"),
    (AgreementKind.CARE_PATHWAY, r"behandlingslinje|vårdlinje|vårdprocess"),
)
_SWEDISH_LETTERS = str.maketrans("åäöéü", "aaoeu")
_OTHER = re.compile("[^a-z0-9]+")
_ENDING = re.compile(r"\.[A-Za-z]{2,8}$")


def kind_of(title: str, number: str = "") -> AgreementKind:
    """The kind that a title or a number names, else OTHER."""
    words = f"{title} {number}".casefold()
    return next((kind for kind, sign in _SIGNS if re.search(sign, words)), AgreementKind.OTHER)


def slug(text: str) -> str:
    """An id made of the words: ”HÖK Ögon 2.md” is ”hok-ogon-2-md”; empty where none are left."""
    return _OTHER.sub("-", text.casefold().translate(_SWEDISH_LETTERS)).strip("-")[:64].strip("-")


def stem(name: str) -> str:
    """A file name without folders and ending."""
    return _ENDING.sub("", name.replace("\\", "/").rpartition("/")[2])
