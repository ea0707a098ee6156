"""The data: who gets it, and how its bytes are served."""

import pytest

from tests.challenges.pages.conftest import DATA

FILE = "/challenges/rade/data/data/train.csv"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_member_who_accepted_downloads_the_whole_file(alices, release):
    answer = alices.get(FILE)
    assert answer.status_code == 200
    assert body(answer) == DATA
    assert answer.headers["Content-Disposition"] == 'attachment; filename="train.csv"'
    assert answer.headers["ETag"] == f'"{release.files.get().sha256}"'


def test_who_is_in_no_team_is_refused(carols, release):
    assert carols.get(FILE).status_code == 403


def test_visitor_is_sent_to_log_in(visitor, release):
    assert visitor.get(FILE).status_code == 302


def test_path_that_leads_elsewhere_is_not_found(alices, release):
    assert alices.get("/challenges/rade/data/../../../etc/passwd").status_code == 404


def test_path_with_a_null_byte_is_not_found(alices, release):
    """PostgreSQL would not take it into a query."""
    assert alices.get("/challenges/rade/data/a%00b").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "expected", "content_range"),
    [
        ("bytes=0-6", 206, DATA[:7], f"bytes 0-6/{len(DATA)}"),
        ("bytes=10-", 206, DATA[10:], f"bytes 10-{len(DATA) - 1}/{len(DATA)}"),
        ("bytes=-5", 206, DATA[-5:], f"bytes {len(DATA) - 5}-{len(DATA) - 1}/{len(DATA)}"),
        ("bytes=0-999999", 200, DATA, None),
        ("bytes=5-2", 200, DATA, None),
        ("bytes=0-1,4-5", 200, DATA, None),
        ("lines=1-2", 200, DATA, None),
        ("bytes=-", 200, DATA, None),
        (f"bytes={'9' * 4400}-", 200, DATA, None),
        ("bytes=999999-", 416, b"", f"bytes */{len(DATA)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(DATA)}"),
    ],
)
def test_a_range_is_served_as_asked(alices, release, asked, status, expected, content_range):
    answer = alices.get(FILE, headers={"Range": asked})
    assert (answer.status_code, body(answer), answer.headers.get("Content-Range")) == (status, expected, content_range)


def test_range_of_another_version_gets_the_whole(alices, release):
    answer = alices.get(FILE, headers={"Range": "bytes=0-6", "If-Range": '"old"'})
    assert (answer.status_code, body(answer)) == (200, DATA)


def test_file_that_the_reader_has_is_not_sent_again(alices, release):
    answer = alices.get(FILE, headers={"If-None-Match": f'"{release.files.get().sha256}"'})
    assert (answer.status_code, body(answer)) == (304, b"")


def test_list_shows_files_to_everybody_and_links_to_members(alices, visitor, release):
    assert "data/train.csv" in visitor.get("/challenges/rade/data/").content.decode()
    assert FILE not in visitor.get("/challenges/rade/data/").content.decode()
    assert FILE in alices.get("/challenges/rade/data/").content.decode()


def test_list_without_a_release_says_so(visitor, challenge):
    assert "not published yet" in visitor.get("/challenges/rade/data/").content.decode()


def test_list_asks_as_many_queries_for_three_files_as_for_one(alices, release, phase, django_assert_num_queries):
    with django_assert_num_queries(12):
        alices.get("/challenges/rade/data/")
    only = release.files.get()
    for name in ("two.csv", "three.csv"):
        only.pk, only._state.adding, only.path = None, True, name
        only.id = None
        release.files.create(path=name, sha256=only.sha256, size=only.size, content=only.content)
    with django_assert_num_queries(12):
        alices.get("/challenges/rade/data/")
