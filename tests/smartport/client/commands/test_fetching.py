"""The data in the terminal: their licence asked for once, their files brought once."""

import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from datasets.models import LicenceAcceptance, Release, ReleaseFile
from tests.factories import OPENS_AT, accept_licence


def test_data_are_downloaded_once(logged_in, alice, alices_team, challenge, tmp_path):
    release = Release.objects.create(slug="rade", version="1", title={}, licence="X", published_at=OPENS_AT)
    challenge.release = release
    challenge.save()
    accept_licence(release, alice)
    for path in ("README.md", "data/train.csv"):
        content = path.encode()
        ReleaseFile.objects.create(
            release=release,
            path=path,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            content=default_storage.save("", ContentFile(content)),
        )
    smartport = logged_in(alice)
    folder = tmp_path / "rade"
    assert "2 files downloaded" in smartport("data", "-p", folder).out
    assert (folder / "data/train.csv").read_bytes() == b"data/train.csv"
    (folder / "README.md").write_text("changed")
    assert "1 file downloaded" in smartport("data", "-p", folder).out
    assert (folder / "README.md").read_text() == "README.md"


def test_data_are_refused_with_what_to_do(logged_in, carol, challenge, tmp_path):
    challenge.release = Release.objects.create(slug="r", version="1", title={}, licence="X", published_at=OPENS_AT)
    challenge.save()
    content = default_storage.save("", ContentFile(b"x"))
    ReleaseFile.objects.create(release=challenge.release, path="x", sha256="0" * 64, size=1, content=content)
    said = logged_in(carol)("data", "-p", tmp_path / "rade")
    assert said.status == 1
    assert "You are in no team of this edition." in said.err
    assert list(tmp_path.glob("rade/*")) == []


class Terminal(io.StringIO):
    """What somebody types into a terminal."""

    def isatty(self) -> bool:
        return True


def test_licence_is_named_and_accepted(logged_in, carol, licensed):
    said = logged_in(carol)("accept-licence", typed="y\n")
    assert (said.status, said.out.splitlines()[0]) == (0, "Licence of rade 1: CC-BY-4.0")
    assert LicenceAcceptance.objects.get().user == carol


def test_licence_is_not_accepted_without_a_yes(logged_in, carol, licensed):
    assert logged_in(carol)("accept-licence", typed="n\n").status == 1
    assert not LicenceAcceptance.objects.exists()


def test_licence_is_accepted_without_asking_where_one_says_so(logged_in, carol, licensed):
    assert logged_in(carol)("accept-licence", "--yes").status == 0
    assert LicenceAcceptance.objects.get().licence == "CC-BY-4.0"


def test_licence_of_no_data_is_told(logged_in, carol, challenge):
    said = logged_in(carol)("accept-licence", "--yes")
    assert (said.status, said.err) == (1, "smartport: rade has no data yet.\n")


def test_data_without_the_licence_are_refused_with_what_to_do(logged_in, alice, alices_team, licensed, tmp_path):
    said = logged_in(alice)("data", "-p", tmp_path / "rade")
    assert said.status == 1
    assert "smartport accept-licence" in said.err
    assert list(tmp_path.glob("rade/*")) == []


@pytest.mark.parametrize(("typed", "status", "files"), [("y\n", 0, 1), ("n\n", 1, 0)])
def test_licence_is_asked_for_in_a_terminal(
    logged_in, alice, alices_team, licensed, tmp_path, monkeypatch, typed, status, files
):
    monkeypatch.setattr(io, "StringIO", Terminal)
    said = logged_in(alice)("data", "-p", tmp_path / "rade", typed=typed)
    assert (said.status, len(list(tmp_path.glob("rade/x")))) == (status, files)


def test_starter_kit_is_downloaded_once(logged_in, alice, alices_team, challenge, licensed, tmp_path):
    accept_licence(licensed.release, alice)
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(b"PK")), 2
    challenge.save()
    smartport = logged_in(alice)
    assert "Downloaded" in smartport("kit", "-p", tmp_path).out
    assert (tmp_path / "smartport-rade.zip").read_bytes() == b"PK"
    assert "is there already" in smartport("kit", "-p", tmp_path).out


def test_challenge_without_a_starter_kit_says_so(logged_in, alice, alices_team, licensed, tmp_path):
    said = logged_in(alice)("kit", "-p", tmp_path)
    assert (said.status, list(tmp_path.glob("*.zip"))) == (1, [])
    assert "rade has no starter kit." in said.err


def test_starter_kit_is_refused_with_what_to_do(logged_in, alice, alices_team, challenge, licensed, tmp_path):
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(b"PK")), 2
    challenge.save()
    said = logged_in(alice)("kit", "-p", tmp_path)
    assert said.status == 1
    assert "licence" in said.err
    assert list(tmp_path.glob("*.zip")) == []
