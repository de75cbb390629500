"""The working time of two whole years, and the two nights when the clock is changed."""

from datetime import date

from directory.walltime.days import Calendar, DayKind

SWEDEN = Calendar()
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
RED, EVE, BRIDGE = DayKind.RED_DAY, DayKind.EVE, DayKind.BRIDGE

# Written by hand from almanacs of the two years; every day that has a name is here.
NAMED_DAYS = {
    date(2026, 1, 1): (RED, "Nyårsdagen", False),
    date(2026, 1, 2): (BRIDGE, "Klämdag", True),
    date(2026, 1, 5): (EVE, "Trettondagsafton", True),
    date(2026, 1, 6): (RED, "Trettondedag jul", False),
    date(2026, 4, 2): (EVE, "Skärtorsdagen", True),
    date(2026, 4, 3): (RED, "Långfredagen", False),
    date(2026, 4, 4): (EVE, "Påskafton", False),
    date(2026, 4, 5): (RED, "Påskdagen", False),
    date(2026, 4, 6): (RED, "Annandag påsk", False),
    date(2026, 4, 30): (EVE, "Valborgsmässoafton", True),
    date(2026, 5, 1): (RED, "Första maj", False),
    date(2026, 5, 14): (RED, "Kristi himmelsfärdsdag", False),
    date(2026, 5, 15): (BRIDGE, "Klämdag", True),
    date(2026, 5, 23): (EVE, "Pingstafton", False),
    date(2026, 5, 24): (RED, "Pingstdagen", False),
    date(2026, 6, 6): (RED, "Nationaldagen", False),
    date(2026, 6, 19): (EVE, "Midsommarafton", False),
    date(2026, 6, 20): (RED, "Midsommardagen", False),
    date(2026, 10, 30): (EVE, "Allahelgonsafton", True),
    date(2026, 10, 31): (RED, "Alla helgons dag", False),
    date(2026, 12, 24): (EVE, "Julafton", False),
    date(2026, 12, 25): (RED, "Juldagen", False),
    date(2026, 12, 26): (RED, "Annandag jul", False),
    date(2026, 12, 31): (EVE, "Nyårsafton", False),
    date(2027, 1, 1): (RED, "Nyårsdagen", False),
    date(2027, 1, 5): (EVE, "Trettondagsafton", True),
    date(2027, 1, 6): (RED, "Trettondedag jul", False),
    date(2027, 3, 25): (EVE, "Skärtorsdagen", True),
    date(2027, 3, 26): (RED, "Långfredagen", False),
    date(2027, 3, 27): (EVE, "Påskafton", False),
    date(2027, 3, 28): (RED, "Påskdagen", False),
    date(2027, 3, 29): (RED, "Annandag påsk", False),
    date(2027, 4, 30): (EVE, "Valborgsmässoafton", True),
    date(2027, 5, 1): (RED, "Första maj", False),
    date(2027, 5, 6): (RED, "Kristi himmelsfärdsdag", False),
    date(2027, 5, 7): (BRIDGE, "Klämdag", True),
    date(2027, 5, 15): (EVE, "Pingstafton", False),
    date(2027, 5, 16): (RED, "Pingstdagen", False),
    date(2027, 6, 6): (RED, "Nationaldagen", False),
    date(2027, 6, 25): (EVE, "Midsommarafton", False),
    date(2027, 6, 26): (RED, "Midsommardagen", False),
    date(2027, 11, 5): (EVE, "Allahelgonsafton", True),
    date(2027, 11, 6): (RED, "Alla helgons dag", False),
    date(2027, 12, 24): (EVE, "Julafton", False),
    date(2027, 12, 25): (RED, "Juldagen", False),
    date(2027, 12, 26): (RED, "Annandag jul", False),
    date(2027, 12, 31): (EVE, "Nyårsafton", False),
}
NAMELESS_DAYS = [
    *[(DayKind.WORKDAY, "", True)] * 5,
    (DayKind.SATURDAY, "", False),
    (DayKind.SUNDAY, "", False),
]
