"""Mail texts are kept once under each name."""

import pytest

from challenges.mail_texts.actions import keep_mail_text, remove_mail_text
from challenges.mail_texts.models import MailText
from challenges.mail_texts.queries import texts_for_mailings
from challenges.mail_texts.rules import BODY_LENGTH, MailTextNameTaken, MailTextTooLong, PlaceUnknown
from tests.factories import NOW, make_mail_text

pytestmark = pytest.mark.django_db


def kept(dora, *, name="Reminder", subject="Near", body="Soon."):
    text = MailText(name=name, subject={"fr": subject}, body={"fr": body})
    keep_mail_text(text, by=dora, now=NOW)
    return text


def test_texts_are_offered_by_name(dora):
    make_mail_text("Welcome")
    kept(dora)
    assert [text.name for text in texts_for_mailings()] == ["Reminder", "Welcome"]


def test_name_is_one_texts(dora):
    kept(dora)
    with pytest.raises(MailTextNameTaken):
        kept(dora)


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"subject": "{teem}"}, PlaceUnknown, "subject"),
        ({"body": "{teem}"}, PlaceUnknown, "body"),
        ({"body": "x" * (BODY_LENGTH + 1)}, MailTextTooLong, "body"),
    ],
)
def test_unusable_text_is_refused(dora, more, refusal, field):
    with pytest.raises(refusal) as refused:
        kept(dora, **more)
    assert refused.value.field == field
    assert not MailText.objects.exists()


def test_removed_text_is_gone_once(dora):
    text = kept(dora)
    twin = MailText.objects.get()
    assert remove_mail_text(text, by=dora, now=NOW)
    assert not remove_mail_text(twin, by=dora, now=NOW)
