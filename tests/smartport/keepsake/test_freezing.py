"""A page that stands still: nothing of it runs, asks or leads nowhere."""

import pytest

from smartport.keepsake.freezing import Surroundings, frozen, relative

PLACES = {"/": "fr/index.html", "/challenges/rade/": "fr/challenges/rade.html", "/news/": "fr/news.html"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://port.test"


def stilled(body: str, *, head: str = "", **frame: str) -> str:
    around = Surroundings(
        here="fr/challenges/rade.html",
        language="fr",
        address="/challenges/rade/",
        place=lambda language, address: PLACES.get(address, "").replace("fr/", f"{language}/", 1),
        asset=lambda address: f"assets/{address.rpartition('/')[2]}",
        **frame,
    )
    page = f'<!doctype html><html lang="fr"><head><title>T</title>{head}</head><body>{body}</body></html>'
    return frozen(page.encode(), around).decode()


def body_of(page: str) -> str:
    return page.partition("<body>")[2].rpartition("</body>")[0]


@pytest.mark.parametrize(
    "alive",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
        '<form action="/x"><input name="q"><button>Go</button></form>',
        '<iframe src="https://evil.test"></iframe>',
        '<object data="x"></object><embed src="x">',
        '<video src="x"></video><audio src="x"></audio>',
        "<noscript><img src=x></noscript><template><p>x</p></template>",
        '<div class="countdown" data-countdown="x"><span>12</span></div>',
        "<style>@import url(https://evil.test)</style>",
    ],
)
def test_what_is_alive_goes(alive):
    assert body_of(stilled(f"<p>Quai</p>{alive}")).strip() == "<p>Quai</p>"


def test_attributes_that_run_or_poll_go():
    told = stilled(
        '<p onclick="x()" hx-get="/a" data-board data-etag="x" style="background:url(//e)" class="soft">a</p>'
    )
    assert body_of(told) == '<p class="soft">a</p>'


def test_names_that_look_like_markup_stay_text():
    told = stilled("<p><bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi></p><p title='\"&gt;&lt;b&gt;'>x</p>")
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in told
    assert "<script" not in told
    assert "<b>" not in told


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("/", "../index.html"),
        ("/challenges/rade/#scores", "rade.html#scores"),
        ("../../news/", "../news.html"),
        ("https://port.test/news/?page=1", "../news.html"),
        ("#faq", "#faq"),
    ],
)
def test_links_lead_to_the_files_beside(link, written):
    assert body_of(stilled(f'<p>a <a href="{link}">b</a></p>')) == f'<p>a <a href="{written}">b</a></p>'


@pytest.mark.parametrize("link", ["https://anp.test/a?b=c", "//anp.test/a?b=c", "http://anp.test/"])
def test_links_that_lead_out_stay_whole(link):
    whole = f"https:{link}" if link.startswith("//") else link
    assert f'<a href="{whole}" rel="noopener noreferrer">' in stilled(f'<p>a <a href="{link}" rel="x">b</a></p>')


@pytest.mark.parametrize(
    "link",
    ["/console/", "/challenges/rade/submit/", "/news/?q=x", "javascript:alert(1)", "file:///etc/passwd", "\\\\evil\\x",
     "data:text/html,x", "https://[", "/nowhere/"],
)  # fmt: skip
def test_other_links_are_their_words(link):
    assert body_of(stilled(f'<p>See <a href="{link}">the rest</a>.</p>')) == "<p>See the rest.</p>"


def test_doors_and_what_asks_to_come_in_go_with_their_panel():
    door = '<a class="button" href="/accounts/login/?next=/x">In</a>'
    panel = f'<div class="panel"><p>Log in to accept.</p><p>{door}</p></div>'
    assert body_of(stilled(f"<aside>{panel}</aside><p>a</p>")) == "<p>a</p>"
    assert body_of(stilled('<p class="buttons"><a class="button" href="/accounts/signup/">Up</a></p>')) == ""


def test_places_that_are_not_kept_go_from_among_others():
    told = stilled('<nav class="tabs"><a href="/challenges/rade/">A</a> <a href="/challenges/rade/data/">B</a></nav>')
    assert body_of(told) == '<nav class="tabs"><a href="rade.html">A</a> </nav>'


def test_section_that_is_empty_without_its_form_goes():
    assert body_of(stilled("<section><h2>Compare</h2><form><p>x</p></form></section><h2>b</h2>")) == "<h2>b</h2>"


def test_what_moves_says_what_stays_true():
    assert "<h2>Closes</h2>" in stilled('<h2 data-frozen="Closes">Closes <b>in</b></h2>')


def test_pictures_of_elsewhere_are_their_words():
    told = body_of(stilled('<img src="https://evil.test/x.png" alt="A quay" width="1"><img src="x.svg" srcset="y 2x">'))
    assert told == "<span>A quay</span><span></span>"
    drawing = '<img src="data:image/png;base64,AAAA" alt="">'
    assert body_of(stilled(drawing)) == drawing


def test_head_keeps_style_sheets_alone(settings):
    settings.STATIC_URL = "/static/"
    sheet = '<link rel="stylesheet" href="/static/a.css">'
    head = f'{sheet}<link rel="alternate" href="/news/feed/"><meta http-equiv="refresh" content="0">'
    told = stilled("<p>a</p>", head=head, sheet="/static/own.css")
    assert '<link rel="stylesheet" href="../../assets/a.css">' in told
    assert '<link rel="stylesheet" href="../../assets/own.css">' in told
    assert "alternate" not in told
    assert "refresh" not in told


def test_frame_is_our_own_and_leads_to_other_tongues():
    frame = '<header class="kept"><a href="/challenges/rade/" data-tongue="ar">ع</a></header>'
    told = body_of(stilled('<header class="masthead"><a href="/team/">x</a></header><p>a</p>', masthead=frame))
    assert told == '<header class="kept"><a href="../../ar/challenges/rade.html">ع</a></header><p>a</p>'


def test_drawings_keep_their_shape():
    told = stilled('<svg viewBox="0 0 2 2"><clipPath id="i"><rect/></clipPath><path clip-path="url(#i)" d="M0"/></svg>')
    assert 'viewbox="0 0 2 2"' in told.lower()
    assert 'clip-path="url(#i)"' in told


@pytest.mark.parametrize(
    ("target", "here", "way"),
    [
        ("fr/index.html", "fr/index.html", "index.html"),
        ("fr/a/b.html", "fr/index.html", "a/b.html"),
        ("assets/x.css", "index.html", "assets/x.css"),
        ("ar/index.html", "fr/a/b.html", "../../ar/index.html"),
    ],
)
def test_way_from_one_file_to_another(target, here, way):
    assert relative(target, here=here) == way
