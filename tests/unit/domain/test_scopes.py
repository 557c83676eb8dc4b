from creatorport.domain.scopes import BASIC, NEEDS, PROFILE, STATS, VIDEO_LIST, Feature, likely_unapproved, missing


def test_every_feature_declares_what_it_needs_and_every_one_needs_the_basic_scope() -> None:
    assert set(NEEDS) == set(Feature)
    assert all(BASIC in needed for needed in NEEDS.values())
    assert missing(Feature.PUBLISHING, {BASIC, "video.publish"}) == frozenset()
    assert missing(Feature.VIDEOS, {BASIC, STATS}) == {VIDEO_LIST}


def test_what_nobody_was_ever_granted_is_likely_not_approved() -> None:
    assert likely_unapproved({BASIC, PROFILE, VIDEO_LIST}, {BASIC, PROFILE}) == {VIDEO_LIST}


def test_before_anybody_was_granted_anything_all_but_the_basic_one_are_doubtful() -> None:
    assert likely_unapproved({BASIC, PROFILE, VIDEO_LIST}, set()) == {PROFILE, VIDEO_LIST}


def test_where_all_were_granted_before_any_of_them_may_have_been_taken_back() -> None:
    assert likely_unapproved({BASIC, PROFILE, VIDEO_LIST}, {BASIC, PROFILE, VIDEO_LIST}) == {PROFILE, VIDEO_LIST}
