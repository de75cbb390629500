"""How an hour is called, in answers and letters."""

from directory.hours.offered import ConsultationHour
from directory.snapshot import Snapshot


def holder_words(hour: ConsultationHour, snapshot: Snapshot) -> str:
    """Who holds it; empty where the name may not be shown."""
    holder = snapshot.people.get(hour.specialist)
    return holder.shown_as("") if holder else ""


def hour_words(hour: ConsultationHour, snapshot: Snapshot) -> str:
    """”Geriatrik Granvik, video”: the service and how the two meet."""
    service = snapshot.title(hour.service) if hour.service in snapshot.services else "Konsulttid"
    return f"{service}, {hour.channel}"
