"""Captions in the creator's language, with hashtags of the topic."""

from typing import TYPE_CHECKING

from tiktok_simulator.world import chance

if TYPE_CHECKING:
    from tiktok_simulator.world.creator import Creator

_OPENERS: dict[str, tuple[str, ...]] = {
    "en": ("this took me three tries", "day in my life", "wait for the end", "you asked, here it is", "part 2 is up"),
    "de": ("das hat gedauert", "mein Alltag", "wartet bis zum Schluss", "ihr habt gefragt", "Teil 2 für euch"),
    "fr": ("j'ai essayé pour vous", "ma journée", "attendez la fin", "vous l'avez demandé", "deuxième partie"),
    "it": ("ci ho messo un po'", "la mia giornata", "aspettate la fine", "me l'avete chiesto", "seconda parte"),
    "es": ("me costó tres intentos", "un día conmigo", "espera al final", "lo pidieron", "segunda parte"),
    "pt": ("deu trabalho", "um dia comigo", "espera até o final", "vocês pediram", "parte dois"),
    "nl": ("dit duurde even", "een dag met mij", "wacht op het einde", "jullie vroegen erom", "deel twee"),
    "pl": ("trochę to trwało", "mój dzień", "poczekaj do końca", "pytaliście", "część druga"),
    "sv": ("det tog ett tag", "en dag med mig", "vänta på slutet", "ni frågade", "del två"),
    "id": ("akhirnya jadi juga", "sehari bersamaku", "tunggu sampai akhir", "kalian yang minta", "bagian dua"),
    "ms": ("akhirnya siap", "sehari bersama saya", "tunggu sampai habis", "anda minta", "bahagian dua"),
    "tl": ("tatlong beses ko sinubukan", "isang araw ko", "abangan ang dulo", "hiniling niyo", "ikalawang bahagi"),
    "vi": ("mất ba lần thử", "một ngày của mình", "xem đến cuối nhé", "mọi người hỏi", "phần hai"),
    "tr": ("biraz uğraştım", "benim bir günüm", "sonunu bekleyin", "siz istediniz", "ikinci bölüm"),  # noqa: RUF001 - Turkish
    "ja": ("三回やり直した", "私の一日", "最後まで見て", "リクエストありがとう", "パート2"),
    "ko": ("세 번 만에 성공", "나의 하루", "끝까지 봐줘", "요청한 영상", "2편"),
    "th": ("ลองสามรอบ", "หนึ่งวันของฉัน", "ดูให้จบ", "ตามคำขอ", "ตอนที่สอง"),
    "ar": ("أخذ مني ثلاث محاولات", "يوم في حياتي", "انتظروا النهاية", "طلبتم وهذا هو", "الجزء الثاني"),
}
_EVERYWHERE = ("fyp", "foryou", "viral", "learnontiktok", "creator")
_OPENER, _TOPIC, _WORD, _WORD_2, _COMMON, _AD, _LENGTH = range(20, 27)


def caption_and_duration(creator: "Creator", key: int) -> tuple[str, int]:
    """(caption, whole seconds). About one video in twelve is marked as an advertisement."""
    openers = _OPENERS[creator.language]
    topic = creator.topics[chance.step(key, _TOPIC) % len(creator.topics)]
    tags = dict.fromkeys(
        (
            topic.words[chance.step(key, _WORD) % len(topic.words)],
            topic.words[chance.step(key, _WORD_2) % len(topic.words)],
            _EVERYWHERE[chance.step(key, _COMMON) % len(_EVERYWHERE)],
        )
    )
    words = [openers[chance.step(key, _OPENER) % len(openers)], *(f"#{tag}" for tag in tags)]
    if chance.unit(key, _AD) < 1 / 12:
        words.append("#ad")
    duration = 6 + int(24 * 2.718281828 ** (0.7 * chance.normal(key, _LENGTH)))
    return " ".join(words), min(600, duration)
