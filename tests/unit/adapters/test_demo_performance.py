from creatorport.adapters.cli.demo.performance import _line


def test_one_post_is_told_in_the_singular_and_two_in_the_plural() -> None:
    unknown = {name: {"value": None} for name in ("views", "likes", "comments", "shares", "engagementRate")}
    assert _line({"posts": "1", **unknown}).partition(" · ")[0] == "1 post"
    assert _line({"posts": "2", **unknown}).partition(" · ")[0] == "2 posts"
