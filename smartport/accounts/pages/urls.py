"""The addresses of the account's own pages."""

from django.urls import path

from smartport.accounts.pages import account, address, consents, leaving, second_factor, sessions, signing_on, tokens

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/consents/", consents.consents, name="consents"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.new_token, name="new-token"),
    path("account/tokens/<uuid:token_id>/withdraw/", tokens.end_token, name="end-token"),
    path("account/sessions/<int:session_id>/end/", sessions.end_session, name="end-session"),
    path("account/data/", leaving.my_data, name="my-data"),
    path("account/data/export/", leaving.export, name="export"),
    path("account/delete/", leaving.delete, name="delete-account"),
    path("terms/", consents.terms, name="terms"),
    path("privacy/", consents.privacy, name="privacy"),
    path("accounts/email/", address.address, name="account_email"),
    path("accounts/oidc/<str:provider_id>/login/", signing_on.begin, name="begin-sign-on"),
]
