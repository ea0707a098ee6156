"""Three questions, each answered once by a person who signs."""

import pytest

from datasets.builds.models import Build, BuildState, Decision
from datasets.builds.queries import accepted_questions
from datasets.builds.rules import QUESTIONS, AlreadyAnswered, BuildNotReady, ReasonMissing, SignatureMissing
from datasets.builds.signing import Answer, sign
from tests.factories import NOW

pytestmark = pytest.mark.database


def answer(question: str = "singling_out", **fields) -> Answer:
    told = {"test": "Smallest group", "value": "5", "limit": "at least 5", "is_accepted": True, "reason": ""}
    return Answer(question, **{**told, "signer": "Dora Alami", "role": "DPO", **fields})


def test_answer_is_kept_with_what_was_looked_at_and_who_signed(ready, dora):
    made = sign(ready, answer(), by=dora, now=NOW)
    assert (made.test, made.value, made.limit, made.signer, made.role, made.by, made.at) == (
        "Smallest group",
        "5",
        "at least 5",
        "Dora Alami",
        "DPO",
        dora,
        NOW,
    )
    assert accepted_questions(ready) == {"singling_out"}


def test_answer_does_not_change(ready, dora, carol):
    sign(ready, answer(), by=dora, now=NOW)
    with pytest.raises(AlreadyAnswered):
        sign(ready, answer(signer="Carol"), by=carol, now=NOW)
    assert Decision.objects.get().signer == "Dora Alami"


def test_refusal_blocks_the_build(ready, dora):
    sign(ready, answer("linkability", is_accepted=False, reason="Trop de passages par camion."), by=dora, now=NOW)
    ready.refresh_from_db()
    assert ready.state == BuildState.BLOCKED
    with pytest.raises(BuildNotReady):
        sign(ready, answer("inference"), by=dora, now=NOW)
    assert accepted_questions(ready) == set()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"signer": ""}, SignatureMissing), ({"role": ""}, SignatureMissing), ({"is_accepted": False}, ReasonMissing)],
)
def test_answer_that_lacks_something_is_not_kept(ready, dora, fields, refusal):
    with pytest.raises(refusal):
        sign(ready, answer(**fields), by=dora, now=NOW)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("state", [state for state in BuildState if state != BuildState.READY])
def test_only_a_build_that_is_ready_is_signed(asked, dora, state):
    Build.objects.filter(pk=asked.pk).update(state=state)
    with pytest.raises(BuildNotReady):
        sign(asked, answer(), by=dora, now=NOW)
    asked.refresh_from_db()
    assert asked.state == state


def test_questions_are_those_of_the_report(ready):
    assert tuple(question["question"] for question in ready.risk["questions"]) == QUESTIONS
