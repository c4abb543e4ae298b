"""What start-up refuses: settings that would put people's records at risk, or that cannot be meant."""

import pytest

from training.core.config import UnsafeSettings, settings

SAFE = {
    "ADAB_ENV": "production",
    "SECRET_KEY": "0123456789abcdef" * 3,
    "ADAB_ORIGIN": "https://adab.contoh.go.id/",
}


def test_a_safe_production(tmp_path):
    read = settings(tmp_path, SAFE | {"ADAB_PROXIES": "1"})
    assert read["SESSION_COOKIE_SECURE"] and read["SESSION_COOKIE_HTTPONLY"]
    assert read["SESSION_COOKIE_NAME"] == "__Host-adab"
    assert (read["ORIGIN"], read["PROXIES"]) == ("https://adab.contoh.go.id", 1)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "terlalu-pendek"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"ADAB_ORIGIN": ""}, "ADAB_ORIGIN"),
        ({"ADAB_ORIGIN": "http://adab.contoh.go.id"}, "ADAB_ORIGIN"),
        ({"ADAB_ORIGIN": "https://adab.contoh.go.id/jalur"}, "ADAB_ORIGIN"),
        ({"ADAB_ORIGIN": "https://siapa@adab.contoh.go.id"}, "ADAB_ORIGIN"),
        ({"ADAB_ENV": "prod"}, "ADAB_ENV"),
        ({"ADAB_ENV": "Production"}, "ADAB_ENV"),
        ({"ADAB_PROXIES": "-1"}, "ADAB_PROXIES"),
        ({"ADAB_PROXIES": "satu"}, "ADAB_PROXIES"),
        ({"ADAB_READERS": "0"}, "ADAB_READERS"),
        ({"ADAB_READERS": "banyak"}, "ADAB_READERS"),
    ],
)
def test_an_unsafe_production_does_not_start_and_says_what_to_set(tmp_path, change, named):
    with pytest.raises(UnsafeSettings, match=named):
        settings(tmp_path, SAFE | change)
    assert not (tmp_path / "secret_key").exists()


def test_an_address_that_is_none_is_refused_anywhere(tmp_path):
    with pytest.raises(UnsafeSettings, match="ADAB_ORIGIN"):
        settings(tmp_path, {"ADAB_ORIGIN": "adab.contoh.go.id"})


def test_without_a_secret_one_is_made_once_and_kept_to_oneself(tmp_path):
    made = settings(tmp_path / "instance", {})["SECRET_KEY"]
    assert len(made) >= 48
    assert settings(tmp_path / "instance", {})["SECRET_KEY"] == made
    assert [file.name for file in (tmp_path / "instance").iterdir()] == ["secret_key"]
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0
