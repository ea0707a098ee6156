"""Seats and invitations in the console."""

import pytest

from challenges.jury.opening import open_panel
from challenges.panels.models import JurorInvitation, Seat
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import at_stage, make_full_panel, make_juror

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
SENT = {"email": "una@smartport.test", "seat": "juror", "institution": "INRH", "fields_known": "houle"}


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge, jurors=4)


@pytest.fixture
def path(panel):
    return f"/console/panels/{panel.pk}/jurors/"


def test_invited_stands_in_the_list_until_withdrawn(organizer, panel, path):
    assert organizer.post(path, SENT).url == path
    made = JurorInvitation.objects.get()
    assert (made.email, made.fields) == (SENT["email"], "houle")
    told = organizer.get(path).content.decode()
    assert SENT["email"] in told
    withdraw = f"/console/panels/{panel.pk}/invitations/{made.pk}/withdraw/"
    assert organizer.get(withdraw).status_code == 200
    assert [organizer.post(withdraw).url for _ in range(2)] == [path, path]
    assert SENT["email"] not in organizer.get(path).content.decode()


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"email": "x"}, 422, "una"),
        ({"institution": " "}, 422, "This field is required"),
        ({"seat": "king"}, 422, "king"),
        ({"seat": "president"}, 409, "Somebody has this seat"),
        ({"email": "juror1@smartport.test"}, 409, "sits on this panel already"),
        ({"email": "captain0@smartport.test"}, 409, "does not judge in it"),
    ],
)
def test_refusal_keeps_what_was_typed(organizer, path, more, status, sentence):
    answer = organizer.post(path, {**SENT, **more})
    told = answer.content.decode()
    assert (answer.status_code, "houle" in told) == (status, True)
    assert sentence in told or sentence == "una"
    assert not JurorInvitation.objects.exists()


def test_seat_is_changed(organizer, panel, path):
    juror = panel.jurors.filter(seat=Seat.JUROR).first()
    own = f"{path}{juror.pk}/"
    assert organizer.get(own).status_code == 200
    assert organizer.post(own, {"seat": "reserve", "institution": "UM6P"}).url == path
    juror.refresh_from_db()
    assert (juror.seat, juror.institution) == ("reserve", "UM6P")
    assert organizer.post(own, {"seat": "president", "institution": "UM6P"}).status_code == 409


def test_taken_out_with_a_reason_and_a_reserve_called_in(organizer, panel, path, dora):
    reserve = make_juror(panel, name="rita", seat=Seat.RESERVE)
    open_panel(panel, by=dora, now=NOW)
    gone = panel.jurors.filter(seat=Seat.JUROR).first()
    end = f"{path}{gone.pk}/end/"
    assert "Ballots they still owe" in organizer.get(end).content.decode()
    assert organizer.post(end, {"reason": ""}).status_code == 422
    assert [organizer.post(end, {"reason": "ill"}).url for _ in range(2)] == [path, path]
    told = organizer.get(path).content.decode()
    assert ("Have left" in told, "ill" in told) == (True, True)
    assert organizer.get(f"{path}{gone.pk}/").status_code == 404
    organizer.post(f"{path}{reserve.pk}/", {"seat": "juror", "institution": "UM6P"})
    assert reserve.assignments.filter(ended_at=None).exists()
    assert Letter.objects.filter(to=reserve.user, about__startswith="jury:shared").exists()


def test_who_leaves_a_gap_is_told(organizer, panel, path, dora):
    open_panel(panel, by=dora, now=NOW)
    for juror in panel.jurors.filter(seat=Seat.JUROR):
        answer = organizer.post(f"{path}{juror.pk}/end/", {"reason": "ill"}, follow=True)
    assert "could not be shared out anew" in answer.content.decode()


def test_juror_of_another_panel_is_not_here(organizer, path, challenge):
    other = make_juror(make_full_panel_of(challenge), name="lena")
    assert organizer.get(f"{path}{other.pk}/").status_code == 404
    assert organizer.post(f"{path}{other.pk}/end/", {"reason": "x"}).status_code == 404


def make_full_panel_of(challenge):
    """Another one, empty."""
    return type(challenge.panels.get()).objects.create(
        edition=challenge.edition, challenge=challenge, title={"fr": "x"}, created_at=NOW
    )


def test_locked_panel_invites_nobody(organizer, panel, path):
    at_stage(panel, "locked")
    assert organizer.post(path, SENT).status_code == 409
    assert "Send the invitation" not in organizer.get(path).content.decode()


def test_list_asks_as_many_queries_for_many(organizer, panel, path, django_assert_num_queries):
    organizer.get(path)
    with django_assert_num_queries(6):
        organizer.get(path)
    for name in ("rita", "lena", "una"):
        make_juror(panel, name=name)
    with django_assert_num_queries(6):
        organizer.get(path)
