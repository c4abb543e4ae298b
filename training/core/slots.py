"""So many at a time on one machine, whichever process asks: locked files, which no crash can leave locked."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AGAIN_AFTER = 0.1


class Slots:
    """`count` places, numbered from 0, each a file in `folder` that is locked while the place is taken."""

    def __init__(self, folder: Path, count: int, *, name: str) -> None:
        self.files = [folder / f"{name}-{number}.lock" for number in range(count)]

    @contextmanager
    def take(self, *, quick: bool, wait: float = 0.0) -> Iterator[int | None]:
        """An open file that holds a place, or None when all stayed taken for `wait` seconds.

        A process that inherits the file keeps the place as long as it lives. The first place is for quick
        work only, if there are several, so that long work never keeps all of it waiting.
        """
        open_to = self.files if quick else self.files[len(self.files) > 1 :]
        place = _first_free(open_to)
        until = time.monotonic() + wait
        while place is None and time.monotonic() < until:
            time.sleep(AGAIN_AFTER)
            place = _first_free(open_to)
        try:
            yield place
        finally:
            if place is not None:
                os.close(place)


def _first_free(files: list[Path]) -> int | None:
    for file in files:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor
    return None
