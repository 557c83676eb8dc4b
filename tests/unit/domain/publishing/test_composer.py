from datetime import timedelta

import pytest

from creatorport.domain.errors import (
    AppNotAudited,
    BrandedContentPrivate,
    FixableBy,
    InteractionDisabled,
    InvalidValue,
    PrivacyNotOffered,
    PublishingOptionsExpired,
)
from creatorport.domain.ids import AccountId, OptionsId, PublicationId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.composer import Choice, Disclosure, Interactions, Label, Privacy
from creatorport.domain.publishing.media import MediaKind, kind_of
from creatorport.domain.publishing.preflight import FindingCode, check_audit, findings
from tests.unit.domain.publishing.specimens import PRIVATE, PUBLIC, choice, offered
from tests.unit.domain.specimens import LUMEN, NOW, later

ONE, TWO = AccountId("account-1"), AccountId("account-2")


def test_a_level_is_one_that_tiktok_offers_and_a_refusal_lists_those() -> None:
    choice().check(offered())
    with pytest.raises(PrivacyNotOffered) as refused:
        choice(privacy=Privacy.PUBLIC).check(offered(PRIVATE))
    assert refused.value.offered == ("FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
    assert refused.value.field == "privacy"


def test_interactions_are_off_until_somebody_turns_them_on() -> None:
    assert Interactions() == Interactions(comment=False, duet=False, stitch=False)


@pytest.mark.parametrize(
    ("on", "field"), [("comment", "allowComment"), ("duet", "allowDuet"), ("stitch", "allowStitch")]
)
def test_what_the_creator_has_off_cannot_be_turned_on(on: str, field: str) -> None:
    wanted = Interactions(**{on: True})
    choice(interactions=wanted).check(offered())
    with pytest.raises(InteractionDisabled) as refused:
        choice(interactions=wanted).check(offered(comment=False, duet=False, stitch=False))
    assert (refused.value.field, refused.value.fixable_by) == (field, FixableBy.CREATOR)


def test_branded_content_is_never_private() -> None:
    choice(disclosure=Disclosure(branded_content=True), privacy=Privacy.FRIENDS)
    with pytest.raises(BrandedContentPrivate):
        choice(disclosure=Disclosure(branded_content=True), privacy=Privacy.SELF)
    choice(disclosure=Disclosure(own_brand=True), privacy=Privacy.SELF)


def test_a_disclosure_that_discloses_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue):
        Disclosure.declared(own_brand=False, branded_content=False)


@pytest.mark.parametrize(
    ("disclosure", "label", "words"),
    [
        (Disclosure(), None, "TikTok's Music Usage Confirmation."),
        (Disclosure(own_brand=True), Label.PROMOTIONAL, "TikTok's Music Usage Confirmation."),
        (
            Disclosure(branded_content=True),
            Label.PARTNERSHIP,
            "TikTok's Branded Content Policy and Music Usage Confirmation.",
        ),
        (
            Disclosure(own_brand=True, branded_content=True),
            Label.PARTNERSHIP,
            "TikTok's Branded Content Policy and Music Usage Confirmation.",
        ),
    ],
)
def test_a_disclosure_has_its_label_and_its_words(disclosure: Disclosure, label: Label | None, words: str) -> None:
    assert disclosure.label is label
    assert disclosure.consent_text == f"By posting, you agree to {words}"


def test_a_title_is_counted_as_tiktok_counts() -> None:
    assert choice("🍋" * 1100).title == "🍋" * 1100
    with pytest.raises(InvalidValue):
        choice("🍋" * 1101)
    assert choice("").title == ""
    with pytest.raises(InvalidValue):
        choice("a\x00b")


def test_a_cover_lies_within_the_video() -> None:
    with pytest.raises(InvalidValue):
        Choice.of(title="", privacy=Privacy.SELF, interactions=Interactions(), disclosure=Disclosure(), cover_ms=-1)


def test_what_tiktok_offered_is_good_for_one_post_of_its_account_for_an_hour() -> None:
    answer = OptionsAnswer(OptionsId("o"), LUMEN, ONE, offered(), NOW)
    spent = answer.use(PublicationId("p"), ONE, later(59))
    assert spent.used_by == "p"
    for one, account, at in ((spent, ONE, later(1)), (answer, TWO, later(1)), (answer, ONE, later(60))):
        with pytest.raises(PublishingOptionsExpired):
            one.use(PublicationId("q"), account, at)
    assert answer.valid_until - answer.asked_at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("levels", "private"), [(PUBLIC, False), (PRIVATE, True), ((Privacy.SELF,), None)], ids=["public", "private", "?"]
)
def test_tiktok_tells_by_its_levels_whether_an_account_is_private(
    levels: tuple[Privacy, ...], private: bool | None
) -> None:
    assert offered(levels).is_private is private


def test_an_app_without_an_audit_hears_of_both_facts_and_who_sees_to_each() -> None:
    account, post = findings(offered(PUBLIC), audited=False, privacy=Privacy.SELF)
    assert (account.code, account.fixable_by, account.holds) == (
        FindingCode.ACCOUNT_MUST_BE_PRIVATE,
        FixableBy.CREATOR,
        False,
    )
    assert (post.code, post.fixable_by, post.holds) == (FindingCode.POST_MUST_BE_SELF_ONLY, FixableBy.CALLER, True)
    assert [one.holds for one in findings(offered((Privacy.SELF,)), audited=False)] == [None, None]
    assert findings(offered(), audited=True) == ()


@pytest.mark.parametrize(
    ("levels", "privacy", "refused"),
    [
        (PUBLIC, Privacy.PUBLIC, True),
        (PUBLIC, Privacy.SELF, True),
        (PRIVATE, Privacy.FRIENDS, True),
        (PRIVATE, Privacy.SELF, False),
        ((Privacy.SELF,), Privacy.SELF, False),
    ],
)
def test_a_post_that_tiktok_would_refuse_for_the_missing_audit_is_refused_before(
    levels: tuple[Privacy, ...], privacy: Privacy, refused: bool
) -> None:
    check_audit(offered(levels), privacy, audited=True)
    if not refused:
        check_audit(offered(levels), privacy, audited=False)
        return
    with pytest.raises(AppNotAudited, match=r"must be private.*must be SELF_ONLY") as error:
        check_audit(offered(levels), privacy, audited=False)
    assert error.value.post_is_self_only is (privacy is Privacy.SELF)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", MediaKind.MP4),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", MediaKind.MOV),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", MediaKind.WEBM),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"<html>ftyp", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_first_bytes(beginning: bytes, kind: MediaKind | None) -> None:
    assert kind_of(beginning) is kind
