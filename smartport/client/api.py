"""The API as Python methods: JSON in plain dicts, errors as Failure."""

import time
from collections.abc import Callable, Iterator, Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from evaluator.log import KEPT_BYTES
from smartport.client.errors import Failure, Refused
from smartport.client.following import Follower, LogEnd

DEFAULT_URL = "http://127.0.0.1:8000"
TIMEOUT = httpx.Timeout(30, read=180)
ENDED = frozenset({"scored", "failed", "broken", "cancelled"})
FIRST_PAUSE, LONGEST_PAUSE = 0.3, 3.0
LIVE_PAUSE = 1.0

Json = dict[str, Any]


class Client:
    """One site, asked as one person."""

    def __init__(
        self,
        url: str = DEFAULT_URL,
        *,
        token: str = "",
        language: str = "en",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        headers = {"Accept-Language": language}
        if token:
            headers["Authorization"] = f"Token {token}"
        try:
            self._http = httpx.Client(
                base_url=f"{self.url}/api/v1/", headers=headers, timeout=TIMEOUT, transport=transport
            )
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            raise Failure(f"{url} is no address of a site, or the token is damaged.") from error

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def log_in(self, email: str, password: str) -> str:
        """A token for this person; the client uses it from here on."""
        token = str(self._json("POST", "token", json={"email": email, "password": password})["token"])
        self._http.headers["Authorization"] = f"Token {token}"
        return token

    def log_out(self) -> None:
        """Withdraw the token, everywhere."""
        self._send("DELETE", "token")

    def me(self) -> Json:
        return self._json("GET", "me")

    def challenges(self) -> list[Json]:
        return list(self._pages("challenges"))

    def challenge(self, slug: str) -> Json:
        return self._json("GET", f"challenges/{slug}")

    def accept_rules(self, slug: str) -> Json:
        return self._json("PUT", f"challenges/{slug}/rules-acceptance")

    def accept_licence(self, slug: str) -> Json:
        return self._json("PUT", f"challenges/{slug}/licence-acceptance")

    def files(self, slug: str) -> list[Json]:
        """The files of the challenge's data: id, path, size, sha256."""
        return list(self._pages(f"challenges/{slug}/files"))

    def read_file(self, slug: str, file_id: str) -> Iterator[bytes]:
        """The bytes of one of them."""
        return self._read(f"challenges/{slug}/files/{file_id}")

    def read_kit(self, slug: str) -> Iterator[bytes]:
        """The bytes of the starter kit."""
        return self._read(f"challenges/{slug}/kit")

    def _read(self, path: str) -> Iterator[bytes]:
        try:
            with self._http.stream("GET", path) as answer:
                if answer.is_error:
                    answer.read()
                    raise _refusal(answer)
                yield from answer.iter_bytes(1 << 18)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error

    def team(self) -> Json:
        return self._json("GET", "teams/mine")

    def create_team(self, name: str) -> Json:
        return self._json("POST", "teams", json={"name": name})

    def invite(self) -> Json:
        """A new invitation; its `secret` is shown this once."""
        return self._json("POST", "teams/mine/invitations")

    def join_team(self, secret: str) -> Json:
        return self._json("POST", "teams/join", json={"secret": secret})

    def submit(self, slug: str, file: BinaryIO, *, name: str, kind: str = "", message: str = "") -> Json:
        """Hand a file in; without `kind`, a zip is code and everything else predictions."""
        fields = {"kind": kind or kind_of(name), "message": message}
        return self._json("POST", f"challenges/{slug}/submissions", data=fields, files={"file": (name, file)})

    def submissions(self, slug: str) -> list[Json]:
        """The team's own, newest first."""
        return list(self._pages(f"challenges/{slug}/submissions"))

    def submission(self, submission_id: str) -> Json:
        return self._json("GET", f"submissions/{submission_id}")

    def wait(self, submission_id: str, *, tell: Callable[[Json], None] = lambda _: None) -> Json:
        """Ask again until it has ended; `tell` is given every answer."""
        pause = FIRST_PAUSE
        while True:
            found = self.submission(submission_id)
            tell(found)
            if found["state"] in ENDED:
                return found
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_PAUSE)

    def cancel(self, submission_id: str, *, only_waiting: bool = False) -> Json:
        """For nothing while it waits; while it runs it stays counted, unless that is refused by `only_waiting`."""
        return self._json("POST", f"submissions/{submission_id}/cancel", json={"only_waiting": only_waiting})

    def log(self, submission_id: str, *, which: str = "entry") -> bytes:
        """What the entry printed, as it printed it; of one that runs the end of it. `public`: what the scorer says."""
        return self._send("GET", f"submissions/{submission_id}/log", params={"which": which}).content

    def log_end(self, submission_id: str) -> LogEnd | None:
        """How the log of the entry ends, and how long it is; None where there is none (yet). Raises Refused where the
        phase keeps it from teams."""
        try:
            answer = self._send("GET", f"submissions/{submission_id}/log")
        except Refused as refused:
            if refused.status == 404:
                return None
            raise
        body, is_live = answer.content, answer.headers.get("Log-State") == "live"
        size = int(answer.headers.get("Log-Size", len(body)))
        is_cut = not is_live and size != len(body)  # in the middle: only its end is as it was
        return LogEnd(body[-KEPT_BYTES:] if is_cut else body, size, is_live)

    def follow(
        self, submission_id: str, *, show: Callable[[str], None], tell: Callable[[Json], None] = lambda _: None
    ) -> Json:
        """Until it has ended: `show` is given what its log has grown by, fit for a terminal, `tell` every answer."""
        follower = Follower()
        while True:
            found = self.submission(submission_id)
            tell(found)
            end = self.log_end(submission_id) if found["has_log"] else None
            if end and (news := follower.news(end)):
                show(news)
            if found["state"] in ENDED:
                return found
            time.sleep(LIVE_PAUSE)

    def receipt(self, submission_id: str) -> bytes:
        """The receipt of its result, letter for letter."""
        return self._send("GET", f"submissions/{submission_id}/receipt").content

    def leaderboard(self, slug: str) -> Json:
        """The whole board: its pages put together in `results`."""
        address = f"challenges/{slug}/leaderboard"
        board = self._json("GET", address, params={"page_size": 200})
        return {**board, "next": None, "results": list(self._pages(address))}

    def _pages(self, address: str) -> Iterator[Json]:
        page = 1
        while True:
            found = self._json("GET", address, params={"page": page, "page_size": 200})
            yield from found["results"]
            if not found["next"]:
                return
            page += 1

    def _json(self, method: str, address: str, **content: Any) -> Json:
        answer = self._send(method, address, **content)
        try:
            found: Json = answer.json()
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise _not_ours(answer) from error
        return found

    def _send(self, method: str, address: str, **content: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, address, **content)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        if not answer.is_success:
            raise _refusal(answer)
        return answer

    def _unreachable(self, error: httpx.HTTPError) -> Failure:
        why = str(error) or type(error).__name__
        return Failure(f"{self.url} does not answer ({why}).", "Check the address: --url, or SMARTPORT_URL.")


def kind_of(name: str) -> str:
    """A zip is code, everything else predictions."""
    return "code" if Path(name).suffix.lower() == ".zip" else "predictions"


def _refusal(answer: httpx.Response) -> Failure:
    try:
        told = answer.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return _not_ours(answer)
    if not isinstance(told, Mapping) or "message" not in told:
        return _not_ours(answer)
    return Refused(answer.status_code, told)


def _not_ours(answer: httpx.Response) -> Failure:
    return Failure(
        f"{answer.url.host} answered {answer.status_code} without an answer of the challenge's site.",
        "Check the address, or try again later.",
    )
