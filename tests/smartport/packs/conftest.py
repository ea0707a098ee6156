"""A drafted challenge in a folder, and the edition it goes into."""

from pathlib import Path

import pytest

from smartport.drafting.draft import Wanted, draft


@pytest.fixture
def drafted(write_csv, tmp_path) -> Path:
    wanted = Wanted(write_csv(), "Escale", "Attente", "mae", hidden=("Retard",), title="Attente à quai", seed=5)
    return draft(wanted, to=tmp_path / "attente").folder
