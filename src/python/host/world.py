"""Prepares the world a program finds, and restores what it may have broken."""

import builtins
import os
import random
import sys
import time

from host import clock, event_loop, refusals, stdin

_builtins = dict(vars(builtins))
_modules = {name: sys.modules[name] for name in ("builtins", "sys", "os", "random", "time", "io")}


def prepare(seed: int, text: str) -> None:
    """Before a program runs: the clock at its beginning, `random` and all entropy seeded, stdin holding `text`.

    Preparing twice gives the same world twice.
    """
    clock.restart()
    random.seed(seed)
    time.sleep = clock.sleep
    stdin.connect(text)
    event_loop.install()
    refusals.install()
    os.chdir(os.path.expanduser("~"))


def reset() -> None:
    """After a program ran: builtins, basic modules, hooks and the streams are again as they were."""
    vars(builtins).update(_builtins)
    sys.modules.update(_modules)
    sys.settrace(None)
    sys.setprofile(None)
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
