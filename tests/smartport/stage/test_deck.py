"""The evening in one file: whole, asking nobody, letting in nothing but itself."""

import base64
import hashlib
import json
import re

import pytest

from smartport.stage.deck import deck_html
from tests.smartport.stage.seen import TITLE, plain


def made(is_rehearsal: bool = False) -> str:
    return deck_html(plain(), title=TITLE, is_rehearsal=is_rehearsal).decode()


def steps(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" data-deck-steps>(.*?)</script>', html, re.S)[1])


def test_every_step_is_in_it_and_says_whether_it_is_held():
    kept = steps(made())
    script = plain()
    assert [step["holds"] for step in kept["steps"]] == [step["holds"] for step in script]
    kinds = [re.search(r'data-kind="(\w+)"', step["html"])[1] for step in kept["steps"]]
    assert kinds == [step["kind"] for step in script]
    assert ('data-display="logo"' in kept["logo"], 'data-display="black"' in kept["black"]) == (True, True)


def test_it_asks_nobody_for_anything():
    html = made()
    assert re.findall(r'(?:src|href)="[^#"]', html) == []
    assert re.findall(r"url\((?!\"#)", html) == []
    assert "default-src 'none'" in html


def test_its_policy_lets_its_own_parts_in_and_no_others():
    html = made()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    parts = [*re.findall(r"<style>(.*?)</style>", html, re.S), *re.findall(r'type="module">(.*?)</script>', html, re.S)]
    digests = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts]
    assert re.findall(r"'sha256-([^']*)'", policy) == digests
    assert len(digests) == 3


def test_name_of_a_team_cannot_end_the_script():
    script = plain()
    script[0]["shows"]["title"]["fr"] = "</script><script>alert(1)</script>"
    html = deck_html(script, title=TITLE, is_rehearsal=False).decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_rehearsal_is_marked_on_every_step(is_rehearsal):
    kept = steps(made(is_rehearsal))
    assert [("rehearsal-said" in step["html"]) for step in kept["steps"]] == [is_rehearsal] * len(plain())
