"""The installation's secret key."""

from concurrent.futures import ThreadPoolExecutor

from smartport.secret import NAME, secret_key


def test_key_is_made_once_and_kept(tmp_path):
    first = secret_key(tmp_path / "var")
    assert len(first) >= 50
    assert secret_key(tmp_path / "var") == first


def test_key_is_readable_by_its_owner_only(tmp_path):
    secret_key(tmp_path)
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_two_installations_differ(tmp_path):
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_starts_at_once_agree_and_leave_nothing_behind(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path / "var"), range(8)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == [NAME]
