"""Read a sheet in a child process that may use only so much memory and time.

Run as a module it is that child: bytes on standard input; on standard output a line of JSON about the sheet,
then a line for each column that may be held: its place and its values, packed. What must not be held never
reaches the process that asked.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any, Final

from .cells import Unusable
from .limits import ADDRESS_SPACE, CPU_SECONDS, MAX_BYTES, MEGABYTE, WALL_SECONDS

ROOT: Final = Path(__file__).parents[3]
MODULE: Final = "training.people.importing.apart"
ENVIRONMENT: Final = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}

Packed = dict[int, bytes]


def sheet_apart(data: bytes) -> tuple[dict[str, Any], Packed]:
    """What `Sheet.about` says, and each column's values packed by `pack`. Raises Unusable."""
    if len(data) > MAX_BYTES:
        raise Unusable("too_large", str(MAX_BYTES // MEGABYTE))
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-s", "-B", "-m", MODULE],
            cwd=ROOT,
            env=ENVIRONMENT,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            start_new_session=True,
        )
        first, *columns = child.stdout.splitlines()
        about = json.loads(first)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unusable("fell") from None
    if "refused" in about:
        raise Unusable(*about["refused"])
    places = [line.partition(b" ") for line in columns]
    return about, {int(place): base64.b64decode(packed) for place, _space, packed in places}


def pack(values: Any) -> bytes:
    """Plain data, small."""
    return zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes) -> Any:
    """What `pack` made small."""
    return json.loads(zlib.decompress(packed))


def answer(data: bytes) -> list[bytes]:
    """The lines the child says."""
    from .grids import read_grid
    from .sheets import sheet_of

    try:
        sheet = sheet_of(read_grid(data))
    except Unusable as error:
        return [json.dumps({"refused": [error.slug, error.detail]}).encode()]
    except MemoryError:
        return [json.dumps({"refused": ["too_large", ""]}).encode()]
    lines = [json.dumps(sheet.about(), ensure_ascii=False).encode()]
    for place, values in sheet.values.items():
        lines.append(f"{place} ".encode() + base64.b64encode(pack(values)))
    return lines


def confine() -> None:
    """Give up what reading needs not: more memory and time, files to write, traces of a crash."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))


def main() -> None:
    """Be the child."""
    confine()
    sys.stdout.buffer.write(b"\n".join(answer(sys.stdin.buffer.read())))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
