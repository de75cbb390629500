"""All forms of a word have one stem, and other words have another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agreements.stems import stem

FORMS = """
förmaksflimmer förmaksflimret förmaksflimrets
muskel muskler muskeln musklernas
remiss remisser remissen remissens
patient patienter patientens patienterna
operation operera opereras opererad operationer
rehabilitering rehabiliterande rehabilitera
hjärta hjärtat hjärtats
bedömning bedömas bedöms bedömningar
neurolog neurologi neurologen neurologisk
diabetes diabetiker diabetikern diabetisk
kateter katetern katetrar
cancer cancern cancrar
divertikel divertiklar
tablett tabletter tabletten
vaccination vaccinera vaccinationer vaccin vaccinet
smärta smärtor smärtan smärtsam
sår såret sårens såren
infektion infekterad infektioner
inflammation inflammerad inflammatorisk
koloskopi koloskopier koloskopin
läkemedel läkemedlet läkemedlen läkemedels
mottagning mottagningen mottagningar
finger fingrar fingret
ögon öga ögat
öra öron öronen
fysioterapeut fysioterapeuten fysioterapi
lymfkörtel lymfkörtlar
triptan triptaner triptanen
svullnad svullen
klinik kliniken kliniker
mun munnen
"""
APART = "läkare läkning kol kolla lever varicer varicella uretra uretär adrenal adrenalin hundra hund löss lös remiss remittent hypertyreos hypotyreos"


@pytest.mark.parametrize("line", FORMS.strip().splitlines())
def test_the_forms_of_a_word_share_their_stem(line: str) -> None:
    assert len({stem(form) for form in line.split()}) == 1


def test_other_words_do_not() -> None:
    words = APART.split()
    assert len({stem(word) for word in words}) == len(words)


@given(st.text(max_size=30))
def test_any_text_has_a_stem_that_it_begins_with_or_a_listed_one(text: str) -> None:
    assert stem(text) == stem(text)
    assert len(stem(text)) <= max(len(text), 10)
