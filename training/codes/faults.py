"""What is wrong with a file, and where in it. A file of its own: the child that reads needs little else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and where. `path` is like `sources[1].state`, or empty."""

    line: int
    path: str
    message: str


class BadFile(ValueError):
    """A content file that cannot be used; `faults` lists everything found, in file order."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name, self.faults = name, tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(self._say(fault) for fault in self.faults))

    def _say(self, fault: Fault) -> str:
        place = f"{self.name}:{fault.line}: " if fault.line else f"{self.name}: "
        return place + (f"{fault.path}: " if fault.path else "") + fault.message
