"""A raw extract in a folder: the same bytes in every process, whole or not there, and refused in a sentence."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from datasets.rules import FolderTaken
from datasets.simulation.dirt import restored
from datasets.simulation.handover.raw_folder import YEARS, NotSimulated, raw_order, write_raw
from datasets.simulation.handover.whole import TABLES
from datasets.simulation.workdays import FEASTS

PROGRAM = """
import sys
from pathlib import Path
from datasets.simulation.handover.raw_folder import raw_order, write_raw

class Silent:
    def making(self, table): pass
    def writing(self, table, *, rows): pass
    def wrote(self, rows): pass

order = raw_order("MAVIL", year=2024, seed=7, is_clean=False, tables=())
write_raw(order, folder=Path(sys.argv[1]), witness=Silent())
"""


class Heard:
    """Whatever a witness is told."""

    def __init__(self):
        self.said = []

    def making(self, table):
        self.said.append(f"making {table}")

    def writing(self, table, *, rows):
        self.said.append(f"writing {table} {rows}")

    def wrote(self, rows):
        self.said.append(f"wrote {rows}")


@pytest.fixture
def write(tmp_path):
    def write(name="raw", *, tables=("port_calls", "sea"), is_clean=False, seed=7, witness=None):
        order = raw_order("MAVIL", year=2024, seed=seed, is_clean=is_clean, tables=tables)
        return write_raw(order, folder=tmp_path / name, witness=witness or Heard())

    return write


def read(path, **how):
    return pd.read_csv(path, dtype=str, encoding="utf-8-sig", **how)


def test_same_seed_gives_the_same_bytes_in_every_process(tmp_path):
    digests = []
    for hash_seed in ("0", "12345"):
        folder = tmp_path / hash_seed
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[4])}
        subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], check=True, env=environment)
        digests.append({path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()})
    assert digests[0] == digests[1]
    assert set(digests[0]) == {f"{name}.csv" for name in (*TABLES, "truth") if name != "air"} | {"README.txt"}


def test_tables_have_the_same_bytes_alone_and_with_others(write):
    alone, together = write("alone", tables=["services"]), write("together", tables=["sea", "services", "weather"])
    assert alone[0].read_bytes() == together[1].read_bytes()


def test_paths_come_in_the_order_of_the_tables(write):
    assert [path.name for path in write(tables=["sea", "port_calls", "sea"])] == [
        "port_calls.csv", "sea.csv", "truth.csv", "README.txt",
    ]  # fmt: skip


def test_truth_in_the_file_undoes_the_faults_in_the_files(write):
    dirty_paths, clean_paths = write("dirty"), write("clean", is_clean=True)
    assert [path.name for path in clean_paths] == ["port_calls.csv", "sea.csv", "README.txt"]
    truth = read(dirty_paths[-2], keep_default_na=False).assign(row=lambda table: pd.to_numeric(table["row"]))
    dirty, clean = ({path.stem: read(path) for path in paths[:2]} for paths in (dirty_paths, clean_paths))
    again = restored(dirty, truth)
    assert all(again[name].equals(clean[name]) for name in clean)
    assert not any(dirty[name].equals(clean[name]) for name in clean)


def test_byte_order_mark_is_written_where_the_truth_says_so(write):
    *paths, truth, _readme = write(tables=["port_calls", "certificates"])
    told = read(truth)
    with_bom = [path.stem for path in paths if path.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert with_bom == told.loc[told["kind"] == "bom", "table"].tolist() == ["certificates"]


def test_witness_hears_of_every_table_and_row(write):
    heard = Heard()
    write(tables=["berths", "closures"], is_clean=True, witness=heard)
    rows = [int(line.split()[-1]) for line in heard.said if line.startswith("writing")]
    assert heard.said == [
        "making berths", f"writing berths {rows[0]}", f"wrote {rows[0]}",
        "making closures", f"writing closures {rows[1]}", f"wrote {rows[1]}",
    ]  # fmt: skip


def test_folder_with_something_in_it_is_left_alone(tmp_path, write):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "mine.txt").touch()
    with pytest.raises(FolderTaken, match="is not empty: choose a folder that is empty or not there yet"):
        write("raw")
    assert [path.name for path in (tmp_path / "raw").iterdir()] == ["mine.txt"]


def test_nothing_is_left_behind_when_it_is_stopped(tmp_path, write):
    class Stopping(Heard):
        def writing(self, table, *, rows):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(witness=Stopping())
    assert list(tmp_path.iterdir()) == []


def test_years_are_those_whose_feasts_are_known():
    assert {2019, 2024, 2026} <= set(YEARS)
    assert {int(day[:4]) for day in FEASTS} == set(YEARS)


@pytest.mark.parametrize(
    ("port", "year", "tables", "said"),
    [
        ("MADKH", 2024, (), "MADKH is no port that can be simulated: choose one of MAAGA, MACAS, "),
        ("MACAS", YEARS[0] - 1, (), f"{YEARS[0] - 1} cannot be simulated: choose a year from {YEARS[0]} to "),
        ("MACAS", YEARS[-1] + 1, (), f"{YEARS[-1] + 1} cannot be simulated: choose a year from {YEARS[0]} to "),
        ("MACAS", 2024, ("sea", "box"), "box is no table of a raw extract: choose among port_calls, sea, "),
        ("MAJFL", 2024, ("boxes",), "Jorf Lasfar has no table boxes: choose among port_calls, sea, berths, "),
    ],
)
def test_what_cannot_be_made_up_is_refused_in_a_sentence(port, year, tables, said):
    with pytest.raises(NotSimulated) as refused:
        raw_order(port, year=year, seed=1, is_clean=False, tables=tables)
    assert str(refused.value).startswith(said)
