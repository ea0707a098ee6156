"""A published table is looked at wherever its bytes are kept."""

import boto3
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.base import ContentFile
from moto import mock_aws

from datasets.models import ReleaseFile
from datasets.releases.queries import published
from datasets.releases.rows import find, read_rows
from datasets.releases.rules import Condition, Operator, Order, View
from smartport.storage_s3 import ContentS3Storage

BUCKET = "port"


@pytest.fixture
def storage(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        yield ContentS3Storage(bucket_name=BUCKET, region_name="us-east-1")


def test_rows_are_read_from_an_object_store(storage):
    out = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["a", "b", "c"], "n": [3, 1, 2]}), out, row_group_size=2)
    content = out.getvalue().to_pybytes()
    file = ReleaseFile(path="data/train.parquet", sha256="s3-rows", size=len(content))
    file.content.name = storage.save("", ContentFile(content))
    file.content.storage = storage
    table = published(file)
    view = View((Condition("n", Operator.MORE, 1.0),), Order("n"))
    assert read_rows(table, find(table, view).places) == [["c", 2], ["a", 3]]


def test_two_files_with_one_digest_are_one(storage):
    first, second = (ReleaseFile(path=path, sha256="same", size=1) for path in ("data/a.parquet", "data/b.parquet"))
    assert published(first) == published(second)
