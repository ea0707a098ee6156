"""Debian packages: only the missing ones, and no service starts on its own."""

from smartport.bootstrap.packages import OUR_POLICY, Need, Packages, no_service_starts


def test_only_what_is_missing_is_named_once(packages, tmp_path):
    needs = [Need("sh", "dash"), Need("no-such", "one"), Need("nor-this", "one"), Need(str(tmp_path), "folders")]

    assert packages.missing(needs) == ["one"]


def test_daemons_off_a_plain_users_path_are_found(packages):
    assert packages.missing([Need("chroot", "coreutils")]) == []


def test_service_policy_is_there_during_the_installation_only(tmp_path):
    policy = tmp_path / "policy-rc.d"

    with no_service_starts(policy):
        assert policy.read_text().endswith("exit 101\n")
        assert policy.stat().st_mode & 0o111

    assert not policy.exists()


def test_service_policy_of_the_machine_is_left_alone(tmp_path):
    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 0\n")

    with no_service_starts(policy):
        pass

    assert policy.read_text() == "#!/bin/sh\nexit 0\n"


def test_service_policy_that_a_killed_start_left_is_removed(tmp_path):
    policy = tmp_path / "policy-rc.d"
    policy.write_text(OUR_POLICY)

    with no_service_starts(policy):
        pass

    assert not policy.exists()


def test_plain_user_installs_nothing(packages, monkeypatch):
    monkeypatch.setattr("smartport.bootstrap.packages.os.geteuid", lambda: 1000)

    assert Packages.may_install.fget(packages) is False
