from tests.integration.simulator.visitor import HANDLE, Visitor, truth


async def test_oembed_shows_videos_and_profiles_and_nothing_else(visitor: Visitor) -> None:
    video = (await truth(visitor))["videos"][0]
    page = f"https://www.tiktok.com/@{HANDLE}/video/{video['id']}"
    shown = (await visitor.http.get("/www/oembed", params={"url": page})).json()
    assert (shown["type"], shown["title"], shown["version"]) == ("video", video["caption"], "1.0")
    assert (shown["width"], shown["thumbnail_width"]) == ("100%", 720)
    assert f'data-video-id="{video["id"]}"' in shown["html"]
    assert (await visitor.http.get(shown["thumbnail_url"])).status_code == 200
    profile = (await visitor.http.get("/www/oembed", params={"url": f"https://www.tiktok.com/@{HANDLE}"})).json()
    assert (profile["type"], "thumbnail_url" in profile) == ("rich", False)
    assert f'data-unique-id="{HANDLE}"' in profile["html"]
    for unknown in ("https://www.tiktok.com/@nobody-at-all", page.replace(HANDLE, "techwithtom"), "nonsense"):
        assert (await visitor.http.get("/www/oembed", params={"url": unknown})).status_code == 400
