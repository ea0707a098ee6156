"""The sign-on's variables: none, all, or a sentence that names the one that misses."""

import pytest

from smartport.env import BadSetting
from smartport.sign_on import NAMES, env_sign_on, sign_on_apps

ALL = dict(zip(NAMES, ("Ministère", "https://id.example/realms/port/", "smartport", "secret"), strict=True))


def test_without_variables_there_is_none():
    assert env_sign_on(source={}) is None
    assert sign_on_apps(None) == []


def test_all_of_them_make_a_provider():
    (app,) = sign_on_apps(env_sign_on(source=ALL))
    assert (app["name"], app["settings"]) == ("Ministère", {"server_url": "https://id.example/realms/port"})


@pytest.mark.parametrize("missing", NAMES)
def test_half_of_them_stop_the_start(missing):
    with pytest.raises(BadSetting, match=f"{missing}='' cannot be used: expected a value, because others of"):
        env_sign_on(source=ALL | {missing: " "})


@pytest.mark.parametrize("address", ["http://id.example", "ftp://id.example", "id.example", "https://"])
def test_tokens_do_not_travel_in_the_clear(address):
    with pytest.raises(BadSetting, match="SMARTPORT_OIDC_URL"):
        env_sign_on(source=ALL | {"SMARTPORT_OIDC_URL": address})


def test_provider_on_this_machine_may_speak_plainly():
    assert env_sign_on(source=ALL | {"SMARTPORT_OIDC_URL": "http://127.0.0.1:9000"}) is not None
