"""What a credential says: Open Badges 3.0 on the data model of Verifiable Credentials 2.0; plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from ..paper import Paper

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
BADGES_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
LIST_HOLDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """The certificate beside what it says: the address of its check, that of what was achieved, its number,
    when and in which zone it was issued."""

    address: str
    achievement: str
    number: str
    issued_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: the address of its profile, and its name on the certificate."""

    address: str
    name: str
    home: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who it is about: a name used nowhere else, and the hash of their e-mail address ("" for none)."""

    subject: str
    salt: str
    identity_hash: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where its status can be looked up."""

    list_address: str
    position: int


def identity_hash(email: str, salt: str) -> str:
    """`sha256$…` over the address in small letters and the salt (Open Badges 3.0, `IdentityHash`)."""
    return f"sha256${sha256(f'{email.lower()}{salt}'.encode()).hexdigest()}"


def credential(paper: Paper, what: Issued, issuer: Issuer, holder: Holder, place: Place) -> dict[str, Any]:
    """The JWT payload: the credential itself with the registered claims beside it (Open Badges 3.0 §8.2.5).

    It holds neither name nor NIP. Its validity is that of the certificate, from the first second of the first
    day to the last second of the last one where it was issued.
    """
    begins = _moment(paper.first_day, what.zone)
    ends = _moment(paper.last_day + timedelta(days=1), what.zone) - timedelta(seconds=1)
    said = {
        "@context": [CREDENTIALS_V2, BADGES_V3],
        "id": what.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": paper.title,
        "issuer": {"id": issuer.address, "type": ["Profile"], "name": issuer.name, "url": issuer.home},
        "awardedDate": _written(what.issued_at),
        "validFrom": _written(begins),
        "validUntil": _written(ends),
        "credentialSubject": _subject(paper, what, holder),
        "credentialStatus": _status(place),
        "credentialSchema": [{"id": SCHEMA, "type": SCHEMA_TYPE}],
    }
    return said | _claims(said, issuer, begins, ends)


def status_list(address: str, issuer: Issuer, encoded: str, *, now: datetime) -> dict[str, Any]:
    """The JWT payload of a published status list, good for a day: an old one must not pass for today's."""
    begins = now.replace(microsecond=0)
    ends = begins + LIST_HOLDS
    said = {
        "@context": [CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.address,
        "validFrom": _written(begins),
        "validUntil": _written(ends),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
    return said | _claims(said, issuer, begins, ends)


def _claims(said: dict[str, Any], issuer: Issuer, begins: datetime, ends: datetime) -> dict[str, Any]:
    """The registered claims, each of which repeats what the credential says."""
    return {
        "iss": issuer.address,
        "jti": said["id"],
        "sub": said["credentialSubject"]["id"],
        "nbf": int(begins.timestamp()),
        "exp": int(ends.timestamp()),
    }


def _subject(paper: Paper, what: Issued, holder: Holder) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{holder.subject}",
        "type": ["AchievementSubject"],
        **_identity(holder),
        "licenseNumber": what.number,
        "achievement": _achievement(paper, what.achievement),
    }


def _status(place: Place) -> dict[str, Any]:
    return {
        "id": f"{place.list_address}#{place.position}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.position),
        "statusListCredential": place.list_address,
    }


def _identity(holder: Holder) -> dict[str, Any]:
    if not holder.identity_hash:
        return {}
    return {
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": holder.identity_hash,
                "identityType": "emailAddress",
                "salt": holder.salt,
            }
        ]
    }


def _achievement(paper: Paper, address: str) -> dict[str, Any]:
    hours = {"creditsAvailable": float(paper.hours)} if paper.hours else {}
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "inLanguage": "id",
        "name": paper.title,
        "description": f"{paper.code_title}, versi {paper.version}. {paper.decree}".strip(),
        "criteria": {"narrative": _narrative(paper)},
        "version": str(paper.version),
        **hours,
    }


def _narrative(paper: Paper) -> str:
    modules = "\n".join(f"- {module.title} ({module.mastery_percent}%)" for module in paper.passed)
    if paper.waived:
        waived = "; ".join(module.title for module in paper.waived)
        modules += f"\n\nDibebaskan dengan keputusan, tanpa uji: {waived}"
    asked = "Lulus uji setiap modul dengan nilai paling sedikit seperti tertulis, tanpa pelanggaran kritis"
    sworn = ", dan menyatakan sanggup mematuhi kode etik" if paper.attested_on else ""
    limits = "Nilai bukan bukti pelanggaran, dan bukan pula bukti bahwa seseorang tidak melanggar."
    return f"{asked}{sworn}:\n\n{modules}\n\n{limits}"


def _moment(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
