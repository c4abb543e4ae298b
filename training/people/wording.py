"""What the screens say about people: kinds, doubts, refusals."""

from flask_babel import gettext as _

from ..core.i18n import show_date
from .models import Posting
from .refusals import Clash, Gone, Loop, StillUsed


def employment_names() -> dict[str, str]:
    """The kinds of employment, the unknown first."""
    return {
        "": _("— belum dicatat —"),
        "pns": _("PNS"),
        "pppk": _("PPPK"),
        "pppk_part": _("PPPK paruh waktu"),
        "non_asn": _("Non-ASN"),
    }


def kind_names() -> dict[str, str]:
    """The kinds of positions, the unknown first."""
    return {
        "": _("— belum dicatat —"),
        "managerial": _("Manajerial"),
        "functional": _("Fungsional"),
        "executor": _("Pelaksana"),
    }


def nip_words(slug: str, name: str) -> str:
    """What is odd about somebody's NIP."""
    said = {
        "length": _(
            "NIP %(name)s tidak 18 digit. Kemungkinan Excel memotongnya; tersimpan, tetapi periksa lagi.",
            name=name,
        ),
        "birth": _("Delapan digit pertama NIP %(name)s bukan tanggal lahir yang wajar.", name=name),
        "appointment": _(
            "Digit ke-9 sampai ke-14 NIP %(name)s tidak cocok dengan jenis pegawainya.", name=name
        ),
        "sex": _("Digit ke-15 NIP %(name)s biasanya 1 atau 2.", name=name),
        "rounded": _("NIP %(name)s berakhir 000. Kemungkinan Excel membulatkannya.", name=name),
    }
    return said[slug]


def last_administrator() -> str:
    """Why the last administrator stays."""
    return _("Instansi harus punya paling sedikit satu administrator aktif. Angkat yang lain dahulu.")


def post_words(row: Posting) -> str:
    """`Petugas loket, Bidang A, 1 Maret 2026 – sekarang`."""
    where = f"{row.position}, {row.unit.name}" if row.position else row.unit.name
    since = show_date(row.since)
    until = show_date(row.until) if row.until else _("seterusnya")
    return _("%(where)s (%(since)s sampai %(until)s)", where=where, since=since, until=until)


def clash_words(clash: Clash) -> str:
    """Both posts that would be held on one day."""
    return _(
        "Dua jabatan pada hari yang sama: %(standing)s sudah tercatat, sedangkan yang baru %(wanted)s.",
        standing=post_words(clash.standing),
        wanted=post_words(clash.wanted),
    )


def loop_words(loop: Loop) -> str:
    """The way round a loop of units."""
    if not loop.path:
        return _("Susunan unit menjadi terlalu dalam: paling banyak 30 tingkat.")
    return _("Unit tidak dapat berada di bawah dirinya sendiri: %(path)s.", path=" › ".join(loop.path))


def still_used_words(used: StillUsed) -> str:
    """Why a unit stays open."""
    if used.by == "units":
        return _("Unit belum dapat ditutup: masih ada unit di bawahnya. Pindahkan atau tutup dahulu.")
    return _("Unit belum dapat ditutup: masih ada pegawai di sana. Pindahkan dahulu.")


def gone_words(gone: Gone) -> str:
    """Why somebody cannot leave or come back on that day."""
    said = {
        "left": _("Orang ini sudah tercatat keluar."),
        "here": _("Orang ini tidak tercatat keluar."),
        "early": _("Hari kembali harus setelah hari terakhirnya."),
        "later": _("Hari kembali paling lambat hari ini."),
    }
    return said[gone.slug]
