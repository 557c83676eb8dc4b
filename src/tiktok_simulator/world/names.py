"""Invented people: handles and display names put together from syllables, so that nobody real is meant."""

from random import Random

from tiktok_simulator.world.topics import Topic

_SYLLABLES: dict[str, tuple[str, str]] = {
    "en": ("bren cal dar ells fen gar hal kip lor mar nel per quin ros tam wil", "by da ett lyn na ra ry son ta wyn"),
    "de": ("ald ber dit fri gun hed jor kon lut mat nor rein sig ul wen", "bert chen ger hild ke ko lo man na ta"),
    "fr": ("ami bel cla del ela flo gis jol lui mar nad oli pau sol vi", "belle cie dine ette lle mond nne que rie vy"),
    "it": ("al bel car do fio gia lo mar nun pie ro sal ti vi", "bella cchi dina ello gio lina nza ra sca tto"),
    "es": ("al be car del es fla gui jo lu ma na ori pa ro vi", "cita do ela gado lina mora nita rez sol villa"),
    "pt": ("an be cai du el fa gi jo lu mai nan ri sa ti vi", "ana be cinha dao lha mar nda rinho ssa zao"),
    "nl": ("aan bas dir els fem gij han jor kee lot mar noor pie san wou", "der ke len mie na rik se tje ver wijn"),
    "pl": ("ag bar cel dar el fra gra jag kas lid mar nat ola pau zu", "cja dek ina ka ldo mira nia ska ta wia"),
    "sv": ("al bjo da eb fri gus hjo ing kar lin mal nil os sig tor", "ala berg dis en gren lin na rid sa vik"),
    "id": ("adi bay cah dew eka fit gun har ind kar lin mul nur put rat", "dah ka lah ni nto ra sih ti wan ya"),
    "tr": ("al bur cem den el fer gul hal il ker mel nur oz se tar", "can cek gul han kin lay nur ra say ye"),
}  # fmt: skip
_SCRIPTS: dict[str, str] = {
    "ja": "ア イ ミ ナ ユ キ ハ ル ソ ラ リ ン カ モ",
    "ko": "하 늘 소 리 민 지 도 윤 가 람 서 아 이 루",
    "th": "กา นา มี ปู รา ลิ ดา ฟ้า ใจ พี",
    "ar": "را لي نو مي سا دا يا كا ها ني",  # noqa: RUF001 - Arabic
}
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "n": "ñ", "s": "š", "c": "ç"}
_EMOJI = ("✨", "🌸", "🔥", "🎮", "💄", "🍜", "🏋️", "🚗", "🌍", "📱", "💃", "😂", "🫶🏽", "👩‍🍳")
_NEAR = {"ms": "id", "tl": "es", "vi": "id", "ja": "it", "ko": "id", "th": "id", "ar": "tr"}


def person(rng: Random, language: str) -> tuple[str, str]:
    """(a first name in ASCII for the handle, a display name perhaps in the language's own script)."""
    heads, tails = _SYLLABLES[language if language in _SYLLABLES else _NEAR[language]]
    first = rng.choice(heads.split()) + rng.choice(tails.split())
    last = rng.choice(heads.split()) + rng.choice(tails.split())
    if language in _SCRIPTS and rng.random() < 0.7:
        letters = _SCRIPTS[language].split()
        return first, "".join(rng.choice(letters) for _ in range(rng.randint(2, 4)))
    shown = first.capitalize()
    if language != "en" and rng.random() < 0.25:
        place = rng.randrange(1, len(shown))
        shown = shown[:place] + _ACCENTS.get(shown[place], shown[place]) + shown[place + 1 :]
    return first, shown if rng.random() < 0.4 else f"{shown} {last.capitalize()}"


def handle(rng: Random, first: str, topic: Topic) -> str:
    """A handle of letters, digits, full stops and underscores (2 to 24 characters, as TikTok allows)."""
    word = rng.choice(topic.words)
    form = rng.randrange(8)
    joined = (
        f"{word}.by.{first}", f"{first}.{word}", f"{first}_{word}", f"{word}with{first}",
        f"the{word}{first}", f"{first}{rng.randint(1, 99):02d}", f"{first}.{first[:2]}{rng.randint(1, 9)}",
        f"its{first}_{word}",
    )[form]  # fmt: skip
    return joined[:22].rstrip("._")


def decorated(rng: Random, shown: str, topic: Topic) -> str:
    """The display name with what people put around it: a topic, an emoji, or nothing."""
    draw = rng.random()
    if draw < 0.18:
        return f"{shown} {rng.choice(_EMOJI)}"
    if draw < 0.30:
        return f"{shown} | {rng.choice(topic.words).capitalize()}"
    return shown
