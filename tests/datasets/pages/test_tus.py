"""The door of resumable uploads, as a tus client and as our own page use it."""

import base64
import hashlib
import io

import pytest
from django.test import Client

from datasets.pages import tus
from datasets.vault import keeping
from datasets.vault.models import Extract, ExtractState
from tests.datasets.pages.conftest import browser_of, make_extract
from tests.factories import make_token

pytestmark = pytest.mark.database

ADDRESS = "/data/vault/uploads/"
CONTENT = b"navire;poids\n" + b"Atlas;12,5\n" * 50
TUS = {"Tus-Resumable": "1.0.0"}


def metadata(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in told.items())


def announce(client, *, size: int | str = len(CONTENT), headers=TUS, **told: str):
    told = {"filename": "Escales été.csv", **told}
    return client.post(ADDRESS, headers={**headers, "Upload-Length": str(size), "Upload-Metadata": metadata(**told)})


def patch(client, address: str, content: bytes, *, offset: int | str, **headers: str):
    kind = headers.pop("content_type", tus.CHUNK_TYPE)
    told = {**TUS, "Upload-Offset": str(offset), **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.patch(address, data=content, content_type=kind, headers=told)


@pytest.fixture
def begun(doras) -> str:
    """The address of an announced upload."""
    return announce(doras).headers["Location"]


def test_server_says_what_it_can(doras):
    answer = doras.options(ADDRESS)
    assert answer.status_code == 204
    assert {name: answer.headers[name] for name in answer.headers if name.startswith("Tus-")} == {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Max-Size": str(20 << 30),
        "Tus-Extension": "creation,checksum,termination,expiration",
        "Tus-Checksum-Algorithm": "sha256",
    }


def test_file_comes_in_pieces_and_is_what_was_sent(doras, dora):
    answer = announce(doras, name="escales", delete_after="2026-12-31")
    address = answer.headers["Location"]
    extract = Extract.objects.get()
    assert (answer.status_code, address) == (201, f"http://testserver/data/vault/{extract.pk}/chunks/")
    assert (extract.name, extract.original_name, str(extract.delete_after), extract.kept_by) == (
        "escales",
        "Escales été.csv",
        "2026-12-31",
        dora,
    )
    first = patch(doras, address, CONTENT[:100], offset=0)
    assert (first.status_code, first.headers["Upload-Offset"], first.content) == (204, "100", b"")
    stands = doras.head(address, headers=TUS)
    told = [stands.headers[name] for name in ("Upload-Offset", "Upload-Length", "Cache-Control", "Upload-Expires")]
    assert told == ["100", str(len(CONTENT)), "no-store", "Fri, 27 Nov 2026 12:00:00 GMT"]
    last = patch(doras, address, CONTENT[100:], offset=100)
    assert (last.headers["Upload-Offset"], "Upload-Expires" in last.headers) == (str(len(CONTENT)), False)
    extract.refresh_from_db()
    assert (extract.state, keeping.original(extract.pk).read_bytes()) == ("reading", CONTENT)
    assert doras.head(address, headers=TUS).headers["Upload-Offset"] == str(len(CONTENT))


def test_every_byte_alone_is_a_chunk(doras):
    address = announce(doras, size=5).headers["Location"]
    for place in range(5):
        assert patch(doras, address, CONTENT[place : place + 1], offset=place).status_code == 204
    assert keeping.original(Extract.objects.get().pk).read_bytes() == CONTENT[:5]


def test_chunk_at_another_place_is_refused_with_the_right_one(doras, begun):
    patch(doras, begun, CONTENT[:10], offset=0)
    for offset in (0, 9, 11):
        answer = patch(doras, begun, b"x", offset=offset)
        assert (answer.status_code, answer.json()["code"], answer.headers["Upload-Offset"]) == (
            409,
            "wrong_offset",
            "10",
        )
    assert keeping.original(Extract.objects.get().pk).read_bytes() == CONTENT[:10]


def test_more_than_was_announced_is_refused(doras, begun):
    answer = patch(doras, begun, CONTENT + b"x", offset=0)
    assert (answer.status_code, answer.json()["code"], Extract.objects.get().received) == (413, "too_many_bytes", 0)


def test_checksum_that_fits_is_taken_and_another_is_not(doras, begun):
    right = base64.b64encode(hashlib.sha256(CONTENT[:10]).digest()).decode()
    answer = patch(doras, begun, b"x" + CONTENT[1:10], offset=0, Upload_Checksum=f"sha256 {right}")
    assert (answer.status_code, Extract.objects.get().received) == (460, 0)
    assert patch(doras, begun, CONTENT[:10], offset=0, Upload_Checksum=f"sha256 {right}").status_code == 204


@pytest.mark.parametrize("checksum", ["md5 AAAA", "sha256 ?", "sha256", ""])
def test_checksum_that_cannot_be_read_is_refused(doras, begun, checksum):
    answer = patch(doras, begun, CONTENT[:10], offset=0, Upload_Checksum=checksum)
    assert (answer.status_code, Extract.objects.get().received) in {(400, 0), (460, 0)}


class Line(io.BytesIO):
    """Breaks after so many bytes."""

    def __init__(self, content: bytes, *, breaks_at: int) -> None:
        super().__init__(content[:breaks_at])

    def read(self, *args: int) -> bytes:
        piece = super().read(*args)
        if not piece:
            raise ConnectionResetError
        return piece


def broken(client, address: str, *, breaks_at: int, **headers: str):
    told = {"Upload-Offset": "0", **TUS, **headers}
    return client.generic(
        "PATCH",
        address,
        CONTENT,
        content_type=tus.CHUNK_TYPE,
        headers=told,
        **{"wsgi.input": Line(CONTENT, breaks_at=breaks_at)},
    )


def test_what_a_broken_line_brought_is_kept(doras, begun):
    broken(doras, begun, breaks_at=37)
    assert doras.head(begun, headers=TUS).headers["Upload-Offset"] == "37"
    patch(doras, begun, CONTENT[37:], offset=37)
    assert keeping.original(Extract.objects.get().pk).read_bytes() == CONTENT


def test_what_a_broken_line_brought_of_a_checked_chunk_is_not_kept(doras, begun):
    right = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
    broken(doras, begun, breaks_at=37, **{"Upload-Checksum": f"sha256 {right}"})
    assert Extract.objects.get().received == 0


def test_chunk_may_come_as_post_where_a_network_lets_no_patch_through(doras, begun):
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    answer = doras.post(begun, CONTENT, content_type=tus.CHUNK_TYPE, headers=headers)
    assert (answer.status_code, Extract.objects.get().state) == (204, "reading")
    assert doras.post(begun, headers=TUS).status_code == 405


def test_upload_is_dropped_while_it_is_one(doras, begun):
    assert doras.delete(begun, headers=TUS).status_code == 204
    assert Extract.objects.get().state == ExtractState.DELETED
    for answer in (
        doras.head(begun, headers=TUS),
        doras.delete(begun, headers=TUS),
        patch(doras, begun, b"x", offset=0),
    ):
        assert answer.status_code == 410


@pytest.mark.parametrize("state", [ExtractState.READING, ExtractState.READY, ExtractState.REFUSED])
def test_what_has_come_whole_is_not_dropped_through_this_door(doras, dora, state):
    extract = make_extract(dora, state=state)
    address = f"/data/vault/{extract.pk}/chunks/"
    assert doras.delete(address, headers=TUS).status_code == 410
    extract.refresh_from_db()
    assert extract.state == state


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"size": 0}, 422, "file_empty"),
        ({"size": (20 << 30) + 1}, 413, "file_too_large"),
        ({"size": -1}, 400, "header_unfit"),
        ({"size": "5,5"}, 400, "header_unfit"),
        ({"size": "٥"}, 400, "header_unfit"),
        ({"filename": ""}, 422, "file_missing"),
        ({"name": "Été"}, 422, "name_unfit"),
        ({"delete_after": "2026-11-19"}, 422, "day_unfit"),
        ({"delete_after": "soon"}, 422, "day_unfit"),
    ],
)
def test_what_is_announced_wrongly_is_refused_with_a_sentence(doras, told, status, code):
    answer = announce(doras, **told)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert Extract.objects.count() == 0


@pytest.mark.parametrize("header", ["filename ?", "filename w6k", "filename //4="])
def test_metadata_that_are_none_are_refused(doras, header):
    answer = doras.post(ADDRESS, headers={**TUS, "Upload-Length": "5", "Upload-Metadata": header})
    assert (answer.status_code, answer.json()["code"]) == (400, "header_unfit")


def test_full_disk_is_said(doras, begun, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    answer = patch(doras, begun, CONTENT[:10], offset=0)
    assert (answer.status_code, answer.json()["code"], Extract.objects.get().received) == (507, "vault_full", 0)
    monkeypatch.undo()


@pytest.mark.parametrize("version", ["", "0.2.2", "2.0.0"])
def test_another_tus_is_refused(doras, version):
    answer = announce(doras, headers={"Tus-Resumable": version} if version else {})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_chunk_of_another_type_is_refused(doras, begun):
    answer = patch(doras, begun, CONTENT, offset=0, content_type="application/octet-stream")
    assert (answer.status_code, answer.json()["code"]) == (415, "not_a_chunk")


def test_nobody_else_finds_the_door(mallorys, alice, begun):
    stranger, alices = browser_of(), browser_of(alice)
    for client, status in ((stranger, 401), (mallorys, 404), (alices, 404)):
        assert announce(client).status_code == status
        assert client.head(begun, headers=TUS).status_code == status
        assert patch(client, begun, b"x", offset=0).status_code == status
        assert client.delete(begun, headers=TUS).status_code == status
    assert (Extract.objects.count(), Extract.objects.get().state) == (1, "uploading")


def test_session_needs_its_token_and_a_token_needs_no_session(dora):
    careless = Client(enforce_csrf_checks=True)
    careless.force_login(dora)
    assert announce(careless).status_code == 403
    with_token = {**TUS, "Authorization": f"Token {make_token(dora)}"}
    address = announce(Client(enforce_csrf_checks=True), headers=with_token).headers["Location"]
    answer = patch(Client(), address, CONTENT, offset=0, Authorization=with_token["Authorization"])
    assert (answer.status_code, Extract.objects.get().state) == (204, "reading")
    assert patch(careless, address, b"", offset=0).status_code == 403
