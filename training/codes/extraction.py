"""Read an uploaded document in a child process that may use only so much memory and time.

Run as a module it is that child: bytes on standard input, lines of JSON on standard output.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import IO, Any, cast

from .formats import BadFile
from .kinds.limits import LIMITS, MEGABYTE, OCR_LIMITS, Limits
from .kinds.scan import RapidRecogniser, can_recognise
from .kinds.source import REFUSALS, Progress, Refused, Source, Stopped, TooLarge, WithoutText
from .sources import extract

ROOT = Path(__file__).parents[2]
LONGEST_ANSWER = 32 * MEGABYTE
AFTER_ANSWER = 2.0
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "2"}
TOO_LONG = "Membaca berkas ini terlalu lama, jadi dihentikan. Kirim bagian kode etiknya saja."
TOO_MUCH = "Membaca berkas ini menghabiskan terlalu banyak memori, jadi dihentikan."
FELL = "Pembaca berhenti mendadak pada berkas ini: berkas rusak atau sengaja dibuat untuk merusak."


def extract_apart(
    data: bytes, *, name: str, limits: Limits = LIMITS, progress: Progress | None = None
) -> Source:
    """As `sources.extract`, in a child process. This process stays alive whatever the bytes hold.

    Pages that are pictures are read again with the recogniser if it is installed, under OCR_LIMITS and with
    `progress(page, pages)` after each. Raises Refused; Stopped when the child was ended.
    """
    if len(data) > limits.upload:
        raise TooLarge(name, f"Berkas ini lebih besar dari {limits.upload // MEGABYTE} MB.")
    try:
        source = ask_child(data, name, limits, None, "text")
        if not source.unread or not can_recognise():
            return source
    except WithoutText:
        if not can_recognise():
            raise
    return ask_child(data, name, OCR_LIMITS, progress, "pictures")


def ask_child(data: bytes, name: str, limits: Limits, progress: Progress | None, how: str) -> Source:
    """Start the child, hand over the bytes, and take its answer. `how` is `text` or `pictures`."""
    suffix = PurePath(name).suffix
    task = {"suffix": suffix if suffix.isascii() else "", "how": how, "limits": asdict(limits)}
    expired = threading.Event()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-s", "-B", "-m", "training.codes.extraction", json.dumps(task)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def end() -> None:
        expired.set()
        child.kill()

    timer = threading.Timer(limits.wall_seconds, end)
    timer.start()
    try:
        answer = converse(child, data, progress)
        with suppress(subprocess.TimeoutExpired):
            child.wait(AFTER_ANSWER)
    finally:
        timer.cancel()
        child.kill()
        status = child.wait()
    if "refused" in answer:
        said = answer["refused"]
        raise REFUSALS.get(said["kind"], Refused)(
            name, said["message"], place=said["place"], line=said["line"]
        )
    if "source" not in answer:
        raise Stopped(name, why_stopped(status, expired.is_set()))
    return Source.of(answer["source"])


def converse(child: subprocess.Popen[bytes], data: bytes, progress: Progress | None) -> dict[str, Any]:
    """Write the document, then read the child's lines; empty when it ends without an answer."""
    stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    with suppress(BrokenPipeError), stdin:
        stdin.write(data)
    with stdout:
        while line := stdout.readline(LONGEST_ANSWER):
            try:
                said: dict[str, Any] = json.loads(line)
            except ValueError:
                return {}
            if "page" not in said:
                return said
            if progress:
                progress(said["page"], said["pages"])
    return {}


def why_stopped(status: int, expired: bool) -> str:
    """What ended a child that gave no answer. The kernel kills with SIGKILL beyond the last CPU second."""
    if expired or status in (-signal.SIGXCPU, -signal.SIGKILL):
        return TOO_LONG
    return FELL


def confine(limits: Limits) -> None:
    """Give up what reading needs not: more memory and time, files to write, traces of a crash."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 128),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard),) * 2)


def work(data: bytes, task: dict[str, Any], limits: Limits, say: Callable[[dict[str, Any]], None]) -> None:
    """The child's part: read, and say the source or why not."""
    try:
        recogniser = RapidRecogniser() if task["how"] == "pictures" else None
        source = extract(
            data,
            name=f"berkas{task['suffix']}",
            limits=limits,
            recogniser=recogniser,
            progress=(lambda page, pages: say({"page": page, "pages": pages})) if recogniser else None,
        )
        say({"source": source.to_dict()})
    except BadFile as error:
        fault = error.faults[0]
        said = {
            "kind": type(error).__name__,
            "message": fault.message,
            "place": fault.path,
            "line": fault.line,
        }
        say({"refused": said})
    except MemoryError:
        say({"refused": {"kind": "Stopped", "message": TOO_MUCH, "place": "", "line": 0}})


def main() -> None:
    """Be the child. Whatever else prints does so into nothing: standard output is for answers only."""
    task = json.loads(sys.argv[1])
    limits = Limits(**task["limits"])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    confine(limits)

    def say(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        answers.flush()

    work(sys.stdin.buffer.read(), task, limits, say)
    os._exit(0)


if __name__ == "__main__":
    main()
