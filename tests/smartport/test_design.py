"""The page of the components shows all of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.ROOT) / "smartport" / "static" / "site" / "css"
ICONS = Path(settings.ROOT) / "smartport" / "templates" / "icons"


@pytest.fixture
def shown(client, db) -> str:
    answer = client.get("/design/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_colour_of_the_tokens_is_shown(shown):
    tokens = re.findall(r"--([\w-]+): light-dark", (CSS / "tokens.css").read_text("utf-8"))
    painted = re.findall(r"\.swatch-([\w-]+) \{ fill: var\(--([\w-]+)\)", (CSS / "design.css").read_text("utf-8"))
    assert re.findall(r"swatch-([\w-]+)\" width", shown) == tokens
    assert painted == [(token, token) for token in tokens]


def test_every_sign_is_shown(shown):
    signs = sorted(path.stem for path in ICONS.glob("*.svg"))
    assert re.findall(r"<li class=\"sign\">.*?<code>([\w-]+)</code>", shown, re.DOTALL) == signs


def test_every_sign_has_a_size_of_its_own_before_the_styles_come():
    sized = re.compile(r'<svg class="[\w -]+" width="\d+" height="\d+" viewBox=')
    assert [path.stem for path in ICONS.glob("*.svg") if not sized.match(path.read_text("utf-8"))] == []


def test_nothing_there_asks_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/design/")
