"""TikTok in memory, for the tests of use cases: working fakes of every TikTok port, with troubles on demand.

`FakeTikTokLogin`, `FakeProfiles` and `FakeVideos` share tokens; `FakeTikTokOne` and `FakeMarketplaceLogin` share one
marketplace, and `FakeCreatorCampaigns` shows it to the creators who signed in at a `FakeBusinessLogin`. Each has
`troubles`: `fake.troubles.lose_answer("campaigns.create")` and the like.
"""

from tests.fakes.tiktok_accounts import FakeProfiles, FakeTikTokLogin, Person
from tests.fakes.tiktok_brand import FakeMarketplaceLogin
from tests.fakes.tiktok_business_login import FakeBusinessLogin
from tests.fakes.tiktok_business_profiles import FakeBusinessProfiles
from tests.fakes.tiktok_creator_campaigns import FakeCreatorCampaigns
from tests.fakes.tiktok_marketplace import FakeTikTokOne, MarketCampaign, MarketInvitation
from tests.fakes.tiktok_search import MarketCreator
from tests.fakes.tiktok_troubles import Troubles
from tests.fakes.tiktok_videos import FakeVideos

__all__ = [
    "FakeBusinessLogin",
    "FakeBusinessProfiles",
    "FakeCreatorCampaigns",
    "FakeMarketplaceLogin",
    "FakeProfiles",
    "FakeTikTokLogin",
    "FakeTikTokOne",
    "FakeVideos",
    "MarketCampaign",
    "MarketCreator",
    "MarketInvitation",
    "Person",
    "Troubles",
]
