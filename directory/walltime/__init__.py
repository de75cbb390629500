"""Time as a Swedish clock and calendar show it: hours, days, opening hours, moments in words."""
