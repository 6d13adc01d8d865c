"""What this platform has not: each use gives an ordinary Python error whose message says so."""

import _thread
import errno
import os
import socket
import threading


def _no_threads(*args, **kwargs):
    raise RuntimeError("can't start new thread: there are no threads here, the program runs in a single one")


def _no_processes(*args, **kwargs):
    raise OSError("no other processes can be started here: the program runs in an interpreter of its own")


def _no_network(*args, **kwargs):
    raise PermissionError(errno.EACCES, "there is no network here: a program can reach nothing outside its interpreter")


def _exit(status):
    raise SystemExit(status)


def install() -> None:
    """Put the refusals in place."""
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        setattr(_thread, name, _no_threads)
    threading._start_joinable_thread = _no_threads
    for name in ("system", "popen", "fork", "forkpty", "execv", "execve", "posix_spawn", "posix_spawnp", "abort", "kill"):
        if hasattr(os, name):
            setattr(os, name, _no_processes)
    socket.socket.__init__ = socket.getaddrinfo = _no_network
    os._exit = _exit
