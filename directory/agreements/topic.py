"""The topic of letters about agreements."""

from directory.letters.subscriptions import Topic

AGREEMENT_NEWS = Topic("överenskommelser")
