"""What is said where a patient's identity has been found; `directory/identities` finds it."""

REFUSAL = (
    "Meddelandet ser ut att innehålla ett personnummer och har inte sparats. "
    "Skriv det igen utan personnummer. Telefonnummer skrivs med bindestreck, som 08-465 004 00."
)
LOOKS_LIKE_IDENTITY = "Det ser ut som ett personnummer och kan inte godtas."
