"""Tokens are kept for each site, for their owner only."""

import json
import stat

import pytest

from smartport.client.config import config_file, keep_choice, keep_token, read_choices, read_token, remembered_url
from smartport.client.errors import Failure


def test_token_is_kept_for_its_site_and_read_by_its_owner_only(tmp_path):
    path = tmp_path / "smartport" / "tokens.json"
    keep_token(path, url="https://a.ma", token="one")
    keep_token(path, url="https://b.ma", token="two")
    assert (read_token(path, url="https://a.ma"), read_token(path, url="https://c.ma")) == ("one", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_file_that_others_could_read_is_closed_to_them(tmp_path):
    path = tmp_path / "tokens.json"
    path.write_text("{}")
    path.chmod(0o644)
    keep_token(path, url="https://a.ma", token="one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_empty_token_forgets(tmp_path):
    path = tmp_path / "tokens.json"
    keep_token(path, url="https://a.ma", token="one")
    keep_token(path, url="https://a.ma", token="")
    assert json.loads(path.read_text()) == {}


def test_damaged_file_says_what_to_do(tmp_path):
    path = tmp_path / "tokens.json"
    path.write_text("{")
    with pytest.raises(Failure, match="Remove it and log in again"):
        read_token(path, url="https://a.ma")


def test_place_follows_xdg(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config_file({"XDG_CONFIG_HOME": "/x"}).as_posix() == "/x/smartport/tokens.json"
    assert config_file({}) == tmp_path / ".config/smartport/tokens.json"
    assert config_file({"XDG_CONFIG_HOME": "relative"}) == tmp_path / ".config/smartport/tokens.json"


def test_choice_is_remembered_and_forgotten(tmp_path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    keep_choice(environ, name="challenge", value="rade")
    keep_choice(environ, name="url", value="https://a.ma")
    assert read_choices(environ) == {"challenge": "rade", "url": "https://a.ma"}
    keep_choice(environ, name="challenge", value="")
    assert read_choices(environ) == {"url": "https://a.ma"}


def test_site_is_that_of_the_environment_then_the_remembered_one(tmp_path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert remembered_url(environ) == "http://127.0.0.1:8000"
    keep_choice(environ, name="url", value="https://a.ma")
    assert remembered_url(environ) == "https://a.ma"
    assert remembered_url({**environ, "SMARTPORT_URL": "https://b.ma/"}) == "https://b.ma"


def test_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "smartport").write_text("a file where the folder should be")
    with pytest.raises(Failure, match="cannot be written"):
        keep_choice({"XDG_CONFIG_HOME": str(tmp_path)}, name="challenge", value="rade")
