"""The operator reads what the site consists of, and takes it away as a text."""

import pytest

from evaluator import __version__
from tests.factories import make_machine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/console/versions/", "/console/versions/text/"])
def test_only_operators_find_it(client, dora, path):
    client.force_login(dora)
    assert client.get(path).status_code == 404


def test_page_and_text_say_the_same(client, olga):
    make_machine("quay <1>")
    page = client.get("/console/versions/").content.decode()
    answer = client.get("/console/versions/text/")
    assert "quay &lt;1&gt;" in page
    assert f"smartport: {__version__}\n" in answer.content.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="smartport-versions.txt"'
