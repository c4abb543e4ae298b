"""A dossier made by hand, with something in every part of it."""

from datetime import UTC, date, datetime

from training.decisions.dossiers.shape.body import (
    Body,
    Entered,
    Entries,
    Header,
    Later,
    Opened,
    Remedial,
    Reply,
    Speaks,
    Subject,
)
from training.decisions.dossiers.shape.career import (
    Asked,
    CatchUp,
    Certified,
    Declared,
    Gap,
    Outage,
    Post,
    RoundHeld,
    Ruled,
    Service,
)
from training.decisions.dossiers.shape.learning import (
    AboutClause,
    Answer,
    Cited,
    Judged,
    LastAnswer,
    Lesson,
    Peers,
    Reading,
    Run,
    TextToday,
    WordOf,
)

RUN_AT = datetime(2026, 10, 12, 3, 41, tzinfo=UTC)
DECLARED_AT = datetime(2026, 10, 10, 2, 15, tzinfo=UTC)
READ_AT = datetime(2026, 10, 9, 6, 30, tzinfo=UTC)
KNOWN_BY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GIFT = "Tidak menerima pemberian dalam bentuk apa pun dari pengguna layanan yang berkaitan dengan tugas."


def sample(**changed) -> Body:
    """The dossier of a case about clause D.4, or another with `changed` parts."""
    parts = {
        "header": header(),
        "post": Post(
            unsourced="kept_beside",
            unit="Bidang Pelayanan Sosial",
            position="Petugas loket bantuan sosial",
            kind="executor",
            since=date(2024, 3, 1),
            until=None,
        ),
        "service": Service(joined_on=date(2024, 3, 1), here=True),
        "clauses": (about_gifts(), about_queues()),
        "asked": (asked(),),
        "declared": (declared(),),
        "certified": (certified(),),
        "ruled": (
            Ruled(
                source="excusal:ex0000000001",
                kind="excusal",
                title="Sertifikasi Kode Etik",
                since=date(2026, 8, 3),
                until=date(2026, 9, 4),
                subject="",
                recorded_at=datetime(2026, 8, 1, 2, 0, tzinfo=UTC),
                that_day=False,
            ),
        ),
        "outages": (
            Outage(
                source="entry:ou0000000001",
                title="Pemeliharaan jaringan",
                since=date(2026, 10, 1),
                until=date(2026, 10, 2),
                that_day=False,
            ),
        ),
        "entries": Entries(
            commendations=(
                Entered(
                    source="entry:co0000000001",
                    kind="commendation",
                    level="",
                    title="Pegawai teladan triwulan kedua",
                    number="800/45/2026",
                    since=date(2026, 7, 17),
                    until=None,
                    recorded_at=datetime(2026, 7, 20, 2, 0, tzinfo=UTC),
                    in_effect=True,
                ),
            ),
        ),
        "remedial": (
            Remedial(
                source="step:re0000000001",
                on=date(2025, 5, 5),
                due_on=date(2025, 6, 5),
                clauses=("C.2",),
            ),
        ),
        "fairness": (
            Speaks(
                unsourced="derived",
                key="certified",
                values={"title": "Sertifikasi Kode Etik", "until": "2027-07-31"},
            ),
            Speaks(unsourced="derived", key="clean_record", values={"years": 2}),
            Speaks(source="entry:co0000000001", key="commended", values={"count": 1}),
            Speaks(unsourced="derived", key="not_tested", clause="C.2", values={"runs": 0}),
        ),
        "openings": (
            Opened(
                source="opening:op0000000001",
                name="Yanti Rosmala",
                what="page",
                reason="Memeriksa fakta sebelum sidang",
                at=datetime(2026, 11, 22, 3, 5, tzinfo=UTC),
            ),
        ),
        "replies": (
            Reply(
                source="step:rp0000000001",
                on=date(2026, 11, 22),
                at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
                text="Bingkisan itu diletakkan di meja ketika saya melayani orang lain.\n\n"
                "Saya mengembalikannya pada hari yang sama dan melapor kepada kepala bidang.",
                on_paper=False,
            ),
        ),
        "later": (
            Later(
                source="attempt:at0000000009",
                kind="run",
                values={"passed": True, "right": True},
                on=date(2026, 11, 22),
                at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
                clause="D.4",
            ),
        ),
    }
    return Body(**parts | changed)


def header(**changed) -> Header:
    values = {
        "matter": "ma0000000001",
        "kind": "case",
        "number": "ETIK/2026/0001",
        "track": "ethics",
        "agency": "Dinas Sosial Provinsi Banten",
        "zone": "Asia/Jakarta",
        "subject": Subject(
            ref="su0000000001",
            name="Sari Wulandari",
            nip="••••••••••••••2001",
            employment="pns",
            rank="II/d",
        ),
        "happened_on": date(2026, 11, 20),
        "as_of": date(2026, 11, 20),
        "known_by": KNOWN_BY,
        "made_at": KNOWN_BY,
        "purpose": "possible_breach",
    }
    return Header(**values | changed)


def about_gifts(**changed) -> AboutClause:
    values = {
        "cited": cited("D.4", GIFT),
        "taught": "passed",
        "attested": "this_version",
        "lessons": (
            Lesson(
                source="module:mo0000000004",
                module="d",
                title="Larangan",
                version=1,
                address="D.4",
                same_words=True,
                published_on=date(2026, 3, 2),
                reading=Reading(unsourced="kept_beside", started_at=READ_AT, read_at=READ_AT),
            ),
        ),
        "runs": (run(),),
        "last": LastAnswer(
            unsourced="derived",
            asked=1,
            right=1,
            day=date(2026, 10, 12),
            at=RUN_AT,
            run="at0000000001",
            title="Bingkisan di meja",
            scenario_version=2,
            chosen=("Menolak dengan sopan dan menjelaskan aturannya",),
            grade="best",
            same_words=True,
            same_day=False,
            passed=True,
        ),
        "peers": Peers(shown=True, at_least=40, right_percent=85),
    }
    return AboutClause(**values | changed)


def about_queues() -> AboutClause:
    text = "Melayani sesuai dengan urutan kedatangan tanpa membeda-bedakan."
    today = TextToday(
        state="edited",
        version=4,
        address="C.3",
        text="Melayani sesuai dengan urutan antrean tanpa membeda-bedakan.",
        words=(
            WordOf(mark="same", text="Melayani sesuai dengan urutan "),
            WordOf(mark="out", text="kedatangan"),
            WordOf(mark="in", text="antrean"),
            WordOf(mark="same", text=" tanpa membeda-bedakan."),
        ),
        weight="editorial",
        why="Istilah disamakan dengan standar pelayanan.",
    )
    return AboutClause(
        cited=cited("C.2", text, today),
        taught="assigned",
        attested="this_version",
        peers=Peers(shown=False),
    )


def cited(address: str, text: str, today: TextToday | None = None) -> Cited:
    return Cited(
        source="code_version:cv0000000003",
        address=address,
        heading="Larangan",
        kind="prohibition",
        text=text,
        code="Kode Etik Pegawai Dinas Sosial",
        citation="Keputusan Kepala Dinas Nomor 188/12 tanggal 12 Januari 2026",
        version=3,
        in_force_from=date(2026, 2, 1),
        published_at=datetime(2026, 1, 20, 2, 0, tzinfo=UTC),
        content_hash="ab12cd34" * 8,
        in_force_that_day=True,
        on_record_by_then=True,
        today=today or TextToday(state="same", version=3, address=address, text=text),
    )


def run(**changed) -> Run:
    values = {
        "source": "attempt:at0000000001",
        "ref": "at0000000001",
        "module": "d",
        "title": "Larangan",
        "version": 1,
        "address": "D.4",
        "same_words": True,
        "submitted": True,
        "ended_at": RUN_AT,
        "day": date(2026, 10, 12),
        "same_day": False,
        "extra_time": False,
        "percent": 92,
        "mastery_percent": 80,
        "passed": True,
        "passed_now": True,
        "answers": (
            Answer(
                scenario="sc0000000001",
                title="Bingkisan di meja",
                scenario_version=2,
                question="Pemohon meletakkan bingkisan di meja Anda. Apa yang Anda lakukan?",
                chosen=("Menolak dengan sopan dan menjelaskan aturannya",),
                order=False,
                critical=False,
                grade="best",
                counts=True,
                judged=(
                    Judged(
                        source="attempt:at0000000001",
                        at=RUN_AT,
                        known=True,
                        grade="best",
                        points=4,
                        maximum=4,
                    ),
                ),
            ),
        ),
    }
    return Run(**values | changed)


def asked() -> Asked:
    return Asked(
        source="assignment:as0000000001",
        scheme="ce0000000001",
        title="Sertifikasi Kode Etik",
        assigned_at=datetime(2026, 3, 2, 2, 0, tzinfo=UTC),
        assigned_on=date(2026, 3, 2),
        first_due_on=date(2026, 9, 30),
        due_on=date(2026, 10, 31),
        by_hand=False,
        ended_on=None,
    )


def declared() -> Declared:
    return Declared(
        source="attestation:ad0000000001",
        code="Kode Etik Pegawai Dinas Sosial",
        version=3,
        at=DECLARED_AT,
        day=date(2026, 10, 10),
        same_day=False,
        shown_hash="cd34" * 16,
        language="id",
        statement="Saya sanggup mematuhi kode etik ini.",
    )


def certified() -> Certified:
    return Certified(
        scheme="ce0000000001",
        title="Sertifikasi Kode Etik",
        state="certified",
        excused=False,
        due_on=None,
        version=3,
        rounds=(
            RoundHeld(
                source="period:pe0000000001",
                number=1,
                version=2,
                certificate="ADAB-DINSOS-2025-000007",
                completed_on=date(2025, 8, 1),
                valid_from=date(2025, 8, 1),
                valid_until=date(2026, 7, 31),
                window_opens=date(2026, 6, 1),
            ),
            RoundHeld(
                source="period:pe0000000002",
                number=2,
                version=3,
                certificate="ADAB-DINSOS-2026-000031",
                completed_on=date(2026, 10, 12),
                valid_from=date(2026, 10, 12),
                valid_until=date(2027, 7, 31),
                window_opens=date(2027, 6, 1),
            ),
        ),
        gaps=(Gap(since=date(2026, 8, 1), until=date(2026, 10, 11), days=72),),
        catch_ups=(
            CatchUp(
                source="delta_duty:de0000000001",
                version=3,
                asked_at=datetime(2026, 2, 1, 2, 0, tzinfo=UTC),
                due_on=date(2026, 5, 1),
                met_on=None,
            ),
        ),
    )
