"""Where coordinators upload rosters and agreements, see what they change and publish them."""
