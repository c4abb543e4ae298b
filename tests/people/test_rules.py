from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.people.rules import (
    browser_name,
    is_local,
    mask_nip,
    network_of,
    nip_doubts,
    password_is_weak,
    print_nip,
    sign_in_alive,
    throttled_until,
    tidy_name,
    tidy_nip,
)

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
IDLE, ABSOLUTE = timedelta(hours=2), timedelta(hours=12)


@pytest.mark.parametrize(
    ("nip", "doubts"),
    [
        ("198609262015051001", []),
        ("19860926201505100", ["length"]),
        ("1986092620150510X1", ["length"]),
        ("198613262015051001", ["birth"]),
        ("198609262015053001", ["sex"]),
        ("198609262015051000", ["rounded"]),
        ("199012122024211005", []),
    ],
)
def test_a_damaged_nip_is_doubted_and_a_contract_number_is_not(nip, doubts):
    assert [doubt.slug for doubt in nip_doubts(nip)] == doubts


def test_a_nip_is_read_as_it_is_printed():
    assert tidy_nip("19860926 201505 1 001") == "198609262015051001"
    assert tidy_nip("'198609262015051001") == "198609262015051001"


@given(st.text(alphabet="0123456789", min_size=18, max_size=18))
def test_a_masked_nip_never_shows_the_birth_date(nip):
    assert nip[:14] not in mask_nip(nip)
    assert mask_nip(nip).endswith(nip[-4:])


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/modules/abc", True),
        ("/reports/people?q=a", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example/", False),
        ("javascript:alert(1)", False),
        ("/a\nSet-Cookie: x", False),
        ("", False),
        (None, False),
    ],
)
def test_next_stays_on_this_site(address, local):
    assert is_local(address) is local


def test_a_sign_in_ends_when_idle_when_old_and_when_ended():
    alive = {"started_at": NOON, "seen_at": NOON, "ended_at": None, "idle": IDLE, "absolute": ABSOLUTE}
    assert sign_in_alive(**alive, now=NOON + IDLE - timedelta(seconds=1))
    assert not sign_in_alive(**alive, now=NOON + IDLE)
    busy = alive | {"seen_at": NOON + ABSOLUTE - timedelta(minutes=1)}
    assert sign_in_alive(**busy, now=NOON + ABSOLUTE - timedelta(seconds=1))
    assert not sign_in_alive(**busy, now=NOON + ABSOLUTE)
    assert not sign_in_alive(**alive | {"ended_at": NOON}, now=NOON)


def test_failures_slow_down_and_are_forgotten_after_the_window():
    assert throttled_until(4, NOON, free=5, now=NOON) is None
    assert throttled_until(5, NOON, free=5, now=NOON) == NOON + timedelta(seconds=30)
    assert throttled_until(7, NOON, free=5, now=NOON) == NOON + timedelta(minutes=2)
    assert throttled_until(60, NOON, free=5, now=NOON) == NOON + timedelta(minutes=15)
    assert throttled_until(5, NOON, free=5, now=NOON + timedelta(seconds=30)) is None
    assert throttled_until(60, NOON, free=5, now=NOON + timedelta(minutes=15)) is None


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("kopi pagi hangat", False),
        ("pendek1", True),
        ("aaaaaaaaaaaa", True),
        ("sari-di-loket-3", True),
        ("199803122024032001x", True),
        ("sariwulan-xyz-99", True),
    ],
)
def test_a_password_with_ones_own_name_or_number_is_weak(password, weak):
    own = {"name": "Sari Wulandari", "nip": "199803122024032001", "email": "sari@dinsos.contoh.id"}
    assert password_is_weak(password, **own) is weak


def test_a_nip_is_printed_as_on_letters_and_read_back():
    assert print_nip("198609262015051001") == "19860926 201505 1 001"
    assert tidy_nip(print_nip("198609262015051001")) == "198609262015051001"
    assert print_nip("12345") == "12345"
    assert print_nip(None) == ""


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8.9", "curl/8.9"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(agent, name):
    assert browser_name(agent) == name


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_one_subscriber_is_one_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Sari   Wulandari\t", "Sari Wulandari"),
        ("Sari\u00a0Wulandari\u200b", "Sari Wulandari"),
        ("\u202eiraS\u2066", "iraS"),
        ("Siti\u0001 Nur'aini, S.Sos.", "Siti Nur'aini, S.Sos."),
        ("Ade\u0301", "Ad\u00e9"),
        ("\u200b\u00ad", ""),
    ],
)
def test_a_name_shows_all_of_itself(typed, kept):
    assert tidy_name(typed) == kept
