"""Reading environment variables: typed, with defaults, and a bad value names its variable."""

from pathlib import Path

import pytest

from smartport.env import (
    BadSetting,
    beside,
    env_address,
    env_bool,
    env_choice,
    env_database,
    env_host,
    env_int,
    env_list,
    env_path,
    env_port,
    env_sender,
    env_str,
    env_url,
    host_of,
    parse_database,
    pooled,
)


@pytest.mark.parametrize("value", ["", "   "])
def test_empty_counts_as_not_given(value):
    assert env_str("NAME", "default", source={"NAME": value}) == "default"
    assert env_int("NAME", 7, source={"NAME": value}) == 7


def test_spaces_around_a_value_are_dropped():
    assert env_str("NAME", source={"NAME": "  harbour "}) == "harbour"


def test_whole_number_is_read():
    assert env_int("PORT", 8000, source={"PORT": "8123"}) == 8123


@pytest.mark.parametrize("value", ["eight", "8.5", "0x10", "8 000"])
def test_bad_number_stops_the_start_and_names_the_variable(value):
    with pytest.raises(BadSetting) as stopped:
        env_int("SMARTPORT_PORT", 8000, source={"SMARTPORT_PORT": value})
    assert str(stopped.value) == f"SMARTPORT_PORT={value!r} cannot be used: expected a whole number."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", True),
        ("TRUE", True),
        ("yes", True),
        ("On", True),
        ("0", False),
        ("False", False),
        ("NO", False),
        ("off", False),
    ],
)
def test_truth_is_read_in_any_case(value, expected):
    assert env_bool("DEBUG", not expected, source={"DEBUG": value}) is expected


def test_bad_truth_stops_the_start():
    with pytest.raises(BadSetting, match=r"DEBUG='maybe' cannot be used: expected true or false\."):
        env_bool("DEBUG", False, source={"DEBUG": "maybe"})


def test_choice_is_one_of_the_words():
    assert env_choice("ROLE", "a", ("a", "b"), source={"ROLE": "b"}) == "b"


def test_other_word_stops_the_start_and_names_the_words():
    with pytest.raises(BadSetting, match="ROLE='c' cannot be used: expected one of a, b"):
        env_choice("ROLE", "a", ("a", "b"), source={"ROLE": "c"})


def test_address_loses_the_slash_at_its_end():
    assert env_url("URL", "", source={"URL": "https://port.example:8443/"}) == "https://port.example:8443"


@pytest.mark.parametrize("url", ["port.example", "ftp://port.example", "https://", "https://port.example/challenge"])
def test_other_address_stops_the_start(url):
    with pytest.raises(BadSetting, match="URL="):
        env_url("URL", "", source={"URL": url})


@pytest.mark.parametrize(("url", "host"), [("https://port.example:8443", "port.example"), ("http://[::1]:80", "[::1]")])
def test_host_is_what_django_compares(url, host):
    assert host_of(url) == host


def test_list_drops_spaces_and_empty_parts():
    assert env_list("HOSTS", source={"HOSTS": " a.ma, ,b.ma,"}) == ["a.ma", "b.ma"]
    assert env_list("HOSTS", ("localhost",), source={}) == ["localhost"]


def test_path_is_absolute_and_home_is_expanded():
    assert env_path("DATA", Path("/x"), source={"DATA": "~/port"}) == Path.home() / "port"
    assert env_path("DATA", Path("/x"), source={"DATA": "port"}) == Path.cwd() / "port"


def test_sqlite_takes_its_write_lock_at_the_start():
    settings = env_database("DATABASE_URL", Path("/data/site.sqlite3"), source={})
    assert settings["NAME"] == "/data/site.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_sqlite_url_is_read():
    assert parse_database("sqlite:////data/a%20b.sqlite3")["NAME"] == "/data/a b.sqlite3"
    assert parse_database("sqlite:///site.sqlite3")["NAME"] == "site.sqlite3"


def test_postgres_url_is_read_with_escapes():
    read = parse_database("postgres://port:p%40ss@db.example:5433/smart%2Fport?sslmode=require")
    assert (read["ENGINE"], read["NAME"], read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == (
        "django.db.backends.postgresql",
        "smart/port",
        "port",
        "p@ss",
        "db.example",
        5433,
    )
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_postgres_over_a_socket_takes_the_folder_from_host():
    read = parse_database("postgresql:///smartport?host=/var/run/postgresql")
    assert (read["NAME"], read["HOST"], read["OPTIONS"]) == ("smartport", "/var/run/postgresql", {})


@pytest.mark.parametrize("url", ["mysql://localhost/x", "smartport.sqlite3", "postgres://h:port/x"])
def test_other_database_stops_the_start(url):
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        env_database("DATABASE_URL", Path("/x"), source={"DATABASE_URL": url})


def test_mail_server_is_read():
    given = {"HOST": "smtp.example.ma", "PORT": "465", "FROM": "Port <no-reply@example.ma>"}
    read = (env_host("HOST", source=given), env_port("PORT", 587, source=given), env_sender("FROM", "", source=given))
    assert read == ("smtp.example.ma", 465, "Port <no-reply@example.ma>")


@pytest.mark.parametrize("value", ["smtp://example.ma", "mail.example.ma:25", "two hosts", "a/b"])
def test_host_with_something_around_it_stops_the_start(value):
    with pytest.raises(BadSetting, match="SMARTPORT_EMAIL_HOST"):
        env_host("SMARTPORT_EMAIL_HOST", source={"SMARTPORT_EMAIL_HOST": value})


@pytest.mark.parametrize("value", ["0", "65536", "-1", "smtp", "25.5"])
def test_port_that_is_none_stops_the_start(value):
    with pytest.raises(BadSetting, match="SMARTPORT_EMAIL_PORT"):
        env_port("SMARTPORT_EMAIL_PORT", 587, source={"SMARTPORT_EMAIL_PORT": value})


@pytest.mark.parametrize(
    "value",
    ["nobody", "a@example.ma, b@example.ma", "A <a@example.ma>\nBcc: b@example.ma", "<@example.ma>", "a@", "a b"],
)
def test_sender_that_is_not_one_address_stops_the_start(value):
    with pytest.raises(BadSetting, match="SMARTPORT_EMAIL_FROM"):
        env_sender("SMARTPORT_EMAIL_FROM", "", source={"SMARTPORT_EMAIL_FROM": value})


def test_threads_share_connections_to_a_server_where_that_is_asked():
    server, file = parse_database("postgres://site@db/site?sslmode=require"), parse_database("sqlite:///site.sqlite3")
    told = pooled(server, most=3)
    assert (told["CONN_MAX_AGE"], told["OPTIONS"]) == (
        0,
        {"sslmode": "require", "pool": {"min_size": 1, "max_size": 3}},
    )
    assert (pooled(server, most=0), pooled(file, most=3)) == (server, file)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("127.0.0.1:8001", ("127.0.0.1", 8001)), ("[::]:81", ("::", 81)), ("port.example:65535", ("port.example", 65535))],
)
def test_address_to_listen_on_is_a_host_and_a_port(value, expected):
    assert env_address("NAME", "127.0.0.1:1", source={"NAME": value}) == expected


@pytest.mark.parametrize("value", ["8001", ":8001", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "a b:1"])
def test_address_that_is_none_stops_the_start(value):
    with pytest.raises(BadSetting, match="expected a host and a port"):
        env_address("NAME", "127.0.0.1:1", source={"NAME": value})


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [("127.0.0.1", 8000, "127.0.0.1:8001"), ("::", 80, "[::]:81"), ("localhost", 65535, "localhost:65534")],
)
def test_follower_listens_beside_the_site(host, port, expected):
    assert beside(host, port) == expected
