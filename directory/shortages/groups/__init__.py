"""Groups of specialists that advise on medicines when they run short."""
