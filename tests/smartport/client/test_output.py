"""Tables for people, CSV and JSON for programs; a pipe gets neither colours nor isolates, a terminal no surprise."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.text import Text

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


def test_word_with_a_style_and_a_heading_keep_to_themselves_too():
    stream = Terminal()
    Output(stream=stream).rows((Column(ARABIC, lambda _item: Text("فشل", style="red")),), [{}])
    assert "\u2068فشل\u2069" in stream.getvalue()
    assert f"\u2068{ARABIC}\u2069" in stream.getvalue()


def test_option_in_a_sentence_in_arabic_keeps_its_hyphens(monkeypatch):
    """Without a mark, a terminal that shows Arabic from the right would put them behind the option."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    Output(stream=stream).say("جرّبوا --url أو /tmp")
    assert stream.getvalue() == "\u2068جرّبوا \u200e--url أو \u200e/tmp\u2069\n"


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


def test_terminal_too_narrow_for_a_table_gets_cards(monkeypatch):
    """Nothing is cut away, and what is empty is not named."""
    monkeypatch.setenv("COLUMNS", "12")
    stream = Terminal()
    Output(stream=stream).rows(COLUMNS, [{"name": "a" * 10, "rank": 12345}, {"name": "b" * 10, "rank": None}])
    first, told, second = (line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines())
    assert (first, told, second) == ("a" * 10, "  rank\N{NO-BREAK SPACE}12345", "b" * 10)


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


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_answer_that_nobody_can_write_is_one_line(tmp_path, format_):
    """A full disk, or an output that was closed, leaves no traceback."""
    program = (
        "import httpx, sys\nfrom smartport.client.cli import main\n"
        "site = httpx.MockTransport(lambda request: httpx.Response(200, json={'results': [], 'next': None}))\n"
        f"sys.exit(main(['challenges', '--format', '{format_}'], transport=site))\n"
    )
    settings = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    words = [sys.executable, "-c", program]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, env=settings, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    line = b"smartport: The answer cannot be written (No space left on device).\n"
    assert (done.returncode, done.stderr) == (1, line)
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *words]
    done = subprocess.run(closed, env=settings, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
