"""Two signatures on one digest, and a file that anybody can check."""

import json

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.finalists import held_at
from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, read_snapshot, sign_first, sign_second, withdraw_signature
from challenges.jury.models import Decision, Recusal, Round
from challenges.jury.moving import record_motion
from challenges.jury.presiding import (
    AlreadySigned,
    DeliberationNeeded,
    NameNeeded,
    NotASignatory,
    NothingToSign,
    NotPresiding,
    ResultsMoved,
    SamePerson,
    SignatureMoved,
    Vote,
)
from challenges.jury.snapshot import recompute
from challenges.panels.models import Relation, Stage
from challenges.panels.rules import PanelLocked
from tests.factories import NOW
from tests.factories.hearing import GRADES, make_hearing

CLOSE = {"K7M2": (5, 3, 5, 3, 4), "B4XQ": (3, 5, 3, 5, 4), "T9HD": (2, 2, 3, 2, 2)}


@pytest.fixture
def hearing(challenge, dora):
    challenge.organizers.add(dora)
    return make_hearing(challenge)


def seen(hearing):
    return digest_in_view(sitting(hearing.panel, Round.FINAL))


def first(hearing, *, by=None, deliberation="", digest=None, name="Petra President"):
    given = {"seen": digest or seen(hearing), "by": by or hearing.president.user, "now": NOW}
    return sign_first(hearing.panel, name=name, deliberation=deliberation, **given)


def second(hearing, *, by=None, digest=None, name="Deborah Deputy"):
    given = {"seen": digest or Decision.objects.get(withdrawn_at=None).sha256, "now": NOW}
    return sign_second(hearing.panel, name=name, by=by or hearing.deputy.user, **given)


def recuse(hearing, name, code):
    given = {"juror": hearing.jurors[name], "candidate": hearing.candidates[code]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)


def move(hearing):
    order = ["B4XQ", "K7M2", "T9HD", "W3ZN"]
    votes = {juror.pk: Vote.FOR for juror in hearing.jurors.values()}
    given = {"old": sorted(GRADES, key=list(GRADES).index), "new": order, "reason": "In use this year.", "votes": votes}
    record_motion(hearing.panel, **given, by=hearing.president.user, now=NOW)


def test_two_signatures_lock_for_ever(hearing):
    first(hearing)
    assert Decision.objects.get().locked_at is None
    decision = second(hearing)
    hearing.panel.refresh_from_db()
    assert hearing.panel.stage == Stage.LOCKED
    assert (decision.first_name, decision.second_name) == ("Petra President", "Deborah Deputy")
    assert JournalEntry.objects.get(deed="jury.locked").details["sha256"] == decision.sha256
    with pytest.raises(PanelLocked):
        withdraw_signature(hearing.panel, by=hearing.president.user, now=NOW)


def test_whoever_knows_the_decision_keeps_the_second_factor(hearing):
    first(hearing)
    second(hearing)
    hearing.president.user.refresh_from_db()
    assert hearing.president.user.judges


def test_snapshot_is_computed_again_to_the_last_digit(hearing):
    move(hearing)
    first(hearing, deliberation="We took the harbour's needs first.")
    found = read_snapshot(second(hearing))
    judged, findings = recompute(found)
    assert findings == []
    assert judged.decided == ("B4XQ", "K7M2", "T9HD", "W3ZN")
    assert found.decision["about"]["deliberation"] == "We took the harbour's needs first."
    assert found.decision["about"]["motions"][0]["votes_for"] == ["J1", "J2", "J3", "J4", "J5"]


def test_snapshot_names_no_person_and_no_team(hearing):
    first(hearing)
    text = json.dumps(read_snapshot(second(hearing)).decision)
    assert all(word not in text for word in ("Hidden crew", "Secret title", "Jamal", "Judith", "Said by", "@"))


def test_journal_has_no_grade_and_no_comment(hearing):
    move(hearing)
    first(hearing)
    second(hearing)
    told = json.dumps([line.details for line in JournalEntry.objects.filter(deed__startswith="jury.")])
    assert "Said by" not in told
    assert "grades" not in told


def test_first_signature_is_who_presides(hearing):
    with pytest.raises(NotPresiding):
        first(hearing, by=hearing.deputy.user)
    recuse(hearing, "petra", "W3ZN")
    assert first(hearing, by=hearing.deputy.user, name="Deborah Deputy")
    with pytest.raises(NotASignatory):
        second(hearing, by=hearing.president.user)


def test_same_first_signature_twice_is_one(hearing):
    digest = seen(hearing)
    assert first(hearing, digest=digest) == first(hearing, digest=digest)
    assert Decision.objects.count() == 1


def test_another_first_signature_waits_for_the_withdrawal(hearing):
    first(hearing)
    recuse(hearing, "joris", "W3ZN")
    with pytest.raises(AlreadySigned):
        first(hearing)
    withdraw_signature(hearing.panel, by=hearing.president.user, now=NOW)
    assert first(hearing)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("change", [lambda found: recuse(found, "joris", "K7M2"), move])
def test_change_before_the_first_signature_is_told(hearing, change):
    digest = seen(hearing)
    change(hearing)
    with pytest.raises(ResultsMoved):
        first(hearing, digest=digest)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("change", [lambda found: recuse(found, "joris", "K7M2"), move])
def test_change_between_the_signatures_is_told(hearing, change):
    first(hearing)
    change(hearing)
    with pytest.raises(SignatureMoved):
        second(hearing)
    hearing.panel.refresh_from_db()
    assert hearing.panel.stage == Stage.DELIBERATION


def test_second_signature_is_another_persons(hearing, dora, mallory):
    first(hearing)
    with pytest.raises(SamePerson):
        second(hearing, by=hearing.president.user)
    for stranger in (hearing.jurors["jamal"].user, mallory):
        with pytest.raises(NotASignatory):
            second(hearing, by=stranger)
    recuse(hearing, "deborah", "W3ZN")
    with pytest.raises(NotASignatory):
        second(hearing)


def test_organizer_who_keeps_the_panel_may_sign(hearing, dora):
    first(hearing)
    assert second(hearing, by=dora, name="Dora Organizer").second_by == dora


def test_second_signature_twice_is_one(hearing):
    first(hearing)
    digest = Decision.objects.get().sha256
    assert second(hearing, digest=digest) == second(hearing, digest=digest)
    assert JournalEntry.objects.filter(deed="jury.locked").count() == 1


def test_second_signature_on_another_digest_is_refused(hearing):
    first(hearing)
    with pytest.raises(NothingToSign):
        second(hearing, digest="0" * 64)
    withdraw_signature(hearing.panel, by=hearing.president.user, now=NOW)
    with pytest.raises(NothingToSign):
        second(hearing, digest="0" * 64)


def test_sensitive_ranking_needs_a_deliberation(challenge):
    hearing = make_hearing(challenge, grades=CLOSE)
    assert sitting(hearing.panel, Round.FINAL).tally.is_sensitive
    with pytest.raises(DeliberationNeeded):
        first(hearing, deliberation="   ")
    assert first(hearing, deliberation="We talked it over.")


def test_signature_needs_a_name_and_a_ranking(hearing):
    with pytest.raises(NameNeeded):
        first(hearing, name=" ")
    for name in ("jamal", "judith", "joris"):
        recuse(hearing, name, "W3ZN")
    with pytest.raises(Exception, match="Fewer than 3 valid ballots"):
        first(hearing)


def test_held_panel_is_at_its_stage(hearing):
    assert held_at(hearing.panel, Stage.DELIBERATION, now=NOW) == hearing.panel
