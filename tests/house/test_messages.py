"""Both languages are complete: no screen says anything that one of them does not know."""

import re

import pytest

from .messages import form_messages, kept, screen_messages

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def untranslated(wanted, catalog):
    missing = []
    for message in wanted:
        known = catalog.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        texts = (
            known.string
            if known and isinstance(known.string, tuple | list)
            else [known.string if known else ""]
        )
        if message.id and not all(texts):
            missing.append(message.id)
    return missing


def test_every_screen_text_is_in_english():
    assert untranslated(screen_messages(), kept("en")) == []


def test_every_form_message_is_in_indonesian():
    assert untranslated(form_messages(), kept("id")) == []


@pytest.mark.parametrize(("language", "wanted"), [("en", screen_messages), ("id", form_messages)])
def test_no_catalogue_keeps_what_no_screen_says(language, wanted):
    current = {message.id for message in wanted()}
    assert [message.id for message in kept(language) if message.id and message.id not in current] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_translations_fill_the_same_blanks(language):
    for message in kept(language):
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        wanted = {name for text in ids for name in PLACEHOLDER.findall(text)}
        for text in texts if message.id else []:
            assert set(PLACEHOLDER.findall(text)) <= wanted, message.id
            if len(ids) == 1:
                assert set(PLACEHOLDER.findall(text)) == wanted, message.id


def test_a_message_nobody_translated_is_noticed():
    wanted = screen_messages()
    wanted.add("Kalimat yang belum ada di katalog")
    assert untranslated(wanted, kept("en")) == ["Kalimat yang belum ada di katalog"]


def test_the_shared_pieces_are_read_too():
    assert "Langkah Anda berikutnya" in screen_messages()


def test_indonesian_has_one_plural_form():
    assert kept("id").num_plurals == 1
