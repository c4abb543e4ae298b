"""`flask worker` as a process of its own, with a recogniser that needs so many seconds a page.

Run as `python -m tests.codes.scanning DATABASE FOLDER SECONDS [--once]`.
"""

import subprocess
import sys
from pathlib import Path

from tests.codes.papers import PICTURE, pdf_of_pages

ROOT = Path(__file__).parents[2]
RECOGNISER = Path(__file__).parent / "recogniser"


def scan(pages: int) -> bytes:
    """A PDF whose pages are pictures."""
    return pdf_of_pages([PICTURE] * pages)


def start_worker(
    database: str, folder: str, *arguments: str, seconds: float = 0.0
) -> "subprocess.Popen[bytes]":
    """The worker of another process on the same database."""
    command = [sys.executable, "-m", "tests.codes.scanning", database, folder, str(seconds), *arguments]
    return subprocess.Popen(command, cwd=ROOT)


def main(database: str, folder: str, seconds: str, *arguments: str) -> None:
    sys.path.insert(0, str(RECOGNISER))
    from app import create_app
    from training.codes import extraction
    from training.core.worker import worker_command

    extraction.ENVIRONMENT |= {"PYTHONPATH": str(RECOGNISER), "PAGE_SECONDS": seconds}
    settings = {"SECRET_KEY": "only-for-tests", "SQLALCHEMY_DATABASE_URI": database, "SLOTS_FOLDER": folder}
    with create_app(settings).app_context():
        worker_command.main(list(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
