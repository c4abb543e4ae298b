"""The outbox without a database: settings, lines, pauses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.config import UnsafeSettings, settings
from training.core.outbox.rules import (
    COLUMNS,
    GIVES_UP_AFTER,
    PAUSES,
    is_address,
    is_subject,
    next_try,
    wrapped,
)
from training.core.outbox.ways import Console, Folder, Server, read_sender, read_way

START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ("", Console()),
        ("off", None),
        ("console", Console()),
        ("smtp://localhost", Server("localhost", 25, "none")),
        ("smtp://surel.contoh.go.id", Server("surel.contoh.go.id", 587, "starttls")),
        ("smtp://surel.contoh.go.id?tls=ssl", Server("surel.contoh.go.id", 465, "ssl")),
        (
            "smtp://a%40b:p%2Fw%3A@surel.id:2525/?tls=starttls",
            Server("surel.id", 2525, "starttls", "a@b", "p/w:"),
        ),
    ],
)
def test_a_way_is_read(given, way):
    assert read_way(given, production=False) == way


def test_production_keeps_letters_until_it_is_told_how_to_send_them():
    assert read_way("", production=True) is None


def test_a_folder_is_read(tmp_path):
    assert read_way(f"file:{tmp_path}", production=True) == Folder(tmp_path)


@pytest.mark.parametrize(
    "given",
    [
        "sendmail",
        "file:",
        "smtp://",
        "smtp://h?tls=maybe",
        "smtp://h?x=1",
        "smtp://u:rahasia@h.id?tls=none",
        "smtp://h:a",
    ],
)
def test_a_way_that_cannot_be_meant_stops_the_start_and_keeps_its_password(tmp_path, given):
    with pytest.raises(UnsafeSettings, match="ADAB_MAIL") as stopped:
        settings(tmp_path, {"ADAB_MAIL": given, "ADAB_MAIL_FROM": "a@b.id"})
    assert "rahasia" not in str(stopped.value)


@pytest.mark.parametrize("given", ["", "Adab", "Adab <adab>", "a@b.id\nBcc: c@d.id", "a@b.id, c@d.id"])
def test_a_mail_server_needs_a_sender(tmp_path, given):
    with pytest.raises(UnsafeSettings, match="ADAB_MAIL_FROM"):
        settings(tmp_path, {"ADAB_MAIL": "smtp://localhost", "ADAB_MAIL_FROM": given})


def test_a_sender_is_read():
    sender = read_sender("Kepegawaian Dinsos <kepegawaian@contoh.go.id>", Console())
    assert (sender.display_name, sender.addr_spec) == ("Kepegawaian Dinsos", "kepegawaian@contoh.go.id")


def test_a_servers_password_is_not_shown():
    assert "rahasia" not in repr(read_way("smtp://u:rahasia@h.id", production=True))


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_taken_as_an_address_or_subject_stays_on_its_line(left, right):
    for typed in (f"{left}@{right}", left, f"{left}@contoh.id"):
        if is_address(typed) or is_subject(typed):
            assert len(typed.splitlines()) == 1


@given(st.lists(st.text(alphabet="ab -", max_size=200), max_size=6).map("\n".join))
def test_lines_are_short_and_no_word_is_lost(text):
    laid_out = wrapped(text)
    assert laid_out.split() == text.split()
    assert all(len(line) <= COLUMNS or " " not in line.strip() for line in laid_out.splitlines())
    assert wrapped(laid_out) == laid_out


def test_an_address_is_not_broken_and_a_list_is_indented():
    address = "https://adab.contoh.go.id/" + "a-b/" * 30
    laid_out = wrapped(f"Buka {address}\n- " + "kata " * 30)
    assert address in laid_out.splitlines()
    assert all(line.startswith(("- ", "  ")) for line in laid_out.splitlines()[2:])


@given(st.integers(1, 200), st.integers(0, 100))
def test_pauses_grow_and_end(attempts, hours):
    at, gives_up = START + timedelta(hours=hours), START + GIVES_UP_AFTER
    wake_at = next_try(attempts, at, gives_up)
    assert wake_at is None or at + PAUSES[0] <= wake_at < gives_up
    assert list(PAUSES) == sorted(PAUSES)
