"""What pages are drawn with is copied once, and asks nothing of elsewhere."""

import pytest

from smartport.keepsake import assets
from smartport.keepsake.assets import Assets
from smartport.keepsake.rules import AssetMissing


@pytest.fixture
def written() -> dict[str, bytes]:
    return {}


def test_sheet_is_copied_once_under_its_content(written):
    kept = Assets(written.__setitem__)
    place = kept.place("/static/site/css/tokens.css")
    assert place.startswith("assets/tokens-")
    assert place.endswith(".css")
    assert kept.place("/static/site/css/tokens.css?x") == place
    assert list(written) == [place]
    assert b"--paper" in written[place]


def test_links_of_a_sheet_lead_beside_it_or_nowhere(written, monkeypatch):
    sheets = {
        "/static/a/x.css": b"/* url(//evil.test/c) */@import 'y.css';a{b:url(https://evil.test/x)}c{d:url('../s.svg')}e{f:url(#g)}",
        "/static/a/y.css": b"p{}",
        "/static/s.svg": b"<svg/>",
    }
    monkeypatch.setattr(assets, "_content", sheets.__getitem__)
    place = Assets(written.__setitem__).place("/static/a/x.css")
    said = written[place].decode()
    assert "evil" not in said
    assert 'url("s-' in said
    assert '@import "y-' in said
    assert "url(#g)" in said


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "/static/../settings.py", "/static/none.css", "/static/site/js/theme.js"]
)
def test_nothing_else_is_copied(address, written):
    with pytest.raises(AssetMissing):
        Assets(written.__setitem__).place(address)
    assert written == {}
