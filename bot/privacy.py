"""What is said where `directory/catalogue/identities` has found the identity of a patient."""

REFUSAL = (
    "Meddelandet ser ut att innehålla ett personnummer och har inte sparats. "
    "Skriv det igen utan personnummer. Telefonnummer skrivs med bindestreck, som 08-465 004 00."
)
NAME_LOOKS_LIKE_IDENTITY = "Filens namn ser ut att innehålla ett personnummer. Döp om den."
LOOKS_LIKE_IDENTITY = "Det ser ut som ett personnummer och kan inte godtas."
