"""What cannot be seen in an address is answered, on PostgreSQL too, which takes no NUL."""

import pytest

from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CHALLENGE = "/console/editions/demo/challenges/rade"
PAGES = (
    *("people/?q=", "teams/?q=", "journal/?q=", "journal/?deed=", "announcements/?edition=", "exports/?edition="),
    *("letters/?edition=", "crew/?edition=", "submissions/?team=", "submissions/?phase=", "editions/new/?from="),
)


@pytest.mark.parametrize("page", [*(f"/console/{page}" for page in PAGES), f"{CHALLENGE}/scoring/new/?phase="])
def test_nul_is_no_fault_of_ours(client, leaderboard, page):
    client.force_login(make_person("olga", is_staff=True, is_superuser=True))
    assert client.get(f"{page}%00").status_code < 500
