"""What templates can say, the pages for what went wrong, and what every answer carries."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import RequestFactory
from django.utils import translation

from challenges.editions.models import Edition
from smartport import error_pages
from smartport.packs.pack import Pack
from smartport.templatetags.drawings import icon
from smartport.templatetags.figures import day, left_until, moment, number, short_moment, size, zone_city
from smartport.templatetags.texts import coded, headings, localized, markdown

EDITION = Edition(slug="demo", zone="Africa/Casablanca")
HOUR = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
SPACE = "\u202f"


@pytest.fixture(params=["fr", "ar", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_hour_is_said_in_the_editions_zone_with_its_name(language):
    said = {
        "fr": "31 décembre 2026 à 22:59 (Casablanca)",
        "ar": "31 دجنبر 2026، 22:59 (الدار البيضاء)",
        "en": "31 December 2026, 22:59 (Casablanca)",
    }
    assert moment(HOUR, EDITION) == f'<time datetime="2026-12-31T22:59:00Z">{said[language]}</time>'


def test_hour_before_the_country_left_its_summer_time_is_said_as_it_was():
    with translation.override("fr"):
        assert "à 13:00" in moment(datetime(2026, 9, 1, 12, tzinfo=UTC), EDITION)
        assert "à 12:00" in moment(datetime(2026, 9, 25, 12, tzinfo=UTC), EDITION)


def test_day_and_short_hour_and_city(language):
    days = {"fr": "31 décembre 2026", "ar": "31 دجنبر 2026", "en": "31 December 2026"}
    assert f">{days[language]}<" in day(HOUR, EDITION)
    assert " 22:59<" in short_moment(HOUR, EDITION)
    assert zone_city(EDITION) == {"ar": "الدار البيضاء"}.get(language, "Casablanca")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.5, 2, {"fr": f"1{SPACE}234,50", "ar": "1.234,50", "en": "1,234.50"}),
        (0.5, 4, {"fr": "0,5000", "ar": "0,5000", "en": "0.5000"}),
        (None, 2, {"fr": "—", "ar": "—", "en": "—"}),
    ],
)
def test_number_has_western_digits_and_the_languages_signs(language, value, decimals, shown):
    assert number(value, decimals).replace("\u200e", "") == shown[language]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0 octets"), (1023, f"1{SPACE}023 octets"), (1 << 20, "1 Mio"), (1536, "1,5 Kio"), (3 << 30, "3 Gio")],
)
def test_size_is_whole_where_it_is_whole(value, shown):
    with translation.override("fr"):
        assert size(value) == shown


def test_time_that_is_left_is_told_in_parts_and_ends_with_zeros():
    assert left_until(HOUR, HOUR - timedelta(days=70, hours=2, minutes=50, seconds=5)) == ["70", "02", "50", "05"]
    assert left_until(HOUR, HOUR + timedelta(days=1)) == ["0", "00", "00", "00"]


def test_text_falls_back_to_french_then_to_any():
    with translation.override("ar"):
        assert localized({"fr": "Bonjour", "en": "Hello"}) == "Bonjour"
        assert localized({"en": "Hello"}) == "Hello"
        assert localized(None) == ""


def test_markdown_becomes_html_with_headings_below_the_pages():
    assert markdown("### Le **port**\n\n#### Quai\n") == "<h2>Le <strong>port</strong></h2>\n<h3>Quai</h3>\n"
    assert '<table tabindex="0">' in markdown("| a | b |\n|---|---|\n| 1 | 2 |\n")


def test_headings_of_a_text_are_named_and_listed_alike():
    source = "## Le *port*\n\n### Quai\n\n## `id` & plus\n"
    rendered = markdown(source, "statement")
    assert headings(source, "statement") == [("statement-1", "Le port"), ("statement-2", "id & plus")]
    assert '<h2 id="statement-1">Le <em>port</em></h2>' in rendered
    assert '<h2 id="statement-2"><code>id</code> &amp; plus</h2>' in rendered
    assert "<h3>Quai</h3>" in rendered
    assert "id=" not in markdown(source).replace("<code>id", "")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![x](https://evil.example/pixel.png)",
        "![x](data:image/svg+xml,<svg onload=alert(1)>)",
        '<img src=x onerror="alert(1)">',
        '<p style="color:red">x</p>',
    ],
)
def test_markdown_lets_nothing_through_that_acts_or_calls_elsewhere(source):
    rendered = markdown(source)
    for bad in ("<script", "<img", "href=", "<p style", 'evil.example/pixel.png"'):
        assert bad not in rendered


def test_drawing_inside_the_text_is_shown():
    drawing = "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="
    assert f'<img src="{drawing}" alt="Attente">' in markdown(f"Voir ![Attente]({drawing})")


def test_drawing_that_stands_alone_has_its_caption_below():
    drawing = "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="
    rendered = markdown(f"Avant.\n\n![Attente <b> & houle]({drawing})\n\nAprès.")
    picture = f'<img src="{drawing}" alt=""><figcaption>Attente &lt;b&gt; &amp; houle</figcaption>'
    assert rendered.replace("\n", "") == f"<p>Avant.</p><figure>{picture}</figure><p>Après.</p>"


def test_statement_of_a_pack_carries_its_drawing(settings):
    statement = Pack.read(settings.ROOT / "packs" / "rade").texts["statement"]["fr"]
    assert '<img src="data:image/svg+xml;base64,' in markdown(statement)


def test_figures_of_a_table_stand_at_its_end_without_inline_style():
    assert '<td class="figure">1</td>' in markdown("| a |\n|--:|\n| 1 |\n")


GROUPS = [
    ("150 000 dirhams, 7 ports, 12 345 678", "150\xa0000 dirhams, 7 ports, 12\xa0345\xa0678"),
    ("150 000 درهم", "150\xa0000 درهم"),
    ("2026 12, 1 2345, 3 à 400", "2026 12, 1 2345, 3 à 400"),
]


@pytest.mark.parametrize(("typed", "shown"), GROUPS)
def test_number_typed_in_groups_stays_in_order_from_right_to_left(typed, shown):
    """With a plain space between, 150 000 would be read as 000 150 there."""
    assert localized({"fr": typed}) == shown
    assert unescape(markdown(typed)) == f"<p>{shown}</p>\n"
    assert headings(f"## {typed}", "s") == [("s-1", shown)]


def test_code_keeps_its_spaces():
    assert markdown("`150 000`") == "<p><code>150 000</code></p>\n"


def test_sign_says_nothing_to_a_screen_reader():
    assert 'aria-hidden="true"' in icon("clock")


@pytest.mark.parametrize(
    ("exception", "status", "said"),
    [
        (SuspiciousOperation(), 400, "This request cannot be understood"),
        (RequestDataTooBig(), 413, "This is larger than anything this site takes"),
    ],
)
def test_bad_and_too_large_requests_have_their_pages(exception, status, said):
    with translation.override("en"):
        answer = error_pages.bad_request(RequestFactory().get("/"), exception)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)


def test_server_error_page_needs_neither_database_nor_session(language):
    answer = error_pages.server_error(RequestFactory().get("/"))
    direction = "rtl" if language == "ar" else "ltr"
    assert answer.status_code == 500
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()


def test_expired_form_has_its_page(db, client):
    client.handler.enforce_csrf_checks = True
    client.cookies["language"] = "en"
    from_page = {"Referer": "http://testserver/accounts/login/?next=/data/"}
    answer = client.post("/accounts/login/", {"login": "alice"}, headers=from_page)
    page = answer.content.decode()
    assert (answer.status_code, "This form has expired" in page) == (403, True)
    assert 'href="/accounts/login/?next=/data/"' in page


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("", "/console/failures/"),
        ("http://testserver/console/failures/7/again/", "/console/failures/"),
        ("http://testserver/console/failures/?page=2", "/console/failures/?page=2"),
        ("https://elsewhere.test/", "/console/failures/"),
    ],
)
def test_reload_of_what_only_takes_forms_has_its_page_and_a_way_back(client, came_from, back):
    client.cookies["language"] = "en"
    answer = client.get("/console/failures/7/again/", headers={"Referer": came_from})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.headers["Content-Length"] == str(len(answer.content))
    page = answer.content.decode()
    assert "This address shows nothing by itself" in page
    assert f'class="button" href="{back}"' in page


@pytest.mark.parametrize(
    ("path", "back"),
    [("/vote/cast/", "/vote/"), ("/teams/people/7/invite/", "/teams/people/"), ("/preferences/theme/", "/")],
)
def test_way_back_is_the_nearest_address_above(client, path, back):
    assert f'class="button" href="{back}"' in client.get(path).content.decode()


def test_programs_get_no_page_for_a_wrong_method(client):
    assert client.get("/vote/cast/", headers={"Accept": "application/json"}).content == b""
    assert client.post("/certificates/").content == b""


def test_unknown_address_has_its_page(db, client):
    client.cookies["language"] = "en"
    answer = client.get("/no/such/page/")
    assert (answer.status_code, "This page is not on the chart" in answer.content.decode()) == (404, True)


def test_forbidden_has_its_page(db, rf):
    with translation.override("en"):
        request = rf.get("/")
        request.user, request.session = type("Nobody", (), {"is_authenticated": False})(), {}
        answer = error_pages.forbidden(request, PermissionDenied())
    assert (answer.status_code, "You may not do this" in answer.content.decode()) == (403, True)


def test_every_answer_forbids_what_is_inline_or_from_elsewhere(db, client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Withheld (`*`) below 20.", "Withheld (<code>*</code>) below 20."),
        ("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"),
        ("A lone ` & no code", "A lone ` &amp; no code"),
        ("", ""),
    ],
)
def test_code_in_a_line_of_ours_is_shown_as_code(text, shown):
    assert coded(text) == shown


def test_negative_number_has_a_true_minus():
    with translation.override("fr"):
        assert number(-0.35, 2) == "−0,35"


@pytest.mark.parametrize(("power", "unit"), [(10, "كيبيبايت"), (20, "ميبيبايت"), (30, "جيبيبايت")])
def test_units_are_spelled_out_in_arabic_as_in_the_sentences(power, unit):
    with translation.override("ar"):
        assert size(3 << power) == f"3 {unit}"
