"""A stored picture is an image and nothing else."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.pages.pictures import picture_answer
from tests.factories.projects import picture_bytes


def test_picture_is_answered_once_and_then_known(rf, db):
    name = default_storage.save("", ContentFile(picture_bytes()))
    given = {"name": name, "digest": "abc", "cache": "no-store"}
    answer = picture_answer(rf.get("/"), **given)
    assert (answer.content, answer.headers["Cache-Control"]) == (picture_bytes(), "no-store")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = picture_answer(rf.get("/", headers={"If-None-Match": answer.headers["ETag"]}), **given)
    assert (again.status_code, again.content) == (304, b"")
