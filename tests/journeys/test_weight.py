"""What a lesson weighs on a poor line."""

import re

import httpx
import pytest

MOST = 60 * 1000


@pytest.mark.journey
@pytest.mark.parametrize("language", ["en", "nb", "uk"])
def test_lesson_is_under_60_kilobytes_over_the_wire(server, language):
    """Without media and type: the page, its style and its scripts, as a browser gets them at its first visit."""
    with httpx.Client(base_url=server.url, headers={"Accept-Encoding": "gzip, br"}) as client:
        courses = client.get(f"/{language}/pomeil/").text
        course = client.get(re.search(r'<h3><a href="([^"]+)"', courses)[1]).text
        for lesson in re.findall(r'<h3[^>]*><a href="([^"]+)"', course):
            page = client.get(lesson)
            parts = re.findall(r'(?:<link rel="stylesheet" href|<script type="module" src)="([^"]+)"', page.text)
            weight = wire(page) + sum(wire(client.get(part)) for part in [*parts, *imports(client, parts)])
            assert weight < MOST, f"{lesson}: {weight} bytes"


def wire(response: httpx.Response) -> int:
    return response.num_bytes_downloaded


def imports(client: httpx.Client, parts: list[str]) -> list[str]:
    """The modules that the page's scripts import."""
    found = []
    for part in parts:
        if ".js" in part:
            names = re.findall(r'from "\./([^"]+)"', client.get(part).text)
            found += [part.rsplit("/", 1)[0] + "/" + name for name in names]
    return found
