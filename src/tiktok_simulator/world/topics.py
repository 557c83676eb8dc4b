"""What creators make videos about: TikTok's content labels, the industries that hire for them, and their words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A content label. `female`: usual share of women watching; `lively`: engagement against the average;
    `age`: how the audience's age leans (-1 young, +1 old); `words`: what handles, hashtags and captions use.
    """

    label_id: str
    label_name: str
    industries: tuple[str, ...]
    interest: str
    female: float
    lively: float
    age: float
    words: tuple[str, ...]


INDUSTRIES: dict[str, str] = {
    "11000000000": "Vehicle & Transportation",
    "14000000000": "Beauty & Personal Care",
    "14100000000": "Oral Care",
    "15000000000": "Tech & Electronics",
    "16000000000": "Appliances",
    "18000000000": "Household Products",
    "20000000000": "Apps",
    "21000000000": "Home Improvement",
    "22000000000": "Apparel & Accessories",
    "23000000000": "News & Entertainment",
    "24000000000": "Business Services",
    "25000000000": "Games",
    "28000000000": "Sports & Outdoor",
    "29000000000": "Health",
}


def _topic(
    label: str, name: str, industries: str, interest: str, female: float, lively: float, age: float, words: str
) -> Topic:
    return Topic(label, name, tuple(industries.split()), interest, female, lively, age, tuple(words.split()))


TOPICS: tuple[Topic, ...] = (
    _topic("11002002", "Beauty Tutorials & Tips", "14000000000 14100000000", "14", 0.82, 1.0, -0.1,
           "glow skincare makeup serum lipstick routine"),
    _topic("11002006", "Hair Design & Care", "14000000000 22000000000", "14", 0.78, 0.95, 0.0,
           "curls haircare braids balayage hairstyle wash"),
    _topic("11004001", "Movies & TV", "23000000000 20000000000", "23", 0.50, 0.9, 0.1,
           "cinema series review trailer scene binge"),
    _topic("11004004", "Dance", "22000000000 23000000000", "23", 0.62, 1.25, -0.5,
           "dance choreo moves steps freestyle studio"),
    _topic("11005001", "Video Games", "25000000000 15000000000", "25", 0.24, 1.1, -0.6,
           "gaming speedrun loot quest console arcade"),
    _topic("11005001007", "Shooting Games", "25000000000", "25", 0.14, 1.05, -0.7,
           "headshot sniper squad ranked clutch loadout"),
    _topic("11007001", "Fitness", "28000000000 29000000000", "28", 0.48, 0.95, 0.0,
           "gym lift cardio mobility reps stretch"),
    _topic("11008001", "Comedy", "23000000000 20000000000", "23", 0.47, 1.3, -0.3,
           "sketch prank jokes standup parody skit"),
    _topic("11010004", "Cooking & Recipes", "18000000000 16000000000 21000000000", "18", 0.64, 1.0, 0.5,
           "kitchen recipe baking noodles dinner spice"),
    _topic("11013005", "Travel", "24000000000 28000000000", "24", 0.55, 0.85, 0.4,
           "travel hostel island backpack sunset roadtrip"),
    _topic("11014001", "Automobiles", "11000000000", "11", 0.16, 0.9, 0.4,
           "garage engine turbo detailing offroad drift"),
    _topic("11015001", "Tech Products & Tests", "15000000000 20000000000", "15", 0.28, 0.8, 0.2,
           "tech gadget unboxing laptop camera benchmark"),
)  # fmt: skip

_CONTENT_DIGITS = 8
_INDUSTRY_DIGITS = 2
"""How many digits of a label of each kind say under which top-level label it belongs."""


def is_sub_label(label_id: str) -> bool:
    """Whether the label belongs under another: content below `11005001`, Oral Care below Beauty."""
    return label_id != _top_level(label_id)


def is_within(label_id: str, wanted: str) -> bool:
    """Whether it is the wanted label or one of its sub-labels."""
    return label_id == wanted or _top_level(label_id) == wanted


def _top_level(label_id: str) -> str:
    if label_id in INDUSTRIES:
        return label_id[:_INDUSTRY_DIGITS].ljust(len(label_id), "0")
    return label_id[:_CONTENT_DIGITS]


TOPIC_BY_LABEL: dict[str, Topic] = {topic.label_id: topic for topic in TOPICS}
