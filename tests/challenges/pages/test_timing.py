"""The server's clock."""


def test_clock_says_the_servers_time_and_is_asked_every_time(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = visitor.get("/clock/")
    assert answer.json() == {"now": "2026-11-20T12:00:00.000Z"}
    assert "no-store" in answer["Cache-Control"]
