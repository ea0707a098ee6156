"""Who asks, and what of theirs the site keeps."""

import platform

from smartport.client.connection import Connection, Json


class AccountCalls(Connection):
    """Log in and out, tokens, consents."""

    def log_in(self, email: str, password: str, *, code: str = "") -> str:
        """A token for this person; the client uses it from here on. `code` is of the second factor, where there is one.
        Raises Refused (`login_unknown`, `second_factor_needed`, `second_factor_wrong`, `throttled`)."""
        name = f"smartport on {platform.node() or 'a computer'}"[:60]
        asked = {"email": email, "password": password, "name": name, **({"code": code} if code else {})}
        token = str(self.json("POST", "token", json=asked)["token"])
        self.use_token(token)
        return token

    def log_out(self) -> None:
        """Withdraw the token, everywhere."""
        self.send("DELETE", "token")

    def me(self) -> Json:
        """The account behind the token, and its team."""
        found: Json = self.json("GET", "me")
        return found

    def tokens(self) -> list[Json]:
        """Those that are alive; never their secrets."""
        return list(self.pages("tokens"))

    def withdraw_token(self, token_id: str) -> None:
        """Every copy of it stops working."""
        self.send("DELETE", f"tokens/{token_id}")

    def consents(self) -> Json:
        """What one agreed to."""
        found: Json = self.json("GET", "consents")
        return found
