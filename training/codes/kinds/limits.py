"""How much of a document is taken in, and what its child process may use. Data only."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, pages, characters and members count what comes in, parts what was made of it: sections, clauses
    and findings. The rest is for the child process."""

    upload: int = 10 * MEGABYTE
    characters: int = 2_000_000
    pages: int = 500
    unpacked: int = 50 * MEGABYTE
    members: int = 2_000
    ratio: int = 500
    depth: int = 100
    parts: int = 10_000
    cpu_seconds: int = 20
    wall_seconds: int = 30
    address_space: int = 512 * MEGABYTE


LIMITS = Limits()

# While somebody waits at the screen. What takes longer is read by the worker, from the start.
QUICK_LIMITS = Limits(wall_seconds=10)

# A page of a scan takes up to half a minute on two cores, and the recogniser's models alone a gigabyte of
# addresses. Nobody waits at the screen for it: the worker reads scans.
OCR_LIMITS = Limits(pages=100, cpu_seconds=5400, wall_seconds=3600, address_space=4096 * MEGABYTE)
