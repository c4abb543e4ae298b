"""Letters by mail. Whoever has something to say posts a letter in its own transaction; a worker sends it.

At most once: just before the line after which the mail server may keep a letter, "handed over" is committed.
A worker that dies after that leaves a letter of which nobody knows whether it arrived. It is never sent again
by itself: it is `UNCERTAIN`, and a person decides. Before that moment nothing can have been sent, and another
worker takes the letter up. A letter keeps one Message-ID: whoever gets it twice can tell it is the same.
"""

from flask import Flask

from ..worker import duties
from .sending import send_waiting


def init_outbox(app: Flask) -> None:
    """Have the worker send what waits."""
    duties(app)["letters"] = send_waiting
