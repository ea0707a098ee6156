"""Tables for people, CSV and JSON for programs; a pipe gets neither colours nor isolates, a terminal no surprise."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from smartport.client.output import Bar, Column, Output

ARABIC = "فريق الميناء"
COLUMNS = (Column("name", lambda item: item["name"]), Column("rank", lambda item: item["rank"]))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(stream, *items, **options):
    Output(stream=stream, **options).rows(COLUMNS, items)
    return stream.getvalue()


def test_name_in_arabic_keeps_to_itself_in_a_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    assert f"\u2068{ARABIC}\u2069" in shown(Terminal(), {"name": ARABIC, "rank": 1})


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_nothing_is_added_in_a_pipe(format_):
    out = shown(io.StringIO(), {"name": ARABIC, "rank": 1}, format=format_)
    assert ARABIC in out
    assert not set(out) & {"\u2068", "\u2069", "\x1b"}


def test_csv_is_quoted_and_empty_where_there_is_nothing():
    out = shown(io.StringIO(), {"name": 'a,"b"\nc', "rank": None}, format="csv")
    assert list(csv.reader(io.StringIO(out))) == [["name", "rank"], ['a,"b"\nc', ""]]


def test_json_is_what_the_site_said():
    assert json.loads(shown(io.StringIO(), {"name": "a", "rank": 1, "more": 2}, format="json"))[0]["more"] == 2


def test_empty_list_is_a_header():
    assert shown(io.StringIO(), format="csv") == "name,rank\n"


def test_wide_column_is_left_out_of_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    wide = (*COLUMNS, Column("teamId", lambda item: "x", is_wide=True))
    stream = Terminal()
    Output(stream=stream).rows(wide, [{"name": "a", "rank": 1}])
    assert "teamId" not in stream.getvalue()


def test_bar_that_never_begins_is_never_seen(monkeypatch):
    """A refused download leaves no half of a bar."""
    stream = Terminal()
    with Bar(Output(stream=stream)):
        pass
    assert stream.getvalue() == ""


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}])
def test_any_script_is_shown_where_the_locale_knows_none(tmp_path, environ):
    """Characters that a terminal cannot show become their numbers; the command does not fail."""
    program = (
        "import httpx, sys\nfrom smartport.client.cli import main\n"
        f"rows = [{{'slug': 'rade', 'title': '{ARABIC} é', 'theme': '', 'reward': '', 'phase': None,"
        "'team_count': 1, 'has_entered': None, 'rank': None}]\n"
        "site = httpx.MockTransport(lambda request: httpx.Response(200, json={'results': rows, 'next': None}))\n"
        "sys.exit(main(['challenges'], transport=site))\n"
    )
    settings = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), **environ}
    done = subprocess.run([sys.executable, "-c", program], env=settings, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"rade" in done.stdout
