"""Where the journeys' Chromium is; run as a command it brings one, or says what to do and fails."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of an installed Chromium, or None. `CHROMIUM` overrides."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def bring() -> int:
    """Make sure there is a Chromium: install Debian's when we may; 0 when there is one."""
    if chromium():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL
        )
    if chromium():
        return 0
    print(
        "The browser journeys need Chromium. Install it (Debian: `apt-get install chromium`)", file=sys.stderr
    )
    print("or name one with CHROMIUM=/path/to/chromium, then run `make test` again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(bring())
