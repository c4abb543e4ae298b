"""Read what was uploaded in a child process (`confined`) that may use only so much memory and time."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import IO, Any, Literal, cast

from .facts import Facts
from .kinds.limits import LIMITS, MEGABYTE, OCR_LIMITS, Limits
from .kinds.scan import can_recognise
from .kinds.source import (
    REFUSALS,
    Progress,
    Refused,
    Source,
    Stopped,
    TooLarge,
    TooSlow,
    WithoutText,
)
from .reader.document import Clause, Document, Finding, Section

How = Literal["text", "pictures", "pasted"]
Pulse = Callable[[], None]

ROOT = Path(__file__).parents[2]
LONGEST_ANSWER = 32 * MEGABYTE
CHUNK = 64 * 1024
PULSE_SECONDS = 1.0
AFTER_ANSWER = 2.0
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "2"}
TOO_LONG = "Membaca berkas ini terlalu lama, jadi dihentikan. Kirim bagian kode etiknya saja."
FELL = "Pembaca berhenti mendadak pada berkas ini: berkas rusak atau sengaja dibuat untuk merusak."


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text, the code in it, and what it says of itself."""

    source: Source
    document: Document
    facts: Facts


@dataclass(frozen=True, slots=True)
class Company:
    """Who goes along with a child.

    `progress` hears each page; `pulse` is called every second and may raise to end the child; `slot`, an open
    file, is held by the child itself for as long as it lives.
    """

    progress: Progress | None = None
    pulse: Pulse | None = None
    slot: int | None = None


ALONE = Company()


def extract_apart(
    data: bytes, *, name: str, limits: Limits = LIMITS, progress: Progress | None = None
) -> Source:
    """As `sources.extract`, in a child process. This process stays alive whatever the bytes hold.

    Pages that are pictures are read again with the recogniser if it is installed, under OCR_LIMITS and with
    `progress(page, pages)` after each. Raises Refused; Stopped when the child was ended.
    """
    refuse_large(data, name, limits)
    company = Company(progress)
    try:
        source = Source.of(ask_child(data, name, "text", limits, company)["source"])
        if not source.unread or not can_recognise():
            return source
    except WithoutText:
        if not can_recognise():
            raise
    return Source.of(ask_child(data, name, "pictures", OCR_LIMITS, company)["source"])


def read_apart(data: bytes, name: str, how: How, limits: Limits, company: Company = ALONE) -> Reading:
    """Text, code and facts of a document, all made in a child process. Raises Refused as `extract_apart`.

    `how`: `text` takes the text a file holds, `pictures` recognises scanned pages too, `pasted` is UTF-8.
    """
    refuse_large(data, name, limits)
    answer = ask_child(data, name, how, limits, company, whole=True)
    try:
        return Reading(
            Source.of(answer["source"]), document_of(answer["document"]), Facts.of(answer["facts"])
        )
    except (KeyError, TypeError, ValueError):
        raise Stopped(name, FELL) from None


def document_of(values: dict[str, Any]) -> Document:
    """The document whose `to_dict` this is."""
    sections = tuple(
        Section(**{**section, "clauses": tuple(Clause(**clause) for clause in section["clauses"])})
        for section in values["sections"]
    )
    return Document(values["title"], sections, tuple(Finding(**found) for found in values["findings"]))


def refuse_large(data: bytes, name: str, limits: Limits) -> None:
    """Raise TooLarge before anything is started for it."""
    if len(data) > limits.upload:
        raise TooLarge(name, f"Berkas ini lebih besar dari {limits.upload // MEGABYTE} MB.")


def ask_child(
    data: bytes, name: str, how: How, limits: Limits, company: Company, *, whole: bool = False
) -> dict[str, Any]:
    """Start the child, hand over the bytes, and take its answer: `source`, and `document` and `facts` of a
    `whole` reading."""
    expired = threading.Event()
    child = start(task_for(name, how, limits, whole), company.slot)

    def end() -> None:
        expired.set()
        child.kill()

    timer = threading.Timer(limits.wall_seconds, end)
    timer.start()
    try:
        answer = converse(child, data, company)
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
        raise stopped(name, status, expired.is_set())
    return answer


def task_for(name: str, how: How, limits: Limits, whole: bool) -> dict[str, Any]:
    """What the child is told. Of the name only the suffix: the rest is nobody's business there."""
    suffix = PurePath(name).suffix
    return {
        "suffix": suffix if suffix.isascii() else "",
        "how": how,
        "whole": whole,
        "limits": asdict(limits),
        "parent": os.getpid(),
    }


def start(task: dict[str, Any], slot: int | None) -> subprocess.Popen[bytes]:
    """The child process, without our environment, files or terminal."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-s", "-B", "-m", "training.codes.confined", json.dumps(task)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=() if slot is None else (slot,),
    )


def converse(child: subprocess.Popen[bytes], data: bytes, company: Company) -> dict[str, Any]:
    """Write the document, then read the child's lines; empty when it ends without an answer."""
    stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    with suppress(BrokenPipeError), stdin:
        stdin.write(data)
    with stdout:
        for line in lines_of(stdout, company.pulse):
            try:
                said: dict[str, Any] = json.loads(line)
            except ValueError:
                return {}
            if "page" not in said:
                return said
            if company.progress:
                company.progress(said["page"], said["pages"])
    return {}


def lines_of(stdout: IO[bytes], pulse: Pulse | None) -> Iterator[bytes]:
    """The lines a child writes, with a pulse while it is silent; nothing more after one that is too long."""
    pending = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        while len(pending) < LONGEST_ANSWER:
            if selector.select(PULSE_SECONDS):
                chunk = os.read(stdout.fileno(), CHUNK)
                if not chunk:
                    return
                pending += chunk
                if b"\n" in chunk:
                    *lines, last = bytes(pending).split(b"\n")
                    yield from lines
                    pending = bytearray(last)
            if pulse:
                pulse()


def stopped(name: str, status: int, expired: bool) -> Stopped:
    """Why a child gave no answer. The kernel kills with SIGKILL beyond the last CPU second."""
    if expired or status in (-signal.SIGXCPU, -signal.SIGKILL):
        return TooSlow(name, TOO_LONG)
    return Stopped(name, FELL)
