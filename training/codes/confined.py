"""The child process that reads an upload: bytes on standard input, lines of JSON on standard output.

It is run as a module, gives up what reading needs not, and ends with the process that started it.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from .facts import facts_of
from .faults import BadFile
from .kinds.limits import Limits
from .kinds.scan import RapidRecogniser
from .kinds.source import Source, TooLarge
from .reading import read
from .sources import extract, pasted

TOO_MUCH = "Membaca berkas ini menghabiskan terlalu banyak memori, jadi dihentikan."
DIES_WITH_PARENT = 1

Say = Callable[[dict[str, Any]], None]


def work(data: bytes, task: dict[str, Any], limits: Limits, say: Say) -> None:
    """Read, and say the source or why not. `task`: `suffix`, `how` and whether the `whole` code is wanted."""
    try:
        source = source_of(data, task, limits, say)
        answer: dict[str, Any] = {"source": source.to_dict()}
        if task["whole"]:
            answer |= understood(source, limits)
        say(answer)
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


def source_of(data: bytes, task: dict[str, Any], limits: Limits, say: Say) -> Source:
    """The text of the document; each page of pictures is told as it is done."""
    if task["how"] == "pasted":
        return pasted(data.decode())
    recogniser = RapidRecogniser() if task["how"] == "pictures" else None
    return extract(
        data,
        name=f"berkas{task['suffix']}",
        limits=limits,
        recogniser=recogniser,
        progress=(lambda page, pages: say({"page": page, "pages": pages})) if recogniser else None,
    )


def understood(source: Source, limits: Limits) -> dict[str, Any]:
    """The code in the text, and what the text says of itself. Raises TooLarge: each part becomes a row."""
    document = read(source.text)
    parts = len(document.sections) + len(document.clauses) + len(document.findings)
    if parts > limits.parts:
        many, most = (f"{number:,}".replace(",", ".") for number in (parts, limits.parts))
        said = f"Naskah ini terbaca sebagai {many} bagian, butir, dan temuan; batasnya {most}."
        raise TooLarge("berkas", f"{said} Kirim bagian kode etiknya saja.")
    return {"document": document.to_dict(), "facts": facts_of(source.text).to_dict()}


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


def end_with(parent: int) -> None:
    """Have the kernel end this process with its parent, where it can (Linux); a page later elsewhere."""
    import ctypes

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def main() -> None:
    """Be the child. Whatever else prints does so into nothing: standard output is for answers only."""
    task = json.loads(sys.argv[1])
    limits = Limits(**task["limits"])
    end_with(task["parent"])
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
