"""The rulebook of builds, without a database."""

import pytest

from datasets.builds import rules


@pytest.mark.parametrize("name", ["passages", "gate-2025", "a", "x" * 50])
def test_name_is_small_letters_digits_and_hyphens(name):
    rules.require_name(name)


@pytest.mark.parametrize("name", ["", "Passages", "gate 2025", "-gate", "gate-", "porte-é", "x" * 51, "gate\n"])
def test_other_names_are_refused(name):
    with pytest.raises(rules.NameUnfit):
        rules.require_name(name)


def test_release_keeps_its_name():
    rules.require_same_name("gates", name="gates")
    with pytest.raises(rules.NameFixed, match="“gates”"):
        rules.require_same_name("others", name="gates")


@pytest.mark.parametrize(("signer", "role"), [("", "DPO"), ("Dora", ""), ("D" * 151, "DPO")])
def test_signature_has_a_name_and_an_office(signer, role):
    rules.require_signature("Dora Alami", "DPO")
    with pytest.raises(rules.SignatureMissing):
        rules.require_signature(signer, role)


def test_refusal_has_a_reason():
    rules.require_reason("", is_accepted=True)
    rules.require_reason("Trop fin.", is_accepted=False)
    with pytest.raises(rules.ReasonMissing):
        rules.require_reason("", is_accepted=False)


@pytest.mark.parametrize("missing", rules.QUESTIONS)
def test_every_question_is_accepted(missing):
    rules.require_answers(rules.QUESTIONS)
    with pytest.raises(rules.AnswersMissing):
        rules.require_answers([question for question in rules.QUESTIONS if question != missing])


def test_version_is_typed_as_it_is_shown():
    rules.require_typed(" 1.0.0 ", wanted="1.0.0")
    with pytest.raises(rules.NotTyped) as refused:
        rules.require_typed("1.0", wanted="1.0.0")
    assert refused.value.details == {"wanted": "1.0.0"}


@pytest.mark.parametrize(
    ("severities", "blocks"), [(["warns", "passes"], False), ([], False), (["passes", "blocks"], True)]
)
def test_one_finding_is_enough_to_block(severities, blocks):
    assert rules.is_blocking([{"severity": severity} for severity in severities]) is blocks


def test_every_refusal_says_what_is_wrong_in_its_own_code():
    found = rules.BuildRefusal.__subclasses__()
    assert len({refusal.code for refusal in found}) == len(found)
    assert all(refusal.message != rules.BuildRefusal.message for refusal in found)
