"""Nobody can exchange the hidden labels, and nobody can read them from the commitment."""

import hashlib
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from datasets.releasing.commitment import SALT_BYTES, commit, fresh_salt, solution_bytes, verify_commitment

TRUTH = pd.DataFrame({"visit": ["b", "a", "é"], "hours": [1.5, 0.1, 2.0], "part": ["public", "private", "public"]})
SOLUTION = "visit,hours,part\na,0.1,private\nb,1.5,public\né,2.0,public\n"


def test_labels_are_the_same_bytes_in_whatever_order() -> None:
    mixed = TRUTH.iloc[[2, 0, 1]].set_index(pd.Index([9, 9, 1]))
    assert solution_bytes(TRUTH) == solution_bytes(mixed) == SOLUTION.encode()


@pytest.mark.parametrize("change", [{"hours": [1.5, 0.2, 2.0]}, {"part": "public"}])
def test_another_label_is_another_commitment(change: dict[str, object]) -> None:
    salt = bytes(32)
    assert commit(solution_bytes(TRUTH), salt) != commit(solution_bytes(TRUTH.assign(**change)), salt)


def test_commitment_is_the_digest_of_labels_and_salt(tmp_path: Path) -> None:
    salt = fresh_salt()
    commitment = commit(SOLUTION.encode(), salt)
    assert commitment == hashlib.sha256(SOLUTION.encode() + salt).hexdigest()
    (tmp_path / "answers.csv").write_bytes(SOLUTION.encode())
    (tmp_path / "salt.bin").write_bytes(salt)
    command = ["sh", "-c", "cat answers.csv salt.bin | sha256sum"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert told.stdout.split()[0].decode() == commitment


def test_verification_sees_other_labels_and_another_salt() -> None:
    salt = fresh_salt()
    commitment = commit(SOLUTION.encode(), salt)
    assert verify_commitment(commitment, solution=SOLUTION.encode(), salt=salt)
    assert verify_commitment(commitment.upper(), solution=SOLUTION.encode(), salt=salt)
    assert not verify_commitment(commitment, solution=SOLUTION.encode() + b"\n", salt=salt)
    assert not verify_commitment(commitment, solution=SOLUTION.encode(), salt=fresh_salt())


def test_salts_are_long_and_never_the_same() -> None:
    assert len({fresh_salt() for _ in range(100)}) == 100
    assert len(fresh_salt()) == SALT_BYTES == 32


def test_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        solution_bytes(TRUTH.assign(visit="a"))


def test_many_ids_are_sorted_by_their_bytes() -> None:
    ids = [f"{number:x}é{number}" for number in np.random.default_rng(1).permutation(500)]
    lines = solution_bytes(pd.DataFrame({"id": ids, "y": 1})).splitlines()[1:]
    assert lines == sorted(lines)
