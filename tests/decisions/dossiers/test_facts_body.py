"""The shape of a dossier: written once, read back the same, every fact with what it rests on."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from training.decisions.dossiers.shape.body import Body, Header, Reply, Speaks, Subject, from_bytes, to_bytes
from training.decisions.dossiers.shape.career import Service

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HEADER = Header(
    matter="abcdefghjkmn",
    kind="case",
    number="ETIK/2026/0001",
    track="ethics",
    agency="Dinas Sosial",
    zone="Asia/Jakarta",
    subject=Subject(ref="0123456789ab", name="Sari", nip="", employment="pns", rank="II/d"),
    happened_on=date(2026, 11, 20),
    as_of=date(2026, 11, 20),
    known_by=NOON,
    made_at=NOON,
    purpose="possible_breach",
)
BODY = Body(
    header=HEADER,
    post=None,
    service=Service(joined_on=None, here=None),
    replies=(Reply(source="step:1", on=NOON.date(), at=NOON, text="“Tidak benar.”\n", on_paper=False),),
    fairness=(Speaks(unsourced="derived", key="reply_missing", values={"days": 3}),),
)


def test_what_is_written_is_read_back_the_same() -> None:
    assert from_bytes(to_bytes(BODY)) == BODY
    assert to_bytes(from_bytes(to_bytes(BODY))) == to_bytes(BODY)


def test_the_bytes_are_the_same_in_whatever_zone_a_moment_was_given() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    header = HEADER.model_dump() | {"known_by": elsewhere, "made_at": elsewhere}
    assert to_bytes(BODY.model_copy(update={"header": Header(**header)})) == to_bytes(BODY)


def test_a_fact_without_a_record_must_say_why() -> None:
    for wrong in ({}, {"source": "step:1", "unsourced": "derived"}):
        with pytest.raises(ValidationError):
            Speaks(key="reply_missing", **wrong)


def test_nothing_unnamed_comes_in() -> None:
    with pytest.raises(ValidationError):
        from_bytes(to_bytes(BODY).replace(b'"rank":"II/d"', b'"nik":"3603","rank":"II/d"'))
    with pytest.raises(ValidationError):
        from_bytes(to_bytes(BODY).replace(b'"edition":1', b'"edition":2'))


def test_it_names_every_record_it_rests_on() -> None:
    assert BODY.cited == ["step:1"]
