"""Every operation of the API has its command, or a reason why it has none; each command is run against the document."""

import io
import json
import re

import httpx
import pytest
from django.core.cache import cache

from smartport.client.cli import main
from smartport.openapi.completing import JSON, operations
from smartport.openapi.document import document

FILE = "FILE"  # stands for one that is there
COMMANDS = {
    "accept_eligibility": "accept-eligibility -y",
    "accept_join_request": "team requests --accept ID",
    "accept_licence": "accept-licence rade -y",
    "accept_merge": "team merge --accept ID",
    "accept_offer": "team offers --accept ID",
    "accept_rules": "accept-rules rade -y",
    "add_project_picture": "pictures rade --add FILE",
    "annotate_submission": "note ID -m better",
    "ask_question": "ask why? -c rade",
    "ask_to_join": "team ask ID",
    "book_mentor_slot": "mentors --book ID --about tides",
    "cancel_mentor_booking": "mentors --cancel ID",
    "cancel_submission": "cancel ID -y",
    "change_me": "account --name Zoe",
    "change_my_team": "team change --about tides",
    "change_project_picture": "pictures rade --change ID --move up",
    "check_certificate": "certificate check 0123-4567-89AB-CDEFP",
    "check_submission": "check rade FILE",
    "choose_consents": "consents --give …",
    "choose_mail_preferences": "letters --on announcements",
    "choose_submission": "select ID",
    "create_account": "signup --email a@b.example --name Zineb --accept-terms --password-stdin",
    "create_invitation": "team invite",
    "create_team": "team create Alizés",
    "create_token": "login --email a@b.example --password-stdin",
    "decline_join_request": "team requests --decline ID",
    "decline_merge": "team merge --decline ID",
    "decline_offer": "team offers --decline ID",
    "delete_me": "delete-account --email a@b.example --password-stdin",
    "delete_project_picture": "pictures rade --delete ID",
    "delete_token": "logout",
    "download_certificate": "certificate download 0123456789ABCDEFP -o FOLDER/paper.pdf",
    "download_file": "download rade --force -p FOLDER",
    "download_kit": "kit rade --force -p FOLDER",
    "download_submission": "entry ID -o FOLDER/entry.zip",
    "end_session": "sessions --end 4",
    "end_sessions": "sessions --end-all -y",
    "export_me": "export -o FOLDER/all.json",
    "invite_seeker": "team people --invite 4",
    "join_team": "team join SECRET",
    "leave_my_team": "team leave -y",
    "list_agenda": "agenda --to-come",
    "list_announcements": "news",
    "list_certificates": "certificates",
    "list_challenges": "challenges list",
    "list_files": "files rade",
    "list_invitations": "team invitations",
    "list_join_requests": "team requests",
    "list_journal_heads": "journal",
    "list_mentor_bookings": "mentors --mine",
    "list_mentor_slots": "mentors --free",
    "list_merge_proposals": "team merge",
    "list_my_join_requests": "team asked",
    "list_offers": "team offers",
    "list_projects": "projects rade",
    "list_questions": "questions rade",
    "list_recruiting_teams": "team find",
    "list_seekers": "team people",
    "list_sessions": "sessions",
    "list_submissions": "submissions rade",
    "list_tokens": "tokens",
    "make_captain": "team captain 4",
    "preview_merge": "team merge --preview ID",
    "propose_merge": "team merge --into Aigles",
    "read_challenge": "submission-limits rade",
    "read_consents": "consents",
    "read_edition": "edition",
    "read_leaderboard": "leaderboard rade",
    "read_log": "logs ID",
    "read_mail_preferences": "letters",
    "read_me": "account",
    "read_my_project": "project -c rade",
    "read_my_seeking": "team seek",
    "read_my_team": "team",
    "read_project": "projects --id ID",
    "read_receipt": "receipt ID -o -",
    "read_results": "results edition-2026",
    "read_submission": "status ID",
    "remove_member": "team remove 4 -y",
    "resend_invitation": "team invitations --resend ID",
    "revoke_invitation": "team invitations --withdraw ID",
    "seek_team": "team seek sailor",
    "stop_seeking": "team seek --stop",
    "submit": "submit rade FILE",
    "submit_again": "again ID",
    "take_choice_back": "select ID --undo",
    "withdraw_join_request": "team asked --withdraw ID",
    "withdraw_merge": "team merge --withdraw ID",
    "withdraw_token": "tokens --withdraw ID",
    "write_my_project": "project -c rade --title Vigie",
}
WITHOUT_A_COMMAND = {
    "answer_question": "organizers answer where they see who asks: in the browser",
    "download_project_picture": "browser only, because pictures are to be seen; `smartport pictures` has the addresses",
    "list_asked_questions": "organizers answer where they see who asks: in the browser",
    "list_members": "`smartport team` lists them",
    "read_announcement": "`smartport news` has all of them whole",
    "read_eligibility_acceptance": "`smartport edition` says so",
    "read_licence_acceptance": "`smartport accept-licence` again changes nothing; the answer of a challenge says so",
    "read_question": "`smartport questions` has all of them whole",
    "read_rules_acceptance": "`smartport accept-rules` again changes nothing; the answer of a challenge says so",
}
UUID = "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10"
# What the body of an answer in bytes, or one that the next request depends on, has to be.
EXACT = {
    "read_log": b"hello",
    "download_certificate": b"%PDF",
    "download_submission": b"PK",
    "download_file": b"x",
    "download_kit": b"x",
}
REFUSED = {"read_receipt", "download_file", "download_kit"}  # what the example sends is not what its digest says


class Site:
    """Answers every request with the document's own example, and notes which operation it was."""

    def __init__(self):
        self.asked = []
        self._known = [
            (method, re.compile(re.sub(r"{\w+}", "[^/]+", address)), operation)
            for address, method, operation in operations(document())
        ]

    def __call__(self, request):
        found = [
            operation
            for method, address, operation in self._known
            if method == request.method.lower() and address.fullmatch(request.url.path)
        ]
        operation = min(found, key=lambda one: len(one.get("parameters", [])), default=None)
        if operation is None:
            return httpx.Response(404, json={"code": "no_such_operation", "message": "", "hint": "", "field": None})
        self.asked += [one["operationId"] for one in found]
        return self._answer(operation)

    def _answer(self, operation):
        status = next(status for status in operation["responses"] if status.startswith("2"))
        content = operation["responses"][status].get("content", {})
        if operation["operationId"] in EXACT:
            return httpx.Response(200, content=EXACT[operation["operationId"]])
        if JSON not in content:
            return httpx.Response(int(status))
        told = next(iter(content[JSON]["examples"].values()))["value"]
        is_page = isinstance(told, dict) and "next" in told
        return httpx.Response(int(status), json={**told, "next": None} if is_page else told)


@pytest.fixture
def site():
    cache.clear()
    return Site()


@pytest.fixture
def run(site, tmp_path, monkeypatch, capsys):
    path = tmp_path / "predictions.csv"
    path.write_text("id,value\n1,2\n")
    environ = {"SMARTPORT_URL": "http://port.example", "SMARTPORT_TOKEN": "spc_x", "XDG_CONFIG_HOME": str(tmp_path)}
    monkeypatch.chdir(tmp_path)

    def run(line):
        told = line.replace(FILE, str(path)).replace("FOLDER", str(tmp_path)).replace("ID", UUID).split()
        told = [{"FILE": str(path), "SECRET": "Zc1h"}.get(word, word) for word in told]
        monkeypatch.setattr("sys.stdin", io.StringIO("password\n"))
        status = main(told, environ=environ, transport=httpx.MockTransport(site))
        return status, capsys.readouterr()

    return run


def test_every_operation_has_a_command_or_a_reason():
    known = {operation["operationId"] for _, _, operation in operations(document())}
    assert COMMANDS.keys() | WITHOUT_A_COMMAND.keys() == known
    assert COMMANDS.keys() & WITHOUT_A_COMMAND.keys() == set()
    assert all(WITHOUT_A_COMMAND.values())


@pytest.mark.parametrize("operation", sorted(COMMANDS))
def test_command_asks_its_operation(site, run, operation):
    status, said = run(COMMANDS[operation])
    assert operation in site.asked
    assert (status, said.err) == (0, "") or operation in REFUSED, said


@pytest.mark.parametrize(
    "line",
    [
        "account",
        "agenda",
        "consents",
        "edition",
        "letters",
        "mentors",
        "mentors --mine",
        "projects rade",
        "pictures rade",
        "sessions",
        "team asked",
        "team invitations",
        "team merge --preview ID",
        "team offers",
        "team people",
        "team seek",
    ],
)
def test_lists_are_for_programs_too(run, line):
    status, said = run(f"{line} --json")
    assert (status, said.err if line != "consents" else "") == (0, "")
    assert json.loads(said.out)
    status, said = run(f"{line} -v -q")
    assert (status, said.err, len(said.out.splitlines()) >= 2) == (0, "", True)
