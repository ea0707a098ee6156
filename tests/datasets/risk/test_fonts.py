"""Typefaces for papers."""

import pytest

from datasets.risk.fonts import FontsMissing, find_faces, known_faces


def install(folder, number):
    faces = known_faces(folder)[number]
    for path in (faces.latin, faces.latin_bold, faces.arabic, faces.arabic_bold):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return faces


def test_best_typeface_that_is_installed_is_taken(tmp_path):
    fallback = install(tmp_path, 1)
    assert find_faces(tmp_path) == fallback

    best = install(tmp_path, 0)
    assert find_faces(tmp_path) == best


def test_missing_typeface_is_refused_with_the_packages(tmp_path):
    with pytest.raises(FontsMissing, match="fonts-dejavu-core or fonts-noto-core"):
        find_faces(tmp_path)


def test_half_installed_typeface_does_not_count(tmp_path):
    install(tmp_path, 0).arabic.unlink()

    with pytest.raises(FontsMissing):
        find_faces(tmp_path)
