"""Where a clause stands: its address, taken apart and made anew, unique, as the reader builds them."""

import re
from collections.abc import Collection, Iterable

INNER = re.compile(r"(butir|alinea)-\d+(?:-\d+)?$")


def place_of(address: str, label: str) -> str:
    """The address without the clause's own part: `B.wajib` of `B.wajib.6`, `B.wajib.?1` and `B.wajib.6-2`."""
    if label:
        found = re.fullmatch(rf"(?:(.*)\.)?{re.escape(label)}(?:-\d+)?", address)
        if found:
            return found[1] or ""
    return address.rpartition(".")[0]


def prefix_of(address: str, label: str, group: str) -> str:
    """The part of an address that its section gave it: `B` of `B.wajib.6` in the list `wajib`."""
    place = place_of(address, label)
    if group and (place == group or place.endswith(f".{group}")):
        return place[: -len(group)].rstrip(".")
    return place


def address_for(place: str, label: str, old: str, taken: Collection[str]) -> str:
    """A free address at a place. Without a label it is `?n`, or `butir-n` where things stand unnumbered."""
    if label:
        return unique(_join(place, label), taken)
    inner = INNER.search(old.rpartition(".")[2])
    name = f"{inner[1]}-" if inner else "?"
    number = 1
    while _join(place, f"{name}{number}") in taken:
        number += 1
    return _join(place, f"{name}{number}")


def unique(address: str, taken: Collection[str]) -> str:
    """The address, with a counter when it is taken: `A.3`, `A.3-2`."""
    own, number = address, 1
    while own in taken:
        number += 1
        own = f"{address}-{number}"
    return own


def beneath(address: str, outer: str) -> bool:
    """Whether an address lies inside another: `A.1.a` inside `A.1`."""
    return address.startswith(f"{outer}.")


def rebased(addresses: Iterable[str], old: str, new: str) -> dict[str, str]:
    """New addresses for those that lie inside `old`, now that it is `new`."""
    return {address: new + address[len(old) :] for address in addresses if beneath(address, old)}


def moved(address: str, old: str, new: str) -> str:
    """An address with its section's part exchanged; either part may be empty."""
    rest = address[len(old) :].lstrip(".") if address == old or beneath(address, old) or not old else address
    return _join(new, rest)


def section_prefix(label: str, title: str) -> str:
    """What a section gives its clauses' addresses: its label, else the first words of its title."""
    return label or "-".join(re.findall(r"\w+", title.lower())[:3]) or "bagian"


def _join(*parts: str) -> str:
    return ".".join(filter(None, parts))
