"""The words by which the officer reads of a matter about themselves: exact, kind, accusing nobody."""

from collections.abc import Mapping

from flask_babel import gettext as _

from .rules import CONSIDERED


def stage_words() -> dict[str, str]:
    """Where a case stands."""
    return {
        "opened": _("Laporan sudah dicatat"),
        "appointed": _("Pemeriksa sudah ditunjuk"),
        "summoned": _("Anda dipanggil untuk memberi keterangan"),
        "missed": _("Pemeriksaan belum berlangsung"),
        CONSIDERED: _("Sedang dipertimbangkan"),
        "decided": _("Sudah ada keputusan"),
        "delivered": _("Keputusan sudah Anda terima"),
        "objected": _("Keberatan Anda sudah diterima"),
        "referred": _("Keberatan Anda sedang dinilai"),
        "reviewed": _("Keberatan Anda sudah diputus"),
        "closed": _("Perkara sudah ditutup"),
    }


def next_words() -> dict[str, str]:
    """What happens next, by stage."""
    return {
        "opened": _(
            "Sekretariat menunjuk pemeriksa, yang tidak terlibat dalam kejadiannya. Anda diberi tahu siapa."
        ),
        "appointed": _("Anda akan menerima surat panggilan dengan hari, jam, dan tempatnya."),
        "summoned": _(
            "Anda memberi keterangan dalam pemeriksaan tertutup dan membaca berita acaranya sebelum "
            "menandatangani. Tanggapan tertulis boleh disampaikan sejak sekarang."
        ),
        "missed": _("Anda dipanggil sekali lagi, atau perkara dinilai dengan bukti yang ada."),
        CONSIDERED: _(
            "Keterangan Anda dipertimbangkan. Yang memeriksa mengusulkan; pejabat lain yang memutuskan."
        ),
        "decided": _(
            "Keputusan disampaikan kepada Anda. Tenggat untuk menanggapi dihitung sejak Anda terima."
        ),
        "delivered": _(
            "Keputusan dilaksanakan sejak hari mulai berlakunya. Bila keberatan atau banding terbuka bagi "
            "Anda, tombolnya ada di halaman ini."
        ),
        "objected": _("Keberatan Anda diserahkan kepada orang yang tidak ikut memeriksa atau memutus."),
        "referred": _("Orang yang tidak ikut memeriksa atau memutus menilai keberatan Anda."),
        "reviewed": _("Hasilnya disampaikan kepada Anda."),
        "closed": _(
            "Tidak ada yang perlu dikerjakan. Berkas disimpan sampai hari yang tertulis, lalu dihapus."
        ),
    }


def act_words() -> dict[str, tuple[str, str, str]]:
    """What the officer may do, by address: what the button says, the title of its page, what it is for."""
    return {
        "reply": (
            _("Tulis tanggapan"),
            _("Tanggapan Anda"),
            _("Ceritakan dari sisi Anda. Tanggapan dibaca yang memeriksa dan yang memutus, dan tercatat."),
        ),
        "objection": (
            _("Ajukan keberatan"),
            _("Keberatan Anda"),
            _("Tuliskan mengapa keputusan itu menurut Anda keliru. Yang menilainya orang lain."),
        ),
    }


def send_words() -> dict[str, str]:
    """What the button says that sends it."""
    return {"reply": _("Kirim tanggapan"), "objection": _("Kirim keberatan")}


def appeal_words() -> tuple[str, str, str]:
    """The same where the way is an appeal to the board."""
    return (
        _("Catat banding administratif"),
        _("Banding administratif Anda"),
        _(
            "Banding diajukan kepada BPASN. Yang Anda tulis di sini mencatat bahwa Anda mengajukannya; "
            "kirimkan juga berkasnya kepada BPASN."
        ),
    )


def fault_words(code: str) -> str:
    """Why something was not saved, and what to do."""
    return {
        "empty": _("Tuliskan isinya."),
        "long": _("Paling banyak 20.000 huruf."),
        "seen": _(
            "Sudah ada langkah baru sejak Anda membuka halaman ini. Baca dahulu; yang Anda tulis masih ada "
            "di bawah, dan belum dikirim."
        ),
        "closed_way": _("Langkah itu tidak terbuka untuk Anda sekarang."),
        "not_now": _(
            "Langkah ini tidak terbuka lagi. Yang Anda tulis tidak dikirim; simpan salinannya bila perlu."
        ),
    }.get(code, _("Belum dapat disimpan. Muat ulang halaman ini, lalu coba lagi."))


def what_words() -> Mapping[str, str]:
    """What somebody opened or took away."""
    return {
        "page": _("membuka berkas fakta"),
        "pdf": _("mengunduh berkas fakta"),
        "pack": _("mengunduh berkas fakta dengan buktinya"),
        "document": _("mengunduh dokumen perkara"),
    }


def sure_words() -> dict[str, str]:
    """How a source was checked."""
    return {
        "S": _("terlihat pada sumber tersimpan; periksa terhadap naskah resmi"),
        "S2": _("menurut sumber kedua; periksa terhadap naskah resmi"),
    }
