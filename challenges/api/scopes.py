"""What a token may do: each door says which scope its methods need; a login by session may do everything."""

from rest_framework.request import Request

from challenges.errors import Refusal, gettext_noop

READ = "read"
SUBMIT = "submit"
TEAM = "team"
ACCOUNT = "account"


class ScopeMissing(Refusal):
    """Names the one that is needed."""

    code = "scope_missing"
    message = gettext_noop("This token may not do that: it lacks the scope “%(scope)s”.")
    hint = gettext_noop("Make a token with that scope on the page of your account.")
    status = 403


def require_scope(request: Request, scope: str) -> None:
    """Raises ScopeMissing."""
    scopes = getattr(request.auth, "scopes", None)
    if scopes is not None and scope not in scopes:
        raise ScopeMissing(scope=scope)
