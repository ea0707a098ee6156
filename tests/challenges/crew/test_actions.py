"""Invited, accepted by the one address, taken back at once; operators by operators."""

from datetime import timedelta

import pytest

from challenges.crew.actions import (
    accept_crew_invitation,
    invite_organizer,
    name_operator,
    take_back_operator,
    take_back_organizer,
    withdraw_crew_invitation,
)
from challenges.crew.models import Appointment, CrewInvitation
from challenges.crew.rules import (
    LIFE,
    CrewInvitationUnknown,
    HasNoSuchRole,
    InvitedAlready,
    JudgesNow,
    LastOperator,
    NoChallengeNamed,
    NotYourInvitation,
    OperatorsOnly,
    OrganizesAlready,
    OwnRoleUnconfirmed,
)
from challenges.editions.queries import organized_by, organizers_of
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.post.models import Letter
from challenges.post.rules import AddressUnusable
from tests.factories import NOW, make_challenge, make_person
from tests.factories.jury import at_stage, make_juror, make_panel

pytestmark = pytest.mark.django_db
MAIL = "otto@smartport.test"


@pytest.fixture
def otto(db):
    """Nobody yet."""
    return make_person("otto")


@pytest.fixture
def olga(db):
    """The operator."""
    return make_person("olga", is_staff=True, is_superuser=True)


def invite(challenge, by, **fields):
    given = {"email": MAIL, "challenges": [], "is_limited": False, "by": by, "now": NOW, **fields}
    return invite_organizer(challenge.edition, **given)


def accept(made, user, *, now=NOW, confirmed=(MAIL,)):
    accept_crew_invitation(made.secret, user=user, confirmed=confirmed, now=now)
    user.refresh_from_db()


def deeds():
    return list(JournalEntry.objects.order_by("number").values_list("deed", flat=True))[1:]


def test_letter_carries_a_link_that_is_not_kept(challenge, dora):
    made = invite(challenge, dora)
    (letter,) = Letter.objects.all()
    assert (letter.address, letter.kind, made.secret in letter.body) == (MAIL, "", True)
    assert made.secret not in str(CrewInvitation.objects.values().get())
    assert (deeds(), MAIL in str(JournalEntry.objects.values())) == (["crew.invited"], False)


def test_who_accepts_organizes(challenge, dora, otto):
    accept(invite(challenge, dora), otto)
    (held,) = Appointment.objects.all()
    assert (otto.is_staff, otto.organizes_named_only, held.since, held.by) == (True, False, NOW, dora)
    assert list(organized_by(otto)) == [challenge]
    assert (deeds(), verify()) == (["crew.invited", "crew.joined"], None)


def test_limited_organizer_gets_the_named_and_takes_none_from_others(challenge, dora, otto):
    other = make_challenge(challenge.edition, slug="quais")
    accept(invite(challenge, dora, challenges=[other], is_limited=True), otto)
    assert (list(organized_by(otto)), set(organized_by(dora))) == ([other], {challenge, other})
    assert (list(organizers_of(challenge)), set(organizers_of(other))) == ([dora], {dora, otto})


def test_organizer_who_accepts_a_limited_invitation_loses_nothing(challenge, dora, otto):
    made = invite(challenge, dora, challenges=[challenge], is_limited=True)
    otto.is_staff = True
    otto.save()
    accept(made, otto)
    assert otto.organizes_named_only is False


def test_link_works_once_and_until_its_hour(challenge, dora, otto):
    made = invite(challenge, dora)
    with pytest.raises(CrewInvitationUnknown):
        accept(made, otto, now=NOW + LIFE + timedelta(seconds=1))
    accept(made, otto, now=NOW + LIFE)
    with pytest.raises(CrewInvitationUnknown):
        accept(made, make_person("eve"))


@pytest.mark.parametrize("confirmed", [(), ("mallory@smartport.test",)])
def test_only_the_confirmed_address_accepts(challenge, dora, mallory, confirmed):
    with pytest.raises(NotYourInvitation):
        accept(invite(challenge, dora), mallory, confirmed=confirmed)
    mallory.refresh_from_db()
    assert mallory.is_staff is False


def test_withdrawn_link_opens_nothing(challenge, dora, otto):
    made = invite(challenge, dora)
    assert withdraw_crew_invitation(made.invitation, by=dora, now=NOW) is True
    assert withdraw_crew_invitation(made.invitation, by=dora, now=NOW) is False
    with pytest.raises(CrewInvitationUnknown):
        accept(made, otto)


def test_what_cannot_be_invited(challenge, dora):
    with pytest.raises(AddressUnusable):
        invite(challenge, dora, email="no address")
    with pytest.raises(NoChallengeNamed):
        invite(challenge, dora, is_limited=True)
    with pytest.raises(OrganizesAlready):
        invite(challenge, dora, email="DORA@smartport.test")
    invite(challenge, dora)
    with pytest.raises(InvitedAlready):
        invite(challenge, dora, email=MAIL.upper())
    assert Letter.objects.count() == 1


def test_role_is_taken_back_with_all_it_gave(challenge, dora, otto):
    accept(invite(challenge, dora, challenges=[challenge]), otto)
    sent = invite(challenge, otto, email="eve@smartport.test")
    take_back_organizer(otto, by=dora, now=NOW)
    otto.refresh_from_db()
    assert (otto.is_staff, list(otto.organized_challenges.all()), otto.is_active) == (False, [], True)
    assert Appointment.objects.get().ended_by == dora
    assert Letter.objects.filter(to=otto).count() == 1
    with pytest.raises(CrewInvitationUnknown):
        accept(sent, make_person("eve"), confirmed=("eve@smartport.test",))
    with pytest.raises(HasNoSuchRole):
        take_back_organizer(otto, by=dora, now=NOW)


def test_ones_own_role_wants_a_warning(dora):
    with pytest.raises(OwnRoleUnconfirmed):
        take_back_organizer(dora, by=dora, now=NOW)
    take_back_organizer(dora, by=dora, knows=True, now=NOW)
    dora.refresh_from_db()
    assert dora.is_staff is False


def test_operators_are_named_by_operators(dora, olga):
    with pytest.raises(OperatorsOnly):
        name_operator(dora, by=dora, now=NOW)
    assert name_operator(dora, by=olga, now=NOW) is True
    assert name_operator(dora, by=olga, now=NOW) is False
    take_back_operator(olga, by=dora, now=NOW)
    olga.refresh_from_db()
    assert (olga.is_superuser, olga.is_staff) == (False, True)
    assert deeds() == ["crew.operator_named", "crew.role_taken_back"]


def test_challenger_is_made_no_operator(otto, olga):
    with pytest.raises(HasNoSuchRole):
        name_operator(otto, by=olga, now=NOW)


def test_organizer_takes_no_operators_role(dora, olga):
    for take_back in (take_back_operator, take_back_organizer):
        with pytest.raises(OperatorsOnly):
            take_back(olga, by=dora, now=NOW)


def test_last_operator_stays(olga):
    make_person("ruth", is_staff=True, is_superuser=True, is_active=False)
    for take_back in (take_back_operator, take_back_organizer):
        with pytest.raises(LastOperator):
            take_back(olga, by=olga, knows=True, now=NOW)
    olga.refresh_from_db()
    assert (olga.is_superuser, olga.is_staff) == (True, True)


def test_juror_does_not_organize_before_the_lock(challenge, dora, otto):
    made, panel = invite(challenge, dora), make_panel(challenge)
    make_juror(panel, otto)
    with pytest.raises(JudgesNow):
        accept(made, otto)
    at_stage(panel, "locked")
    accept(made, otto)
    otto.refresh_from_db()
    assert otto.is_staff
