"""What is true about sign-in: how long it lasts, when it slows down; doubtful passwords and NIPs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from unicodedata import category, normalize
from urllib.parse import urlsplit

PASSWORD_MINIMUM = 10
FREE_FAILURES_ACCOUNT = 5
FREE_FAILURES_ADDRESS = 30
THROTTLE_WINDOW = timedelta(minutes=15)
FIRST_PPPK = 2019

# The first sign that matches names the browser: later ones claim to be the earlier ones.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a number looks damaged. It warns and never blocks: real files hold odd numbers."""

    slug: str
    found: str


def sign_in_alive(
    *,
    started_at: datetime,
    seen_at: datetime,
    ended_at: datetime | None,
    now: datetime,
    idle: timedelta,
    absolute: timedelta,
) -> bool:
    """Whether a sign-in still counts: not ended, seen within `idle`, begun within `absolute`."""
    return ended_at is None and now - seen_at < idle and now - started_at < absolute


def throttled_until(failures: int, last_at: datetime, *, free: int, now: datetime) -> datetime | None:
    """Until when further tries wait: after `free` failures 30 s, doubling to 15 minutes. None: go ahead."""
    if failures < free or now - last_at >= THROTTLE_WINDOW:
        return None
    wait = min(timedelta(seconds=30) * 2 ** min(failures - free, 10), THROTTLE_WINDOW)
    until = last_at + wait
    return until if now < until else None


def password_is_weak(password: str, *, name: str, nip: str | None, email: str | None) -> bool:
    """Too short, one repeated symbol, or holding the person's own name, NIP or address (NIST SP 800-63B)."""
    plain = password.lower()
    own = [word for word in name.lower().split() if len(word) > 3]
    own += [nip or "", (email or "").split("@")[0].lower()]
    return (
        len(password) < PASSWORD_MINIMUM or len(set(plain)) < 4 or any(word and word in plain for word in own)
    )


def is_local(address: str | None) -> bool:
    """Whether `next` stays on this site: a path of ours, no scheme, no host, no backslash."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and address.isprintable()


def network_of(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 that one IPv6 subscriber has to choose from."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def tidy_name(typed: str) -> str:
    """A name as it is kept: composed (NFC), single spaces, no signs that show nothing or turn the line."""
    shown = "".join(
        sign for sign in normalize("NFC", typed) if category(sign) not in {"Cc", "Cf"} or sign.isspace()
    )
    return " ".join(shown.split())


def tidy_nip(typed: str) -> str:
    """A NIP without the spaces and dots it is printed with (`19860926 201505 1 001`)."""
    return "".join(sign for sign in typed if sign not in " .-\u00a0\t'")


def nip_doubts(nip: str, *, employment: str = "") -> list[Doubt]:
    """What is odd about a NIP: 18 digits = birth date 8, first appointment 6, sex 1, sequence 3.

    The appointment is only judged of whom the kind of employment is known: a NI PPPK holds the year (2019 or
    later) and then the number of the contract.
    """
    if not nip.isdigit() or len(nip) != 18:
        return [Doubt("length", str(len(nip)))]
    doubts = [] if _is_day(nip[:8]) else [Doubt("birth", nip[:8])]
    if not _is_appointment(nip, employment):
        doubts.append(Doubt("appointment", nip[8:14]))
    if nip[14] not in "12":
        doubts.append(Doubt("sex", nip[14]))
    if nip.endswith("000"):
        doubts.append(Doubt("rounded", nip[-3:]))
    return doubts


def print_nip(nip: str | None) -> str:
    """A NIP as it stands on letters: `19860926 201505 1 001`; odd ones stay as they are."""
    if not nip or len(nip) != 18:
        return nip or ""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def browser_name(agent: str) -> str:
    """A few words for a browser's identification: `Chrome · Android`. Only to recognise one's own device."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part) or agent[:40]


def mask_nip(nip: str | None) -> str:
    """A NIP where the whole is not needed: the last four digits only, since it holds a birth date."""
    return f"{'•' * 14}{nip[-4:]}" if nip else ""


def _is_appointment(nip: str, employment: str) -> bool:
    year, month = int(nip[8:12]), int(nip[12:14])
    if employment in {"pppk", "pppk_part"}:
        return FIRST_PPPK <= year < 2100
    if employment == "pns":
        return int(nip[:4]) + 15 <= year < 2100 and 1 <= month <= 12
    return True


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1940
    except ValueError:
        return False
