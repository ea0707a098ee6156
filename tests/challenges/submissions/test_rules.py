"""How large, of what kind."""

import pytest

from challenges.submissions.rules import (
    CODE,
    LARGEST,
    PREDICTIONS,
    FileEmpty,
    FileTooLarge,
    KindNotAccepted,
    plain_file_name,
    require_kind,
    require_size,
)


@pytest.mark.parametrize(("kind", "accepted"), [(CODE, [PREDICTIONS]), ("docker", ["docker"]), ("", [CODE])])
def test_kind_must_be_accepted_and_known(kind, accepted):
    with pytest.raises(KindNotAccepted):
        require_kind(kind, accepted=accepted)


@pytest.mark.parametrize("kind", [CODE, PREDICTIONS])
def test_size_has_two_ends(kind):
    require_size(1, kind=kind)
    require_size(LARGEST[kind], kind=kind)
    with pytest.raises(FileEmpty):
        require_size(0, kind=kind)
    with pytest.raises(FileTooLarge):
        require_size(LARGEST[kind] + 1, kind=kind)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("predictions.csv", "predictions.csv"),
        ("C:\\Users\\alice\\p.csv", "p.csv"),
        ("../../etc/passwd", "passwd"),
        ("نتائج.csv", "نتائج.csv"),
        ("a\u202egpj.csv", "agpj.csv"),
        ("a\nb.csv", "ab.csv"),
        ("", "submission"),
        ("/", "submission"),
        ("x" * 200 + ".csv", "x" * 116 + ".csv"),
        ("x" * 200, "x" * 120),
    ],
)
def test_file_name_is_plain_and_short(name, shown):
    assert plain_file_name(name) == shown
