"""The cast and the stage: plain functions that make rows; every time and name may be given."""

from tests.factories.bundles import BUNDLE, bundle_folder, code_zip, predictions_csv
from tests.factories.checks import make_check
from tests.factories.editions import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_edition, make_phase
from tests.factories.evaluations import (
    end_program,
    finish_rejudge,
    keep_log,
    make_evaluation,
    make_machine,
    make_report,
    run_program,
    score_submission,
)
from tests.factories.event import make_item, make_mail_text, make_partner, make_slot
from tests.factories.likeness import make_likeness
from tests.factories.people import make_person, make_team
from tests.factories.releases import accept_licence, labelled_release, make_release, release_folder
from tests.factories.submissions import hand_in, make_submission, make_upload
from tests.factories.talk import make_announcement, make_answer, make_faq, make_question
from tests.factories.tokens import make_token

__all__ = [
    "BUNDLE",
    "CLOSES_AT",
    "NOW",
    "OPENS_AT",
    "accept_licence",
    "bundle_folder",
    "code_zip",
    "end_program",
    "finish_rejudge",
    "hand_in",
    "keep_log",
    "labelled_release",
    "make_announcement",
    "make_answer",
    "make_challenge",
    "make_check",
    "make_edition",
    "make_evaluation",
    "make_faq",
    "make_item",
    "make_likeness",
    "make_machine",
    "make_mail_text",
    "make_partner",
    "make_person",
    "make_phase",
    "make_question",
    "make_release",
    "make_report",
    "make_slot",
    "make_submission",
    "make_team",
    "make_token",
    "make_upload",
    "predictions_csv",
    "release_folder",
    "run_program",
    "score_submission",
]
