"""A document with something that is not read waits until somebody has looked at it there."""

from bot.agreements.answers import DocumentAnswers
from bot.agreements.uploads import LOOKED_AT, NO_PERSON
from tests.stories.agreement_files import FIRST, HEAD
from tests.stories.agreement_uploading import file, uploading

PICTURE = "\n![flöde](x.png)\n"
LOOKED = {0: DocumentAnswers(looked_at=True)}


async def test_it_waits_until_somebody_says_that_they_have_looked() -> None:
    karin = await uploading()
    upload = await karin.sends(file(HEAD + FIRST + PICTURE))
    assert not upload.may_publish
    refused = await karin.publishes(upload)
    assert not refused.published and karin.documents == []
    assert "kryssa i att det är gjort" in refused.files[0].errors[LOOKED_AT]
    allowed = await karin.looks(upload, LOOKED)
    assert (await karin.publishes(allowed, LOOKED)).published
    assert karin.documents == ["hjartsvikt"]


async def test_a_new_version_asks_again_and_the_same_one_does_not() -> None:
    karin = await uploading()
    first = await karin.looks(await karin.sends(file(HEAD + FIRST + PICTURE)), LOOKED)
    await karin.publishes(first, LOOKED)
    assert not (await karin.sends(file(HEAD + FIRST + PICTURE))).files[0].waits
    assert not (await karin.sends(file(HEAD + FIRST + "Text till." + PICTURE))).may_publish
    assert (await karin.sends(file(HEAD + FIRST + "Text till."))).may_publish


async def test_to_have_looked_does_not_say_that_a_number_is_nobodys() -> None:
    karin = await uploading()
    upload = await karin.sends(file(f"{HEAD}{FIRST}Gäller 121212-1212.\n{PICTURE}"))
    refused = await karin.publishes(await karin.looks(upload, LOOKED), LOOKED)
    assert not refused.published and set(refused.files[0].errors) == {NO_PERSON}
