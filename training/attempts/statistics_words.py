"""Statistics as sentences, and what to do about each flag. A scenario trains for mastery: easy is normal."""

from dataclasses import dataclass

from flask_babel import gettext as _

from ..core.i18n import show_number
from ..scenarios.document import Option
from .insight import Insight
from .tallies import NEGATIVE, UNCHOSEN, Flag, Quartiles

MASTERED, HARD = 90, 50
CLEAR, SOME = 30, 15
SURE = 70


@dataclass(frozen=True, slots=True)
class Advice:
    """A flag in plain words: what was noticed, what to do about it, and where (a scene's number, or 0)."""

    kind: str
    said: str
    advice: str
    scene: int = 0


def sentences(insight: Insight) -> list[str]:
    """What the figures say, the plainest first."""
    said = [_facility(insight), _discrimination(insight), _weight(insight), _reliability(insight)]
    return [sentence for sentence in said if sentence]


def advices(insight: Insight) -> list[Advice]:
    """The flags of a version in their order, each with advice."""
    return [_advice(insight, flag) for flag in insight.flags]


def percent(value: float | None) -> str:
    """`83,3%`; a dash where there is no figure."""
    return f"{_signed(round(value, 1))}%" if value is not None else "–"


def number(value: float | None) -> str:
    """`0,92`; a dash where there is no figure."""
    return _signed(round(value, 2)) if value is not None else "–"


def duration(seconds: float) -> str:
    """`45 detik`, `1 menit 20 detik`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("%(seconds)s detik", seconds=rest)
    if not rest:
        return _("%(minutes)s menit", minutes=show_number(minutes))
    return _("%(minutes)s menit %(seconds)s detik", minutes=show_number(minutes), seconds=rest)


def time_words(seconds: Quartiles) -> str:
    """What the quartiles of a time say."""
    return _(
        "Separuh petugas memerlukan %(middle)s atau kurang; seperempat kurang dari %(low)s, seperempat lebih "
        "dari %(high)s.",
        middle=duration(seconds.middle),
        low=duration(seconds.low),
        high=duration(seconds.high),
    )


def scene_number(insight: Insight, key: str) -> int:
    """The number a scene has on the pages of the scenario."""
    return list(insight.doc.nodes).index(key) + 1


def letter(insight: Insight, key: str, option: str) -> str:
    """The letter an option has on the pages of the scenario."""
    return "ABCDEF"[[each.id for each in insight.doc.nodes[key].options].index(option)]


def _signed(value: float) -> str:
    return show_number(value).replace("-", "−")


def _facility(insight: Insight) -> str:
    value = insight.item.facility or 0.0
    said = _("Petugas rata-rata memperoleh %(share)s dari nilai tertinggi.", share=percent(value))
    if value >= MASTERED:
        said += " " + _(
            "Itu wajar: skenario ini melatih sampai mahir, jadi kebanyakan petugas memang berhasil."
        )
    elif value < HARD:
        said += " " + _(
            "Itu rendah untuk uji kemahiran. Periksa apakah pelajarannya sudah menyiapkan petugas."
        )
    return said


def _discrimination(insight: Insight) -> str:
    value = insight.item.discrimination
    if value is None:
        return _("Daya beda tidak dapat dihitung, karena nilai semua petugas sama.")
    if value < 0:
        said = _("Petugas yang unggul di skenario lain justru lebih sering keliru di sini")
    elif value < SOME:
        said = _("Hasil di sini hampir tidak berkaitan dengan hasil di skenario lain")
    elif value < CLEAR:
        said = _("Petugas yang unggul di skenario lain sedikit lebih berhasil di sini")
    else:
        said = _("Petugas yang unggul di skenario lain juga unggul di sini")
    return _("%(said)s (daya beda %(value)s).", said=said, value=percent(value))


def _weight(insight: Insight) -> str:
    value = insight.weight
    if value is None:
        return ""
    return _("Skenario ini membentuk %(share)s dari perbedaan nilai antarpetugas.", share=percent(value))


def _reliability(insight: Insight) -> str:
    whole = insight.whole
    if whole.alpha is None or whole.error is None or not whole.maximum:
        return ""
    if whole.alpha <= 0:
        return _(
            "Uji yang memuat skenario ini belum dapat diandalkan: hasil skenario-skenarionya tidak sejalan."
        )
    said = _(
        "Uji yang memuat skenario ini berkeandalan %(alpha)s; nilai seorang petugas dapat meleset sekitar "
        "%(error)s.",
        alpha=percent(whole.alpha),
        error=percent(100 * whole.error / whole.maximum),
    )
    if whole.alpha < SURE:
        said += " " + _("Uji yang singkat memang begitu: jangan menilai seseorang dari satu angka.")
    return said


def _advice(insight: Insight, flag: Flag) -> Advice:
    if flag.kind == NEGATIVE:
        return Advice(
            flag.kind,
            _("Petugas yang unggul di skenario lain justru lebih sering keliru di sini."),
            _(
                "Periksa kuncinya dahulu: apakah pilihan terbaik sungguh yang terbaik, dan adakah kalimat "
                "yang berarti ganda? Mintalah rekan menilai pilihannya tanpa melihat kunci."
            ),
        )
    if flag.kind == UNCHOSEN:
        return _unchosen(insight, flag)
    return Advice(
        flag.kind,
        _("Skenario ini hampir tidak membedakan yang sudah paham dari yang belum."),
        _(
            "Pilihan yang keliru mungkin terlalu mudah ditebak, atau hasilnya bergantung pada kebetulan. "
            "Tulislah godaan yang lebih wajar, atau perjelas apa yang diketahui petugas saat memilih."
        ),
    )


def _unchosen(insight: Insight, flag: Flag) -> Advice:
    node = insight.doc.nodes[flag.node]
    option = next(each for each in node.options if each.id == flag.option)
    scene = scene_number(insight, flag.node)
    said = _(
        "Adegan %(scene)s: pilihan %(letter)s tidak pernah diambil.",
        scene=scene,
        letter=letter(insight, flag.node, flag.option),
    )
    return Advice(flag.kind, said, _about(option), scene)


def _about(option: Option) -> str:
    if option.grade in ("best", "acceptable"):
        return _(
            "Padahal pilihan ini dinilai tepat. Periksa apakah kalimatnya dipahami dan apakah kuncinya benar."
        )
    if option.critical:
        return _("Untuk pelanggaran berat hal ini wajar dan boleh dibiarkan.")
    return _(
        "Pilihan yang jelas keliru tidak menguji apa pun. Gantilah dengan sesuatu yang sungguh pernah "
        "dilakukan orang di loket."
    )
