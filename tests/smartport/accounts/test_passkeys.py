"""What no passkey answered is refused, whoever sends it."""

import pytest
from allauth.mfa import app_settings
from django import forms

from smartport.accounts.passkeys import LONGEST, AnswerField

RUBBISH = [
    "9" * 5_000,
    "[" * 20_000,
    '{"id": ' + "9" * 5_000 + "}",
    "{}",
    "null",
    '[{"a": []}]',
    '"' + "x" * LONGEST + '"',
]


@pytest.mark.django_db
@pytest.mark.parametrize("answer", RUBBISH)
def test_way_in_refuses_rubbish(client, answer):
    assert client.post("/accounts/2fa/webauthn/login/", {"credential": answer}).status_code in {200, 302, 400, 422}


@pytest.mark.parametrize("answer", [RUBBISH[0], RUBBISH[1], RUBBISH[2], RUBBISH[-1], "{"])
def test_rubbish_is_no_json(answer):
    with pytest.raises(forms.ValidationError):
        AnswerField().clean(answer)
    assert AnswerField().clean('{"id": 1}') == {"id": 1}


def test_each_of_the_forms_is_ours():
    assert sorted(app_settings.FORMS) == [
        "add_webauthn",
        "authenticate_webauthn",
        "login_webauthn",
        "reauthenticate_webauthn",
    ]
