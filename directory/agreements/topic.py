"""What letters about agreements are about, and what is followed of a document."""

from directory.letters.subscriptions import Topic

AGREEMENT_NEWS = Topic("överenskommelser")
