"""The page of the e-mail address."""

from django.core import mail


def test_who_asks_for_the_link_again_too_soon_is_told_to_wait(alices, alice, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    alices.post("/accounts/email/", {"email": "new@smartport.test", "action_add": "add"})
    assert [letter.to for letter in mail.outbox] == [["new@smartport.test"]]
    again = {"email": "new@smartport.test", "action_send": "send"}
    answer = alices.post("/accounts/email/", again, follow=True)
    assert "A link was sent a moment ago." in answer.content.decode()
    assert len(mail.outbox) == 1
