"""What happens to a nomination, as the auditor reads it: by the kind of its event."""

from flask_babel import gettext as _


def nomination_words() -> dict[str, str]:
    """The words of each event of a nomination."""
    said = {
        "nominated": _("mengusulkan penghargaan bagi seorang rekan"),
        "seconded": _("menyokong pengusulan"),
        "replied": _("menanggapi pengusulan"),
        "withdrawn": _("menolak diusulkan"),
        "appointed": _("menunjuk tim dan pejabat penghargaan"),
        "cleared": _("menjawab tentang pemeriksaan"),
        "handed_over": _("menyerahkan berkas fakta kepada tim"),
        "weighed": _("mencatat hasil penelaahan"),
        "proposed": _("mengajukan usul keputusan penghargaan"),
        "returned": _("mengembalikan pengusulan kepada tim"),
        "decided": _("mengabulkan pengusulan"),
        "declined": _("tidak mengabulkan pengusulan"),
        "objected": _("mengajukan keberatan atas keputusan pengusulan"),
        "referred": _("menunjuk penilai keberatan atas keputusan pengusulan"),
        "reviewed": _("memutus keberatan atas keputusan pengusulan"),
        "awarded": _("mencatat pemberian penghargaan"),
        "succeeded": _("menunjuk pengganti pejabat penghargaan"),
        "revoked": _("mencatat penarikan penghargaan"),
        "noted": _("menambah catatan pengusulan"),
        "closed": _("menutup pengusulan"),
    }
    return {f"nomination.{kind}": words for kind, words in said.items()}
