"""Where an installation lives comes from the environment only."""

from pathlib import Path

import pytest

from smartport.bootstrap.place import ROOT, Place
from smartport.env import BadSetting


def test_nothing_given_is_a_laptop():
    place = Place.read({})

    assert (place.data, place.address, place.url) == (ROOT / "var", "127.0.0.1:8000", "http://127.0.0.1:8000/")


def test_relative_data_folder_is_told_to_programs_as_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    place = Place.read({"SMARTPORT_DATA": "here"})

    assert place.environment()["SMARTPORT_DATA"] == str(tmp_path / "here")


@pytest.mark.parametrize(
    ("host", "address", "url", "hosts"),
    [
        ("0.0.0.0", "0.0.0.0:81", "http://127.0.0.1:81/", "localhost,127.0.0.1,[::1]"),  # noqa: S104
        ("::", "[::]:81", "http://[::1]:81/", "localhost,127.0.0.1,[::1]"),
        ("10.0.0.5", "10.0.0.5:81", "http://10.0.0.5:81/", "localhost,127.0.0.1,[::1],10.0.0.5"),
    ],
)
def test_other_address_to_listen_on(host, address, url, hosts):
    place = Place.read({"SMARTPORT_BIND": host, "SMARTPORT_PORT": "81"})

    assert (place.address, place.url, place.environment()["SMARTPORT_HOSTS"]) == (address, url, hosts)


def test_hosts_that_were_given_stay():
    assert Place.read({"SMARTPORT_HOSTS": "port.example"}).environment()["SMARTPORT_HOSTS"] == "port.example"


def test_bad_port_names_the_variable():
    with pytest.raises(BadSetting, match="SMARTPORT_PORT='eight'"):
        Place.read({"SMARTPORT_PORT": "eight"})


def test_evaluator_needs_the_redis_of_its_site():
    with pytest.raises(BadSetting, match="REDIS_URL='' cannot be used: expected the Redis of the site"):
        Place.read({"SMARTPORT_ROLE": "evaluator"})


def test_evaluator_with_a_redis_is_nothing_else():
    assert Place.read({"SMARTPORT_ROLE": "evaluator", "REDIS_URL": "redis://first"}).is_evaluator_only


def test_unknown_role_names_the_known_ones():
    with pytest.raises(BadSetting, match="SMARTPORT_ROLE='site' cannot be used: expected one of everything, evaluator"):
        Place.read({"SMARTPORT_ROLE": "site"})


def test_programs_find_our_tools_before_others_and_no_other_python():
    environment = Place(
        data=Path("/d"), root=Path("/p"), given={"PATH": "/bin", "PYTHONHOME": "/x", "VIRTUAL_ENV": "/y"}
    ).environment()

    assert environment["PATH"].startswith("/p/.venv/bin:/p/.boot/bin:/bin:")
    assert environment["PYTHONPATH"] == "/p"
    assert {"PYTHONHOME", "VIRTUAL_ENV"}.isdisjoint(environment)


def test_bad_address_of_the_follower_names_the_variable():
    with pytest.raises(BadSetting, match="SMARTPORT_FOLLOW_ADDRESS='8001'"):
        Place.read({"SMARTPORT_FOLLOW_ADDRESS": "8001"})
