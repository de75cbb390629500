"""Publishing rosters: what an incoming one would change, and the drafts of uploads."""
