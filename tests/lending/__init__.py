"""A capability that konsult has never heard of, as its own files would be: pagers are lent.

Every process holds who has which pager. Each time that one is lent is written down in a ledger that
nobody holds, since it grows without bound. Whoever follows a pager is told that it has been lent, and
whoever has it that its time is out.
"""
