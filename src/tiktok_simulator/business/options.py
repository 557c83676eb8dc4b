"""How this TikTok One behaves where its documentation leaves room."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """Delays are virtual seconds.

    `handle_delay`: until invited handles show; `review_delay`: between linking a video and its publication;
    `minute_rest`: how long a breached minute keeps refusing (documented: 300); `null_share`: how often a nullable
    figure of a report is missing; `total_size`: link status pages say `total_size` for `total_page`;
    `autonomous`: creators act by themselves; `batch_window`: how long deliveries are gathered;
    `rotation`: how often a refresh brings a new refresh token; `limited`: whether rate limits apply;
    `endpoint_limits`: calls per minute and app of single paths, on top of the app's level.
    """

    handle_delay: float = 0.0
    review_delay: float = 1800.0
    minute_rest: float = 0.0
    null_share: float = 0.12
    total_size: bool = False
    autonomous: bool = True
    batch_window: float = 0.0
    rotation: float = 0.34
    limited: bool = True
    endpoint_limits: dict[str, int] = field(default_factory=dict)
