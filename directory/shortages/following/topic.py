"""The topic of shortages: kept with what people follow, and with their letters."""

from directory.letters.subscriptions import Topic

SHORTAGE_NEWS = Topic("restnoteringar")
