"""What answers say to browsers and caches: nothing inline, nothing guessed, nothing of one person kept for all."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.hostile.asking import ROLES
from tests.smartport.world import World, addresses, world  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
INLINE = re.compile(r"""<style|<[^>]*\s(style|on\w+)\s*=\s*["']|<script(?![^>]*\ssrc=)[^>]*>""", re.IGNORECASE)
SHOWN = (
    *("text/html", "text/css", "text/plain", "text/calendar", "image/", "application/json", "application/javascript"),
    *("application/pdf", "application/atom+xml", "application/vnd.oai.openapi+json"),  # our own, never a visitor's
)
OWN = re.compile("private|no-store|no-cache")
FRAMED_BY_US = frozenset({"stage-control-hall"})  # the hall, small, in the page that moves it


@pytest.fixture
def answers(world: World, one_connection) -> dict[tuple[str, str], tuple[HttpResponseBase, str]]:  # noqa: F811
    """Of every address that anybody may read, by the first role that may."""
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        if world.people[role]:
            client.force_login(world.people[role])
    return dict(_answers(world, clients))


def _answers(world: World, clients: dict[str, Client]) -> Iterator:  # noqa: F811
    for address in addresses():
        for role, client in clients.items():
            answer = client.get(world.path(address))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code == 200:
                is_page = answer.headers.get("Content-Type", "").startswith("text/html")
                yield (role, address.name), (answer, body.decode() if is_page else "")
                break


def test_answers_say_what_browsers_and_caches_may(answers):
    assert len(answers) > 300
    found = {place: list(faults_of(*place, *told)) for place, told in answers.items()}
    assert {place: faults for place, faults in found.items() if faults} == {}


def faults_of(role: str, name: str, answer: HttpResponseBase, html: str) -> Iterator[str]:
    """What the heads leave open, and what stands inline although nothing may."""
    heads, kind = answer.headers, answer.headers.get("Content-Type", "")
    policy = heads.get("Content-Security-Policy", "")
    if "unsafe" in policy or "default-src 'none'" not in policy:
        yield f"policy: {policy}"
    yield from (f"inline: {found.group()}" for found in INLINE.finditer(html))
    if heads.get("X-Content-Type-Options") != "nosniff":
        yield "sniffed"
    frames = ("SAMEORIGIN", "frame-ancestors 'self'") if name in FRAMED_BY_US else ("DENY", "frame-ancestors 'none'")
    if heads.get("X-Frame-Options") != frames[0] or (html and frames[1] not in policy):
        yield f"framed: {policy}"
    if not heads.get("Content-Disposition", "").startswith("attachment") and not kind.startswith(SHOWN):
        yield f"shown: {kind}"
    is_kept_apart = "Cookie" in heads.get("Vary", "") or OWN.search(heads.get("Cache-Control", ""))
    if role != "anonymous" and not is_kept_apart:
        yield f"kept for all: {heads.get('Cache-Control')}"
