"""What a machine on another host is given: addresses that end, for one evaluation, and no other secret."""

from datetime import timedelta

import pytest
from django.conf import settings

from challenges.editions.models import LogPolicy
from challenges.evaluations.orders import URL_LIFE, Stale, order_for, read_grant
from evaluator.log import POLICIES
from evaluator.order import LOGS, Order
from tests.factories import NOW, make_evaluation

TICKET = "t" * 32


@pytest.fixture
def order(submission, settings):
    settings.EVALUATOR_SHARES_DISK = False
    return order_for(make_evaluation(submission), ticket=TICKET, now=NOW)


def token_of(address: str) -> str:
    return address.rsplit("/", 1)[1]


def test_order_travels_as_json(order):
    assert Order.from_json(order.to_json()) == order


def test_order_gives_signed_addresses_across_hosts(order, submission, bundle):
    grants = {
        name: read_grant(token_of(content.locator), door="machine-content", now=NOW)["name"]
        for name, content in {"submission": order.submission, "bundle": order.bundle}.items()
    }
    assert grants == {"submission": submission.content.name, "bundle": bundle.content.name}
    assert order.submission.locator.startswith(f"{settings.SITE_URL}/api/v1/machine/content/")


@pytest.mark.parametrize("which", LOGS)
def test_log_address_is_for_one_ticket_and_one_log(order, which):
    grant = read_grant(token_of(order.logs[which]), door="machine-log", now=NOW)
    assert (grant["evaluation"], grant["ticket"], grant["which"]) == (order.evaluation, TICKET, which)


@pytest.mark.parametrize("policy", POLICIES)
def test_order_says_what_of_the_log_the_team_may_see(submission, policy):
    submission.phase.log_policy = policy
    assert order_for(make_evaluation(submission), ticket=TICKET, now=NOW).log_policy == policy
    assert set(LogPolicy.values) == set(POLICIES)


def test_address_ends(order):
    token = token_of(order.submission.locator)
    read_grant(token, door="machine-content", now=NOW + URL_LIFE)
    with pytest.raises(Stale):
        read_grant(token, door="machine-content", now=NOW + URL_LIFE + timedelta(seconds=1))


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda _: "guess", lambda token: token.upper()])
def test_changed_address_is_refused(order, spoil):
    with pytest.raises(Stale):
        read_grant(spoil(token_of(order.submission.locator)), door="machine-content", now=NOW)


def test_address_of_one_door_does_not_open_another(order):
    with pytest.raises(Stale):
        read_grant(token_of(order.logs["entry"]), door="machine-content", now=NOW)


def test_order_holds_no_secret_of_the_site(order):
    told = str(order.to_json())
    for secret in (settings.SECRET_KEY, str(settings.DATABASES["default"]["NAME"])):
        assert secret not in told


@pytest.mark.parametrize(("policy", "seconds"), [("full", 20 + 20), ("off", 20 + 20), ("public", 20 + 20 + 20)])
def test_patience_is_beyond_all_runs(submission, policy, seconds):
    submission.phase.log_policy = policy
    assert order_for(make_evaluation(submission), ticket=TICKET, now=NOW).patience_seconds == seconds + 300
