"""Who asks, and what of theirs the site keeps."""

import platform
from collections.abc import Sequence

from smartport.client.connection import Connection, Json

TERMS = "terms"


class AccountCalls(Connection):
    """Sign up, log in and out, tokens, consents, and the end of an account."""

    def sign_up(self, email: str, password: str, *, display_name: str, **freely: bool) -> Json:
        """An account, with one's yes to the terms of use and the privacy notice; `contact` and `publication` are free.
        Raises Refused (`invalid_input`, `display_name_unusable`, `identity_number_given`, `throttled`)."""
        asked = {"email": email, "password": password, "display_name": display_name, "accepts_terms": True, **freely}
        made: Json = self.json("POST", "accounts", json=asked)
        return made

    def delete_me(self, email: str, password: str, *, code: str = "", hides_team_names: bool = False) -> None:
        """For good. Raises Refused (`not_your_address`, `hand_over_first`, `login_unknown`)."""
        asked = {"email": email, "password": password, "hides_team_names": hides_team_names}
        self.send("POST", "me/deletion", json=asked | ({"code": code} if code else {}))

    def log_in(self, email: str, password: str, *, code: str = "") -> str:
        """A token for this person; the client uses it from here on. `code` is of the second factor, where there is one.
        Raises Refused (`login_unknown`, `second_factor_needed`, `second_factor_wrong`, `throttled`)."""
        name = f"smartport on {platform.node() or 'a computer'}"[:60]
        token = str(self.make_token(email, password, name=name, code=code)["token"])
        self.use_token(token)
        return token

    def make_token(self, email: str, password: str, *, name: str, scopes: Sequence[str] = (), code: str = "") -> Json:
        """A token for a program: its secret, once, under `token`. Of `read`, `submit`, `team`, `account`; all, where
        none is named. The client goes on with its own. Raises Refused as `log_in`, and `too_many_tokens`."""
        asked = {"email": email, "password": password, "name": name}
        more = {"scopes": [*scopes], "code": code}
        made: Json = self.json("POST", "token", json=asked | {key: value for key, value in more.items() if value})
        return made

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

    def consents(self) -> list[Json]:
        """What one agreed to, purpose by purpose."""
        return list(self.json("GET", "consents"))

    def choose_consents(self, **choices: bool) -> list[Json]:
        """Give and withdraw: `contact`, `publication`; what is left out stays. The terms end with the account."""
        free = {item["purpose"]: item["is_current"] for item in self.consents() if item["purpose"] != TERMS}
        return list(self.json("PUT", "consents", json={**free, **choices}))

    def change_me(self, **changes: str) -> Json:
        """`display_name`, which others see, and `language`, that of the letters; what is left out stays."""
        found: Json = self.json("PATCH", "me", json=changes)
        return found

    def export(self) -> bytes:
        """Everything that is kept about one, as one JSON file."""
        return self.send("GET", "me/export").content

    def letters(self) -> list[Json]:
        """Every kind of letter, and whether one wants it."""
        return list(self.json("GET", "mail-preferences")["kinds"])

    def choose_letters(self, **wishes: bool) -> list[Json]:
        """By kind; what is left out stays."""
        return list(self.json("PUT", "mail-preferences", json=wishes)["kinds"])

    def sessions(self) -> list[Json]:
        """The browsers one is logged in with."""
        return list(self.pages("sessions"))

    def end_session(self, session_id: int | str) -> None:
        """Whoever sits there has to log in again."""
        self.send("DELETE", f"sessions/{session_id}")

    def end_sessions(self) -> None:
        """All browsers; tokens go on."""
        self.send("DELETE", "sessions")
