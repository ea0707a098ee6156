"""The addresses of the account in the API."""

from django.urls import path

from smartport.accounts.api.me import ConsentsDoor, DeletionDoor, ExportDoor, MeDoor
from smartport.accounts.api.sessions import SessionDoor, SessionsDoor
from smartport.accounts.api.sign_up import AccountsDoor
from smartport.accounts.api.tokens import OneTokenDoor, TokenDoor, TokensDoor

urlpatterns = [
    path("accounts", AccountsDoor.as_view(), name="api-accounts"),
    path("token", TokenDoor.as_view(), name="api-token"),
    path("tokens", TokensDoor.as_view(), name="api-tokens"),
    path("tokens/<uuid:token_id>", OneTokenDoor.as_view(), name="api-one-token"),
    path("me", MeDoor.as_view(), name="api-me"),
    path("me/export", ExportDoor.as_view(), name="api-export"),
    path("me/deletion", DeletionDoor.as_view(), name="api-deletion"),
    path("consents", ConsentsDoor.as_view(), name="api-consents"),
    path("sessions", SessionsDoor.as_view(), name="api-sessions"),
    path("sessions/<int:session_id>", SessionDoor.as_view(), name="api-session"),
]
