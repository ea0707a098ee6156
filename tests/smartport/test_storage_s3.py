"""The same storage over S3, against a service simulated in this process."""

import hashlib
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from moto import mock_aws

from smartport.storage import name_of
from smartport.storage_s3 import ContentS3Storage

BYTES = b"call_id,q10,q50,q90\n1,2,3,4\n"
DIGEST = hashlib.sha256(BYTES).hexdigest()
BUCKET = "port"


@pytest.fixture
def storage(monkeypatch) -> Iterator[ContentS3Storage]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        yield ContentS3Storage(bucket_name=BUCKET, region_name="us-east-1")


def test_bytes_come_back_under_the_name_of_their_digest(storage):
    stored = storage.save("../../etc/passwd", ContentFile(BYTES))
    with storage.open(stored) as file:
        assert (stored, file.read()) == (name_of(DIGEST), BYTES)


def test_same_content_twice_is_uploaded_once(storage):
    stored = storage.save("a", ContentFile(BYTES))
    first = storage.get_modified_time(stored)
    assert storage.save("b", ContentFile(BYTES)) == stored
    assert storage.get_modified_time(stored) == first
    assert [one.key for one in storage.bucket.objects.all()] == [stored]


def test_an_empty_bucket_has_nothing(storage):
    assert not storage.exists(name_of(DIGEST))
