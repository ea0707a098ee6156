"""The Python in strangers' archives, with limits."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.likeness import sources
from challenges.likeness.sources import sources_and_digests, sources_in
from evaluator.archive import ArchiveRefused
from tests.factories import code_zip


def stored(content):
    return default_storage.save("", ContentFile(content))


def test_programs_and_the_code_of_notebooks_are_read():
    cells = [
        {"cell_type": "code", "source": ["x = 1\n", "y = 2"]},
        {"cell_type": "markdown", "source": "z"},
        {"cell_type": "code", "source": "print(x)"},
    ]
    name = stored(code_zip("a = 1\n", **{"look.ipynb": json.dumps({"cells": cells}), "notes.txt": "hello"}))
    found = {source.name: source.text for source in sources_in(name)}
    assert found == {"main.py": "a = 1\n", "look.ipynb": "x = 1\ny = 2\nprint(x)"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 1}', '{"cells": [{"cell_type": "code"}]}', "[" * 100_000])
def test_what_is_no_notebook_has_no_code(text):
    name = stored(code_zip("a = 1\n", **{"look.ipynb": text}))
    assert [source.text for source in sources_in(name) if source.name == "look.ipynb"] == [""]


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("main.py", b"\xff\xfe\x00 = 1\n")
    assert len(sources_in(stored(out.getvalue()))) == 1


def test_of_much_code_the_first_is_read(monkeypatch):
    monkeypatch.setattr(sources, "MOST_SOURCE", 30)
    monkeypatch.setattr(sources, "LARGEST_SOURCE", 20)
    name = stored(code_zip("a = 1\n", **{"b.py": "b" * 15, "c.py": "c" * 21, "d.py": "d" * 20}))
    assert [source.name for source in sources_in(name)] == ["b.py", "main.py"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04garbage", b"id,value\n"])
def test_garbage_is_refused(content):
    with pytest.raises(ArchiveRefused):
        sources_in(stored(content))


def test_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("main.py", b"\0" * (101 << 20))
    with pytest.raises(ArchiveRefused):
        sources_in(stored(out.getvalue()))


def test_kit_also_has_the_digests_of_its_files():
    found, digests = sources_and_digests(stored(code_zip("a = 1\n", **{"sample.csv": "id\n"})))
    assert [source.name for source in found] == ["main.py"]
    assert hashlib.sha256(b"id\n").hexdigest() in digests
