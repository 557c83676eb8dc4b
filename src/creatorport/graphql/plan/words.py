"""What the parts of a plan are, said once for what is shown and for what is given."""

from enum import Enum

import strawberry

from creatorport.graphql.enums import value

STARTS_ON = "The first day, by the clocks of the time zone."
ENDS_ON = "The last day; the campaign runs to its end."
TIME_ZONE = "An IANA time zone, such as Europe/Berlin."
PRODUCT_NAME = "Its name, 1 to 100 characters."
PRODUCT_URL = "The https:// address of the page that sells it; null where there is none."
COUNT = "How many of them, 1 to 10."
DUE_AFTER_DAYS = "Due so many days after the creator accepts, 1 to 365; null where a date is named, or nothing."
DUE_ON = "Due by the end of this day; null where days are named, or nothing."
TARGET_VIEWS = "How many views all videos together are to get."
TARGET_RATE = "Which engagement rate they are to have, as a fraction: 0.05 is 5 %."
TARGET_CONVERSIONS = "How many conversions are to come of it. No source tells these yet."
METRIC = "Which total over the campaign's posts."
THRESHOLD = "The number that it is to reach, from 1 on."
CATEGORY_LABEL_ID = "The id of TikTok's category that the product belongs to."
COUNTRY_CODE = "The country that the link is for, an ISO 3166 code such as DE."
PICTURE_URL = "The https:// address of the picture that is shown with it."
MEMBER_ID = "The member's id, as the issuer of the tokens knows it."
PART = "The part they play, in your own words: 1 to 60 characters."


@strawberry.enum(description="What creators get for working together.")
class CollaborationType(Enum):
    PAID = value("PAID", description="A fee.")
    GIFTED = value("GIFTED", description="Products.")
    AFFILIATE = value("AFFILIATE", description="A part of the sales.")
    HYBRID = value("HYBRID", description="A fee, and a part of the sales or products besides.")


@strawberry.enum(description="A total over a campaign's posts.")
class MilestoneMetric(Enum):
    VIEWS = value("VIEWS", description="Views.")
    LIKES = value("LIKES", description="Likes.")
    COMMENTS = value("COMMENTS", description="Comments.")
    SHARES = value("SHARES", description="Shares.")
    POSTS = value("POSTS", description="Videos that count for the campaign.")


@strawberry.enum(description="How far TikTok's review of a product's link is.")
class LinkState(Enum):
    DRAFT = value("DRAFT", description="Created, and not on a campaign yet.")
    CREATED = value("CREATED", description="Created.")
    IN_REVIEW = value("IN_REVIEW", description="TikTok is looking at it.")
    APPROVED = value("APPROVED", description="It is shown on the campaign's videos.")
    REJECTED_BY_AUDIT = value("REJECTED_BY_AUDIT", description="TikTok will not show it.")
    OTHER = value("OTHER", description="A word of TikTok's that we do not know; see `rawState`.")
