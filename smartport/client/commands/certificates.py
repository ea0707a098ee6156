"""One's certificates, whether one holds, and a file of one checked without asking the site."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.download import write_whole
from smartport.client.errors import Failure, unreadable
from smartport.client.output import Column, Output
from smartport.client.tongue import gettext

if TYPE_CHECKING:
    from challenges.results.attested import Attested

ENDED = ("revoked", "replaced")
OWN = (
    Column("code", lambda item: item["code"]),
    Column("kind", lambda item: item["kind"]),
    Column("state", lambda item: item["state"]),
    Column("name", lambda item: item["name"]),
    Column("edition", lambda item: item["edition"]),
    Column("award", lambda item: item["award"]),
    Column("team", lambda item: item["team"]),
    Column("issued", lambda item: shown.moment(item["issued_at"]), lambda item: item["issued_at"]),
)
CHECKED = (
    *OWN,
    Column("revoked", lambda item: shown.moment(item["revoked_at"]), lambda item: item["revoked_at"]),
    Column("reason", lambda item: item["reason"]),
    Column("replacedBy", lambda item: item["replaced_by"]),
)
SIGNED = (
    Column("name", lambda item: item["name"]),
    Column("kind", lambda item: item["kind"]),
    Column("edition", lambda item: item["edition"]),
    Column("award", lambda item: item["award"]),
    Column("rank", lambda item: item["rank"]),
    Column("team", lambda item: item["team"]),
    Column("issued", lambda item: item["issued"]),
    Column("code", lambda item: item["code"]),
)


def certificates(client: Client, asked: Namespace, out: Output) -> int:
    """One's own."""
    out.rows(OWN, client.certificates())
    return 0


def check(client: Client, asked: Namespace, out: Output) -> int:
    """What the site says of a code; the exit status is 1 where it was revoked or replaced."""
    found = client.check_certificate(asked.code)
    out.rows(CHECKED, [found], whole=found)
    return 1 if found["state"] in ENDED else 0


def download(client: Client, asked: Namespace, out: Output) -> int:
    """The paper."""
    content = client.certificate_pdf(asked.code)
    if asked.output == "-":
        sys.stdout.buffer.write(content)
        return 0
    path = Path(asked.output or f"certificate-{''.join(filter(str.isalnum, asked.code))}.pdf")
    write_whole(path, content)
    out.say(gettext("Written to %(path)s: %(size)s.") % {"path": path, "size": shown.size(len(content))})
    return 0


def verify(client: Client, asked: Namespace, out: Output) -> int:
    """What was signed; the exit status is 1 where the signature is not that of a published key."""
    found, keys = _read(client, asked)
    if not found.is_signed_by(keys):
        message = gettext("%(path)s does not hold: none of these keys has signed what it says.")
        hint = gettext("It was changed, or the keys are those of another site. It names the key %(key)s.")
        raise Failure(message % {"path": asked.file}, hint % {"key": shown.line(found.key)})
    told = _told(found)
    out.rows(SIGNED, [told], whole={**found.facts, "key": found.key})
    out.say(gettext("Signed with the key %(key)s. Compare it with the paper.") % {"key": found.key})
    code = shown.line(told["code"])
    out.say(gettext("Whether it was revoked since, only the site knows: smartport certificate check %s") % code)
    return 0


def _read(client: Client, asked: Namespace) -> "tuple[Attested, dict[str, str]]":
    try:
        # cryptography is an extra that most who take part do without
        from challenges.errors import Refusal  # noqa: PLC0415
        from challenges.results.attested import MOST_BYTES, NoKeys, read_file, read_keys  # noqa: PLC0415
    except ImportError as error:
        hint = gettext("Install it: %(command)s") % {"command": "pip install 'smartport[certificates]'"}
        raise Failure(gettext("To check a signature, cryptography is needed."), hint) from error
    path = Path(asked.file)
    content = _bytes(path, most=MOST_BYTES)
    try:
        found = read_file(content)
    except Refusal as refused:
        raise Failure(f"{path}: {gettext(refused.message)}", gettext(refused.hint)) from refused
    try:
        return found, read_keys(_keys(client, asked, most=MOST_BYTES))
    except NoKeys as refused:
        raise Failure(f"{asked.key or client.url}: {gettext(refused.message)}", gettext(refused.hint)) from refused


def _keys(client: Client, asked: Namespace, *, most: int) -> bytes:
    """From the file that is named, or from the site where that is asked for: nothing is fetched unasked."""
    if asked.fetch:
        return client.certificate_keys()
    if not asked.key:
        address = f"{client.url}/certificates/key/"
        hint = gettext("Save %(address)s once, and name the file by --key; or --fetch asks the site.")
        raise Failure(gettext("Without the site's public key nothing can be checked."), hint % {"address": address})
    return _bytes(Path(asked.key), most=most)


def _bytes(path: Path, *, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise unreadable(path, error) from error


def _told(found: "Attested") -> dict[str, Any]:
    """Its facts, each a text whatever somebody signed."""
    facts = found.facts
    edition = facts.get("edition")
    return {
        "name": str(facts.get("name", "")),
        "kind": str(facts.get("kind", "")),
        "edition": _text(edition.get("title") if isinstance(edition, dict) else edition),
        "award": _text(facts.get("award", "")),
        "rank": str(facts.get("rank", "")),
        "team": str(facts.get("team", "")),
        "issued": str(facts.get("issued", "")),
        "code": str(facts.get("code", "")),
    }


def _text(texts: Any) -> str:
    """In French, which every text of a site has."""
    if isinstance(texts, dict):
        return str(texts.get("fr") or next(iter(texts.values()), ""))
    return str(texts or "")
