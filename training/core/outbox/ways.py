"""How letters leave the house, read from two settings."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from .rules import is_address

STARTTLS, SSL, PLAIN = "starttls", "ssl", "none"
PORTS = {STARTTLS: 587, SSL: 465, PLAIN: 25}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
FORMS = "console, off, file:/a/folder or smtp://user:password@host:port?tls=starttls"


@dataclass(frozen=True, slots=True)
class Console:
    """Letters are printed by the worker."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Each letter becomes a file `<ref>.eml`."""

    path: Path


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """Letters are given to a mail server. `tls` is STARTTLS, SSL or PLAIN."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""


Way = Console | Folder | Server


def read_way(given: str, *, production: bool) -> Way | None:
    """The way of `ADAB_MAIL`; None where letters wait: by `off`, and in production until it is set.

    Raises ValueError without the value, which may hold a password.
    """
    if given in {"", "off"}:
        return None if given or production else Console()
    if given == "console":
        return Console()
    if given.startswith("file:") and len(given) > len("file:"):
        return Folder(Path(given.removeprefix("file:")))
    if given.startswith("smtp://"):
        return _server(given)
    raise ValueError(f"must be {FORMS}")


def read_sender(given: str, way: Way | None) -> Address:
    """The sender of `ADAB_MAIL_FROM`, as in `Adab <adab@example.go.id>`. Raises ValueError."""
    if not given and not isinstance(way, Server):
        return Address("Adab", "adab", "localhost")
    found = getaddresses([given])
    if len(found) != 1 or not is_address(found[0][1]) or "\n" in given or "\r" in given:
        raise ValueError("must be an address such as Adab <adab@example.go.id>")
    return Address(found[0][0], addr_spec=found[0][1])


def _server(given: str) -> Server:
    parts = urlsplit(given)
    asked = parse_qs(parts.query, keep_blank_values=True)
    host = parts.hostname or ""
    tls = asked.pop("tls", [PLAIN if host in LOOPBACK else STARTTLS])[-1]
    if not host or tls not in PORTS or asked or parts.path not in {"", "/"} or parts.fragment:
        raise ValueError(f"must be {FORMS}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and tls == PLAIN and host not in LOOPBACK:
        raise ValueError("would send its password unprotected; use tls=starttls or tls=ssl")
    return Server(host, parts.port or PORTS[tls], tls, user, password)
