"""A challenge on its way: kept step by step, one's own, finished once."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from challenges.making.actions import begin, bring, finish, keep, keep_source, throw_away
from challenges.making.models import Making, Source
from challenges.making.queries import making_of, makings_of, source_of
from challenges.making.rules import AddressUnfit, AlreadyMade, TooManyBegun, require_slug
from tests.factories import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def making(edition, dora) -> Making:
    return begin(edition, way="release", by=dora, now=NOW)


def test_steps_are_kept_side_by_side(making):
    keep(making, step="data", answers={"release": "a"}, now=NOW)
    keep(making, step="terms", answers={"slug": "x"}, now=NOW)
    keep(making, step="data", answers={"release": "b"}, now=NOW + timedelta(minutes=1))
    making.refresh_from_db()
    assert making.answers == {"data": {"release": "b"}, "terms": {"slug": "x"}}
    assert making.changed_at == NOW + timedelta(minutes=1)


def test_two_windows_do_not_lose_each_others_steps(making):
    other = Making.objects.get(pk=making.pk)
    keep(making, step="data", answers={"release": "a"}, now=NOW)
    keep(other, step="terms", answers={"slug": "x"}, now=NOW)
    assert set(Making.objects.get().answers) == {"data", "terms"}


def test_it_is_ones_own(making, dora, alice):
    assert making_of(dora, making.pk) == making
    assert making_of(alice, making.pk) is None
    assert list(makings_of(alice)) == []


def test_finished_it_stays_as_it_is(making, challenge, dora):
    finish(making, challenge)
    for deed in (
        lambda: finish(making, challenge),
        lambda: keep(making, step="data", answers={}, now=NOW),
        lambda: bring(making, ContentFile(b"zip"), now=NOW),
        lambda: throw_away(making, by=dora, now=NOW),
    ):
        with pytest.raises(AlreadyMade):
            deed()
    assert list(makings_of(dora)) == []


def test_nobody_begins_without_end(making, edition, dora, monkeypatch):
    monkeypatch.setattr("challenges.making.actions.MOST_OPEN", 1)
    with pytest.raises(TooManyBegun):
        begin(edition, way="zip", by=dora, now=NOW)


def test_pack_is_kept_in_the_place_of_the_one_before(challenge):
    assert source_of(challenge) is None
    for content in (b"one", b"two"):
        keep_source(challenge, ContentFile(content), now=NOW)
    source = source_of(challenge)
    with source.content.open("rb") as stream:
        assert stream.read() == b"two"
    assert (Source.objects.count(), source.content.name.rsplit("/", 1)[-1]) == (1, source.sha256)


@pytest.mark.parametrize("slug", ["", "A", "a_b", "-a", "a-", "a--b", "new", "é", "a" * 51, "a\n"])
def test_address_is_plain(slug):
    with pytest.raises(AddressUnfit):
        require_slug(slug)
