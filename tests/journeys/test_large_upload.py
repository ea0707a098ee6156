"""300 MB at the real server: refused at once, without its memory or its disk filling."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.factories import code_zip
from tests.journeys.site import RealSite

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

MEBIBYTE = 1 << 20
SIZE = 300 * MEBIBYTE


def body() -> Iterator[bytes]:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.zip"\r\n\r\n'
    yield head + bytes(MEBIBYTE - len(head))
    for _ in range(SIZE // MEBIBYTE - 1):
        yield bytes(MEBIBYTE)


def memory_of(group: int) -> int:
    """Bytes of memory of all processes of a process group."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                lines = (status.parent / "status").read_text().splitlines()
                found += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def test_300_mb_are_refused_without_growing(real_site: RealSite):
    group = real_site.running["site"].pid
    before = memory_of(group)
    began = time.monotonic()
    codes = {upload(real_site) for _ in range(3)}
    assert codes - {"hung up"} == {"request_too_large"}
    assert time.monotonic() - began < 5
    assert memory_of(group) - before < SIZE / 2  # a fresh worker process may have warmed up meanwhile


def upload(site: RealSite) -> str:
    """The code of the refusal; a server may hang up on what it does not want before its answer has been read."""
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(SIZE)}
    with site.client("alice") as client:
        try:
            return str(client.post("challenges/rade/submissions", content=body(), headers=headers).json()["code"])
        except (httpx.WriteError, httpx.ReadError):
            return "hung up"


def test_site_still_serves_after_it(real_site: RealSite):
    submission = real_site.hand_in("alice", code_zip())
    with real_site.client("alice") as client:
        assert client.get("challenges/rade/submissions").raise_for_status().json()["results"][0]["id"] == submission
