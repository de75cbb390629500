"""What became of consultation hours: held, offered, booked, called, waited for."""
