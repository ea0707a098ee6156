"""Partners are added, changed, ordered and removed."""

import pytest

from challenges.editions.models import Partner
from challenges.journal.models import JournalEntry
from challenges.partners.actions import drop_logo, keep_partner, move_partner, remove_partner
from challenges.partners.queries import partners_of
from challenges.partners.rules import MOST_PARTNERS, PartnerNameTaken, TooManyPartners
from challenges.projects.drawing import Drawing
from tests.factories import NOW, make_partner

LOGO = Drawing(b"RIFF", 320, 100)
pytestmark = pytest.mark.django_db


def names(edition) -> list[str]:
    return [partner.short_name for partner in partners_of(edition)]


def added(edition, name, dora, **more):
    partner = Partner(edition=edition, short_name=name, name={"fr": name})
    keep_partner(partner, by=dora, now=NOW, **more)
    return partner


def test_new_partner_comes_last(edition, dora):
    make_partner(edition, order=4)
    added(edition, "PortNet", dora)
    assert names(edition) == ["ANP", "PortNet"]


def test_logo_has_an_address_of_its_own(edition, dora):
    first = added(edition, "ANP", dora, logo=LOGO)
    before = first.logo_digest
    assert (len(before), first.logo_width) == (16, 320)
    keep_partner(first, logo=Drawing(b"RIFF2", 10, 10), by=dora, now=NOW)
    assert first.logo_digest != before
    drop_logo(first, by=dora, now=NOW)
    first.refresh_from_db()
    assert (first.logo_digest, first.logo_width) == ("", 0)


def test_name_is_one_partners(edition, dora):
    added(edition, "ANP", dora)
    with pytest.raises(PartnerNameTaken):
        added(edition, "ANP", dora)


def test_page_holds_so_many_and_no_more(edition, dora):
    for number in range(MOST_PARTNERS):
        make_partner(edition, short_name=f"P{number}", order=number)
    with pytest.raises(TooManyPartners):
        added(edition, "one more", dora)


def test_partner_moves_one_place_and_stays_at_the_end(edition, dora):
    made = [added(edition, name, dora) for name in ("A", "B", "C")]
    move_partner(made[2], up=True, by=dora, now=NOW)
    assert names(edition) == ["A", "C", "B"]
    move_partner(made[0], up=True, by=dora, now=NOW)
    assert names(edition) == ["A", "C", "B"]


def test_removed_partner_is_named_by_no_challenge(challenge, dora):
    partner = added(challenge.edition, "ANP", dora)
    challenge.partners.add(partner)
    assert partners_of(challenge.edition).get().challenge_count == 1
    assert remove_partner(partner, by=dora, now=NOW)
    assert list(challenge.partners.all()) == []
    assert JournalEntry.objects.last().deed == "partner.removed"
