"""What a scorer says besides its answer is bounded, and right or not there."""

import math

import pytest

from evaluator.scorekit import asides, tell, write_row_losses


def test_words_are_told_one_after_the_other(tmp_path):
    tell("Your intervals are narrow.", folder=tmp_path)
    tell("Deux lignes\nen tout\n", folder=tmp_path)
    tell("lone \udc80", folder=tmp_path)
    said = (tmp_path / "public.log").read_bytes()
    assert said == b"Your intervals are narrow.\nDeux lignes\nen tout\nlone \\udc80\n"


@pytest.mark.parametrize("words", ["x" * 1_000_000, "line\n" * 20, "x" * (64 * 1024 - len(asides.CUT) - 1)])
def test_flood_of_words_is_cut_and_says_so(tmp_path, words):
    for _ in range(2_000):
        tell(words, folder=tmp_path)
    said = (tmp_path / "public.log").read_bytes()
    assert len(said) <= asides.PUBLIC_LOG_BYTES
    assert said.endswith(b"\n" + asides.CUT)
    assert said.count(asides.CUT) == 1


def test_row_losses_are_written_to_the_last_digit(tmp_path):
    assert write_row_losses([("a", "public", 0.1 + 0.2), ('b,"', "private", 3)], folder=tmp_path)
    assert (tmp_path / "row_losses.csv").read_text() == (
        'id,part,loss\na,public,0.30000000000000004\n"b,""",private,3.0\n'
    )


def test_too_many_row_losses_are_none(tmp_path, monkeypatch):
    monkeypatch.setattr(asides, "ROW_LOSSES_BYTES", 100)
    assert write_row_losses([("a", "public", 1.0)] * 6, folder=tmp_path)
    (tmp_path / "row_losses.csv").unlink()
    assert not write_row_losses((("é" * 40, "public", 1.0) for _ in range(2)), folder=tmp_path)
    assert not write_row_losses((("a", "public", 1.0) for _ in range(10**9)), folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("part", "loss"), [("secret", 1.0), ("public", math.nan), ("private", math.inf)])
def test_row_loss_that_is_none_is_our_fault(tmp_path, part, loss):
    with pytest.raises(ValueError, match="row 'a'"):
        write_row_losses([("a", part, loss)], folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
