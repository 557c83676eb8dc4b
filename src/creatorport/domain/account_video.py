"""AccountVideo: a public video of a connected account, with the history of its counters."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.ids import AccountId, VideoId, WorkspaceId
from creatorport.domain.machine import STAY, Machine
from creatorport.domain.pedigree import Pedigree


class VideoState(StrEnum):
    """Whether TikTok shows a video. NOT_VISIBLE is deleted, private or taken down: TikTok does not say which."""

    VISIBLE = "visible"
    NOT_VISIBLE = "not_visible"


class VideoVerb(StrEnum):
    SEE = "be seen"
    MISS = "be missed"


_S, _V = VideoState, VideoVerb

VIDEO_MACHINE: Machine[VideoState, VideoVerb] = Machine(
    "video",
    {
        _S.VISIBLE: {_V.SEE: STAY, _V.MISS: _S.NOT_VISIBLE},
        _S.NOT_VISIBLE: {_V.SEE: _S.VISIBLE, _V.MISS: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What TikTok tells of a video besides its counters. None: it told nothing. `duration` is in seconds."""

    published_at: datetime | None = None
    title: str | None = None
    description: str | None = None
    duration: int | None = None
    cover: ExpiringUrl | None = None
    share_url: str | None = None
    embed_url: str | None = None

    def keeping(self, earlier: "VideoFacts") -> "VideoFacts":
        """Return these facts, with gaps filled from `earlier`: a sparse answer never erases what is known."""
        return VideoFacts(
            *(
                getattr(earlier, fact.name) if getattr(self, fact.name) is None else getattr(self, fact.name)
                for fact in fields(self)
            )
        )

    def says_other_than(self, earlier: "VideoFacts") -> bool:
        """Whether anything but the cover differs: its link is signed anew in every answer, and says nothing."""
        return replace(self, cover=None) != replace(earlier, cover=None)


@dataclass(frozen=True, slots=True)
class VideoSnapshot:
    """One capture of one video's counters. `fell` marks a counter lower than in the capture before it."""

    counts: Counts
    pedigree: Pedigree
    fell: bool


@dataclass(frozen=True, slots=True)
class AccountVideo:
    """A video of an account, named by TikTok's id within it.

    `seen_at` is when TikTok last showed it; `first_missing_at` since when it is known not to, while that lasts;
    `dropped_at` when its texts and links were dropped, until TikTok tells them again.
    """

    id: VideoId
    workspace_id: WorkspaceId
    account_id: AccountId
    video_id: str
    facts: VideoFacts
    state: VideoState
    first_seen_at: datetime
    seen_at: datetime
    first_missing_at: datetime | None = None
    dropped_at: datetime | None = None
    latest: VideoSnapshot | None = None

    @classmethod
    def found(
        cls,
        workspace_id: WorkspaceId,
        account_id: AccountId,
        video_id: str,
        *,
        facts: VideoFacts,
        counts: Counts,
        pedigree: Pedigree,
    ) -> "AccountVideo":
        """Make the video of its first sight. Its history begins here: nothing is invented for the time before."""
        now = pedigree.captured_at
        new = cls(
            VideoId(f"{account_id}.{video_id}"),
            workspace_id,
            account_id,
            video_id,
            facts,
            VideoState.VISIBLE,
            now,
            now,
        )
        return replace(new, latest=VideoSnapshot(counts, pedigree, fell=False))

    def see(self, facts: VideoFacts, counts: Counts, pedigree: Pedigree) -> "AccountVideo":
        """Take what TikTok shows now as the latest; one that was not visible is visible again.

        Gaps keep what was known; a counter that went down is kept and flagged; an older capture changes nothing.
        """
        before = self.latest
        if before is not None and pedigree.captured_at <= before.pedigree.captured_at:
            return self
        earlier = before.counts if before else Counts()
        return replace(
            self,
            facts=facts.keeping(self.facts),
            state=VIDEO_MACHINE.move(self.state, VideoVerb.SEE) or self.state,
            seen_at=pedigree.captured_at,
            first_missing_at=None,
            dropped_at=None,
            latest=VideoSnapshot(counts.keeping(earlier), pedigree, counts.fell_below(earlier)),
        )

    def forget_texts(self, now: datetime) -> "AccountVideo":
        """Drop what its author wrote, and every link. When it was published and its numbers stay."""
        facts = VideoFacts(published_at=self.facts.published_at, duration=self.facts.duration)
        return replace(self, facts=facts, dropped_at=self.dropped_at or now)

    def miss(self, now: datetime) -> "AccountVideo":
        """Note that a complete walk of the list did not show it. Missing it again changes nothing."""
        state = VIDEO_MACHINE.move(self.state, VideoVerb.MISS)
        return self if state is None else replace(self, state=state, first_missing_at=now)

    def differs_from(self, earlier: "AccountVideo") -> bool:
        """Whether TikTok told something else of it than it did for `earlier`: a number or a fact."""
        counts, before = (one.latest.counts if one.latest else Counts() for one in (self, earlier))
        return counts != before or self.facts.says_other_than(earlier.facts)
