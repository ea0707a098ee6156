"""The key is made once, and told to nobody."""

import base64
import stat

import pytest
from django.core.management import CommandError, call_command

from challenges.journal.models import JournalEntry
from challenges.results.signing import key_id, public_key
from smartport.certificate_key import NAME, Keys, certificate_keys, env_keys, keep_keys, read_keys
from smartport.env import BadSetting

SEED, OLD = b"s" * 32, base64.b64encode(b"o" * 32).decode()


def test_key_is_made_once_and_is_its_owners(tmp_path):
    first = certificate_keys(tmp_path / "data")
    assert certificate_keys(tmp_path / "data") == first != certificate_keys(tmp_path / "other")
    assert stat.S_IMODE((tmp_path / "data" / NAME).stat().st_mode) == 0o600
    assert len(first.seed) == 32


def test_old_public_halves_stay_beside_it(tmp_path):
    keep_keys(tmp_path, Keys(SEED, (OLD,)))
    assert certificate_keys(tmp_path) == Keys(SEED, (OLD,))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_environment_comes_first_and_makes_no_file(tmp_path):
    seed = base64.b64encode(SEED).decode()
    given = {"SMARTPORT_CERTIFICATE_KEY": seed, "SMARTPORT_CERTIFICATE_OLD_KEYS": f"{OLD},{OLD}"}
    assert env_keys(tmp_path, source=given) == Keys(SEED, (OLD, OLD))
    assert list(tmp_path.iterdir()) == []


def test_bad_key_is_not_told(tmp_path):
    with pytest.raises(BadSetting, match="SMARTPORT_CERTIFICATE_KEY") as failed:
        env_keys(tmp_path, source={"SMARTPORT_CERTIFICATE_KEY": "c2VjcmV0"})
    assert "c2VjcmV0" not in str(failed.value)
    with pytest.raises(ValueError, match="32 bytes"):
        read_keys("")
    assert "sss" not in repr(Keys(SEED))


def test_command_says_public_halves_only(settings, capsys):
    call_command("certificate_key")
    said = capsys.readouterr().out
    public = public_key(seed=settings.CERTIFICATE_KEY)
    assert said == f"signs: {key_id(public)} {public}\n"


@pytest.mark.django_db
def test_command_makes_another_key_and_keeps_the_old_public_half(settings, capsys, monkeypatch):
    before = public_key(seed=settings.CERTIFICATE_KEY)
    call_command("certificate_key", "--renew")
    kept = certificate_keys(settings.DATA)
    assert (kept.old, kept.seed != settings.CERTIFICATE_KEY) == ((before,), True)
    assert base64.b64encode(kept.seed).decode() not in capsys.readouterr().out
    line = JournalEntry.objects.get(deed="certificates.key_renewed")
    assert (line.actor, line.details) == ("operator", {"key": key_id(public_key(seed=kept.seed))})
    monkeypatch.setenv("SMARTPORT_CERTIFICATE_KEY", "x")
    with pytest.raises(CommandError, match="SMARTPORT_CERTIFICATE_OLD_KEYS"):
        call_command("certificate_key", "--renew")
