"""Credentials, checked as a stranger would: by PyJWT, with nothing but the file and our public addresses."""

import base64
import json
from datetime import timedelta
from urllib.parse import urlsplit

import jwt
import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.credentials import keys, service, statuslist
from training.certifications.credentials.badge import identity_hash
from training.certifications.credentials.models import CertificateCredential
from training.core.clock import now
from training.core.db import db
from training.people.models import Agency

from ..checking import CheckingClient
from .office import MORNING, complete, person_of, renew, rounds_of

pytestmark = pytest.mark.usefixtures("that_morning", "own_keys")


@pytest.fixture
def own_keys(app: Flask, tmp_path, monkeypatch):
    """A folder of keys for each test."""
    monkeypatch.setitem(app.config, "ISSUER_KEYS_FOLDER", str(tmp_path / "issuers"))
    return tmp_path / "issuers"


@pytest.fixture
def ref(app: Flask, cast) -> str:
    """The reference of Sari's certificate."""
    with app.app_context():
        return complete(person_of(cast.sari), MORNING).certificate.ref


@pytest.fixture
def token(client: CheckingClient, cast, ref) -> str:
    """Sari's credential, as she downloads it."""
    answer = client.sign_in(cast.sari).get(f"/certificates/{ref}/credential.jwt")
    assert answer.mimetype == "application/vc+jwt"
    assert 'filename="ADAB-DINSOS-BANTEN-2026-000001.jwt"' in answer.headers["Content-Disposition"]
    return answer.text


@pytest.fixture
def stranger(app: Flask) -> CheckingClient:
    """Somebody who never signs in."""
    return app.test_client()  # type: ignore[return-value]


def fetched(stranger: CheckingClient, address: str):
    parts = urlsplit(address)
    assert parts.scheme in {"http", "https"} and parts.netloc
    answer = stranger.get(parts.path)
    assert answer.status_code == 200, address
    return answer


def verified(stranger: CheckingClient, signed: str) -> dict:
    """The payload, if the key at the public address signed it (Open Badges 3.0 §8.2.6)."""
    header = jwt.get_unverified_header(signed)
    key = fetched(stranger, header["kid"]).json
    assert "d" not in key and key["alg"] == "RS256"
    return jwt.decode(
        signed,
        jwt.PyJWK.from_dict(key).key,
        algorithms=["RS256"],
        options={"require": ["iss", "jti", "nbf", "sub", "exp"]},
    )


def revoked(stranger: CheckingClient, credential: dict) -> bool:
    """Whether the published status list says so."""
    entry = credential["credentialStatus"]
    said = verified(stranger, fetched(stranger, entry["statusListCredential"]).text)
    assert "BitstringStatusListCredential" in said["type"]
    assert said["id"] == entry["statusListCredential"]
    subject = said["credentialSubject"]
    assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", entry["statusPurpose"])
    return statuslist.is_set(subject["encodedList"], int(entry["statusListIndex"]))


def test_it_verifies_from_public_addresses_alone(stranger, token) -> None:
    said = verified(stranger, token)
    header = jwt.get_unverified_header(token)
    assert header.keys() == {"alg", "kid", "typ"} and (header["alg"], header["typ"]) == ("RS256", "JWT")
    assert said["iss"] == said["issuer"]["id"] and said["jti"] == said["id"]
    assert said["sub"] == said["credentialSubject"]["id"]
    assert fetched(stranger, said["iss"]).json["id"] == said["iss"]
    assert not revoked(stranger, said)


def test_it_has_every_required_field(stranger, token) -> None:
    said = verified(stranger, token)
    assert said["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["issuer"]["type"] == ["Profile"] and said["issuer"]["name"] == "Dinas Sosial Provinsi Banten"
    subject = said["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"] and subject["id"].startswith("urn:uuid:")
    achievement = subject["achievement"]
    assert achievement["type"] == ["Achievement"] and achievement["achievementType"] == "Certification"
    assert achievement["id"].startswith("http") and achievement["name"] and achievement["description"]
    assert "Nilai bukan bukti pelanggaran" in achievement["criteria"]["narrative"]
    assert said["credentialStatus"]["type"] == "BitstringStatusListEntry"
    assert said["credentialStatus"]["statusPurpose"] == "revocation"
    assert 0 <= int(said["credentialStatus"]["statusListIndex"]) < 131_072


def test_its_validity_is_that_of_the_certificate_where_it_was_issued(stranger, token) -> None:
    said = verified(stranger, token)
    assert (said["validFrom"], said["validUntil"]) == ("2026-11-22T17:00:00Z", "2027-12-21T16:59:59Z")
    assert said["exp"] - said["nbf"] == 394 * 86_400 - 1


def test_it_is_no_longer_accepted_after_its_last_day(stranger, token, that_morning) -> None:
    that_morning.move_to("2027-12-21T16:59:58+00:00")
    verified(stranger, token)
    that_morning.move_to("2027-12-21T17:00:00+00:00")
    with pytest.raises(jwt.ExpiredSignatureError):
        verified(stranger, token)


def test_it_holds_neither_name_nor_number_nor_address(stranger, token, cast) -> None:
    said = json.dumps(verified(stranger, token))
    for secret in ("Sari", "Wulandari", cast.sari.nip, cast.sari.nip[-4:] + '"', cast.sari.email):
        assert secret not in said
    (identity,) = verified(stranger, token)["credentialSubject"]["identifier"]
    assert identity["hashed"] is True and identity["identityType"] == "emailAddress"
    assert identity["identityHash"] == identity_hash(cast.sari.email.upper(), identity["salt"])
    assert len(identity["salt"]) == 32


@pytest.mark.parametrize("part", [0, 1, 2])
def test_tampering_is_noticed(stranger, token, part) -> None:
    parts = token.split(".")
    plain = base64.urlsafe_b64decode(parts[part] + "==")
    spoilt = plain.replace(b"2027-12-21", b"2099-12-21").replace(b'"JWT"', b'"jwt"')
    if spoilt == plain:
        spoilt = plain[:-1] + bytes([plain[-1] ^ 1])
    parts[part] = base64.urlsafe_b64encode(spoilt).rstrip(b"=").decode()
    with pytest.raises(jwt.InvalidTokenError):
        verified(stranger, ".".join(parts))


def test_another_algorithm_or_none_is_refused(stranger, token) -> None:
    payload = jwt.decode(token, options={"verify_signature": False})
    bare = jwt.encode(
        payload, None, algorithm="none", headers={"kid": jwt.get_unverified_header(token)["kid"]}
    )
    with pytest.raises(jwt.InvalidTokenError):
        verified(stranger, bare)


def test_revocation_shows_at_once_and_only_there(app: Flask, client, stranger, cast, ref, token) -> None:
    with app.app_context():
        other = complete(person_of(cast.joko), MORNING + timedelta(hours=1)).certificate.ref
    kept = app.test_client().sign_in(cast.joko).get(f"/certificates/{other}/credential.jwt").text
    with app.app_context():
        rounds_of(person_of(cast.sari))[0].revoked_at = MORNING
        db.session.commit()
    assert revoked(stranger, verified(stranger, token))
    assert not revoked(stranger, verified(stranger, kept))


def test_an_old_list_does_not_pass_for_todays(stranger, token, that_morning) -> None:
    address = verified(stranger, token)["credentialStatus"]["statusListCredential"]
    old = fetched(stranger, address).text
    that_morning.shift(timedelta(days=1, seconds=1))
    with pytest.raises(jwt.ExpiredSignatureError):
        verified(stranger, old)


def test_it_is_the_same_each_time(client, cast, ref, token) -> None:
    assert client.get(f"/certificates/{ref}/credential.jwt").text == token


def test_each_certificate_has_a_subject_and_place_of_its_own(
    app: Flask, client, cast, ref, token, that_morning
):
    that_morning.move_to("2027-11-23T02:00:00+00:00")
    with app.app_context():
        renew(person_of(cast.sari), now())
        second = rounds_of(person_of(cast.sari))[-1].certificate.ref
    assert second != ref
    again = app.test_client().sign_in(cast.sari).get(f"/certificates/{second}/credential.jwt").text
    one, two = (jwt.decode(each, options={"verify_signature": False}) for each in (token, again))
    assert one["sub"] != two["sub"]
    assert one["credentialStatus"]["id"] != two["credentialStatus"]["id"]


@pytest.mark.parametrize("who", ["hesti", "joko", "maya"])
def test_only_the_holder_takes_it_along(client: CheckingClient, cast, ref, who) -> None:
    assert client.sign_in(getattr(cast, who)).get(f"/certificates/{ref}/credential.jwt").status_code == 404


def test_without_an_e_mail_address_there_is_no_identity_to_hash(
    app: Flask, client, stranger, cast, ref
) -> None:
    browser = client.sign_in(cast.sari)
    with app.app_context():
        person_of(cast.sari).email = None
        db.session.commit()
    said = verified(stranger, browser.get(f"/certificates/{ref}/credential.jwt").text)
    assert "identifier" not in said["credentialSubject"]


def test_keys_are_for_this_user_only_and_never_in_the_database(own_keys, token) -> None:
    (folder,) = own_keys.iterdir()
    (key,) = folder.glob("*.pem")
    assert key.stat().st_mode & 0o777 == 0o600 and folder.stat().st_mode & 0o777 == 0o700
    assert b"PRIVATE KEY" in key.read_bytes()


def test_after_a_rotation_old_credentials_still_verify(
    app: Flask, client, stranger, own_keys, ref, token
) -> None:
    made = app.test_cli_runner().invoke(args=["credentials", "rotate-key", "dinsos-banten"])
    assert made.exit_code == 0
    new = client.get(f"/certificates/{ref}/credential.jwt").text
    kids = [jwt.get_unverified_header(each)["kid"] for each in (token, new)]
    assert kids[0] != kids[1] and kids[1].endswith(made.output.strip())
    assert verified(stranger, token) == verified(stranger, new)
    assert len(stranger.get("/issuers/dinsos-banten/keys").json["keys"]) == 2
    private = [file for file in own_keys.rglob("*.pem") if b"PRIVATE" in file.read_bytes()]
    assert len(private) == 1


def test_rotating_the_key_of_nobody_says_so(app: Flask) -> None:
    made = app.test_cli_runner().invoke(args=["credentials", "rotate-key", "tidak-ada"])
    assert made.exit_code == 1 and "no agency" in made.output


@pytest.mark.parametrize(
    "address",
    [
        "/issuers/tidak-ada",
        "/issuers/tidak-ada/keys",
        "/issuers/dinsos-banten/keys/tidak-ada",
        "/issuers/dinsos-banten/keys/..%2f..%2fsecret_key",
        "/issuers/dinsos-banten/status/99",
        "/issuers/tidak-ada/status/1",
    ],
)
def test_what_is_not_there_is_404(stranger, address) -> None:
    assert stranger.get(address).status_code == 404


def test_before_the_first_credential_there_are_no_keys(stranger, own_keys) -> None:
    assert stranger.get("/issuers/dinsos-banten/keys").json == {"keys": []}
    assert not own_keys.exists()


def test_a_list_that_is_half_full_is_followed_by_another(app: Flask, cast, ref, token, monkeypatch) -> None:
    monkeypatch.setattr(service, "MOST_IN_A_LIST", 1)
    with app.test_request_context():
        held = complete(person_of(cast.joko), MORNING + timedelta(hours=1))
        said = jwt.decode(service.credential_jwt(held, now=MORNING), options={"verify_signature": False})
        assert said["credentialStatus"]["statusListCredential"].endswith("/issuers/dinsos-banten/status/2")


def test_a_place_that_is_taken_is_drawn_again(app: Flask, cast, ref, token, monkeypatch) -> None:
    with app.test_request_context():
        taken = db.session.scalars(sa.select(CertificateCredential.position)).one()
        draws = iter([taken, taken, (taken + 1) % statuslist.BITS])
        monkeypatch.setattr(service.secrets, "randbelow", lambda _: next(draws))
        held = complete(person_of(cast.joko), MORNING + timedelta(hours=1))
        service.credential_jwt(held, now=MORNING)
        places = db.session.scalars(sa.select(CertificateCredential.position)).all()
        assert sorted(places) == sorted([taken, (taken + 1) % statuslist.BITS])


def test_two_processes_make_one_first_key(app: Flask) -> None:
    with app.app_context():
        agency = db.session.scalars(sa.select(Agency.ref).limit(1)).one()
        made = {keys.signing_key(agency, now=MORNING + timedelta(seconds=n)).kid for n in range(3)}
        assert len(made) == 1 and len(keys.public_jwks(agency)) == 1


@given(st.sets(st.integers(0, statuslist.BITS - 1), max_size=40), st.integers(0, statuslist.BITS - 1))
def test_a_list_says_of_each_place_what_was_put_there(positions, other):
    encoded = statuslist.encode(positions)
    assert encoded.startswith("u") and "=" not in encoded
    assert all(statuslist.is_set(encoded, each) for each in positions)
    assert statuslist.is_set(encoded, other) == (other in positions)


def test_a_list_has_the_least_length_and_a_left_most_first_bit():
    import gzip

    bits = gzip.decompress(base64.urlsafe_b64decode(statuslist.encode([0])[1:] + "=="))
    assert len(bits) == 16 * 1024 and bits[0] == 0x80
    with pytest.raises(IndexError):
        statuslist.encode([statuslist.BITS])
    with pytest.raises(ValueError):
        statuslist.is_set("zabc", 0)
