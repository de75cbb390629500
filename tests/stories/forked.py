"""Processes of their own that are forked from one that has imported konsult.

Nothing is lost by it but the six seconds that a process needs before it begins.
"""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.stories.warm_konsult"])
