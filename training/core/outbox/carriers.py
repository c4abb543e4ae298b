"""Who carries letters: the console, a folder of files, or a mail server (`smtp`)."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

AboutTo = Callable[[], None]


class Passing(Exception):
    """Refused now, and certainly not sent; another time it may be taken."""


class Final(Exception):
    """Refused for good, and certainly not sent."""


class Unknown(Exception):
    """Handed over, and no answer came back: sent or not, nobody knows."""


class Carrier(Protocol):
    """Carries one letter after the other. `carry` calls `about_to` at the last moment at which nothing can
    have been sent; what that raises stops it. Raises Passing, Final, Unknown."""

    def carry(self, ref: str, message: EmailMessage, about_to: AboutTo) -> None: ...

    def close(self) -> None: ...


class ConsoleCarrier:
    """Prints what somebody would read."""

    def carry(self, ref: str, message: EmailMessage, about_to: AboutTo) -> None:
        about_to()
        head = "\n".join(f"{name}: {message[name]}" for name in ("To", "Subject", "Message-ID"))
        sys.stdout.write(f"{head}\n\n{message.get_content()}\n{'-' * 72}\n")
        sys.stdout.flush()

    def close(self) -> None:
        pass


class FolderCarrier:
    """One whole file a letter; one that is there already is left as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, ref: str, message: EmailMessage, about_to: AboutTo) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, written = tempfile.mkstemp(dir=self.folder, prefix=f".{ref}-")
        except OSError as fault:
            raise Passing(_said(fault)) from fault
        try:
            self._put(descriptor, written, ref, message, about_to)
        except OSError as fault:
            raise Passing(_said(fault)) from fault
        finally:
            Path(written).unlink(missing_ok=True)

    def close(self) -> None:
        pass

    def _put(self, descriptor: int, written: str, ref: str, message: EmailMessage, about_to: AboutTo) -> None:
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        about_to()
        with suppress(FileExistsError):
            os.link(written, self.folder / f"{ref}.eml")


def _said(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__
