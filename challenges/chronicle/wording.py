"""What each line of the journal says, in plain words: a sentence for every deed there is."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from challenges.chronicle.rules import Subject, subject_of

DEEDS: Mapping[str, str] = {
    "account.deleted": gettext_noop("The account was deleted by the person it belonged to."),
    "announcement.added": gettext_noop("An announcement was drafted."),
    "announcement.changed": gettext_noop("An announcement was rewritten."),
    "announcement.published": gettext_noop("An announcement was published."),
    "announcement.withdrawn": gettext_noop("An announcement was withdrawn: it is a draft again."),
    "bundle.published": gettext_noop("Another bundle scores the phase from now on."),
    "challenge.added": gettext_noop("A challenge was made."),
    "challenge.changed": gettext_noop("A challenge was changed."),
    "challenge.published": gettext_noop("A challenge was published with its data."),
    "challenge.texts_changed": gettext_noop("The texts of a challenge were replaced by those of its folder."),
    "consent.given": gettext_noop("A person agreed to a use of their data."),
    "consent.withdrawn": gettext_noop("A person withdrew a consent."),
    "edition.added": gettext_noop("An edition was made."),
    "edition.changed": gettext_noop("An edition was changed."),
    "eligibility.accepted": gettext_noop("A person declared that they may take part."),
    "evaluation.broken": gettext_noop("An evaluation was given up by our fault."),
    "evaluation.failed": gettext_noop("An evaluation ended without a score."),
    "evaluation.scored": gettext_noop("An evaluation ended with a score."),
    "faqentry.added": gettext_noop("A frequent question was added."),
    "faqentry.changed": gettext_noop("A frequent question was changed."),
    "faqentry.deleted": gettext_noop("A frequent question was deleted."),
    "journal.check_asked": gettext_noop("A check of the whole journal was asked for."),
    "journal.opened": gettext_noop("The journal was opened."),
    "leaderboard.closed": gettext_noop("A leaderboard was closed: its final standings are written."),
    "leaderboard.frozen": gettext_noop("A leaderboard was frozen."),
    "leaderboard.thawed": gettext_noop("A leaderboard moves again."),
    "letter.tried_again": gettext_noop("Letters that had not gone were tried again."),
    "licence.accepted": gettext_noop("A person accepted the licence of the data."),
    "partner.added": gettext_noop("A partner was added to an edition."),
    "partner.changed": gettext_noop("A partner of an edition was changed."),
    "phase.added": gettext_noop("A phase was made."),
    "phase.changed": gettext_noop("A phase was changed."),
    "phase.extended": gettext_noop("A phase was extended."),
    "project.picture_added": gettext_noop("A picture was put on a project page."),
    "project.picture_captioned": gettext_noop("The caption of a picture on a project page was changed."),
    "project.picture_deleted": gettext_noop("A picture was taken off a project page."),
    "project.pictures_ordered": gettext_noop("The pictures of a project page were put in another order."),
    "project.written": gettext_noop("A project page was written."),
    "question.answered": gettext_noop("A question was answered, or its answer changed."),
    "question.asked": gettext_noop("A team asked a question."),
    "rejudge.applied": gettext_noop("A rejudge was applied: its results count from now on."),
    "rejudge.asked": gettext_noop("A rejudge was asked for."),
    "rejudge.dropped": gettext_noop("A rejudge was dropped: everything stayed as it was."),
    "rules.accepted": gettext_noop("A person accepted the rules of a challenge."),
    "staff.logged_in": gettext_noop("A member of the organizers logged in."),
    "submission.allowance_returned": gettext_noop("A submission was given back to its team: it counts for nothing."),
    "submission.annotated": gettext_noop("A team changed its note on a submission."),
    "submission.cancelled": gettext_noop("A team cancelled a submission."),
    "submission.chosen": gettext_noop("A team chose a submission to count at the close."),
    "submission.downloaded": gettext_noop("An organizer downloaded what a team had handed in."),
    "submission.no_longer_chosen": gettext_noop("A team took back its choice of a submission."),
    "submission.received": gettext_noop("A submission was received."),
    "team.asked": gettext_noop("A person asked to join a team."),
    "team.captain_changed": gettext_noop("A team has another captain."),
    "team.changed": gettext_noop("A team was changed by its captain."),
    "team.created": gettext_noop("A team was created."),
    "team.invitation_declined": gettext_noop("An invitation to a team was declined."),
    "team.invitation_revoked": gettext_noop("An invitation to a team was withdrawn."),
    "team.invited": gettext_noop("A person was invited to a team."),
    "team.joined": gettext_noop("A person joined a team."),
    "team.left": gettext_noop("A person left a team."),
    "team.merge_declined": gettext_noop("A team declined a merge."),
    "team.merge_proposed": gettext_noop("A team offered to become part of another."),
    "team.merge_withdrawn": gettext_noop("A team withdrew its offer to merge."),
    "team.merged": gettext_noop("A team became part of another."),
    "team.removed": gettext_noop("A captain put a member out of a team."),
    "team.request_accepted": gettext_noop("A request to join a team was accepted."),
    "team.request_declined": gettext_noop("A request to join a team was declined."),
    "team.request_withdrawn": gettext_noop("A request to join a team was withdrawn."),
    "team.sought": gettext_noop("A person put themselves on the list of those who look for a team."),
    "team.sought_no_more": gettext_noop("A person took themselves off the list of those who look for a team."),
    "token.made": gettext_noop("A person made an API token."),
    "token.withdrawn": gettext_noop("A person withdrew an API token."),
    "webhook.changed": gettext_noop("A webhook was changed."),
    "webhook.made": gettext_noop("A webhook was set up."),
    "webhook.removed": gettext_noop("A webhook was removed."),
    "webhook.secret_renewed": gettext_noop("A webhook was given a new secret."),
    "webhook.stopped": gettext_noop("A webhook was switched off: its receiver had not answered for days."),
}

# Parts of the system that act by themselves.
ACTORS: Mapping[str, str] = {
    "system": gettext_noop("the site"),
    "operator": gettext_noop("the operator, at the terminal"),
    "challenge publish": gettext_noop("the operator, at the terminal"),
    "evaluations": gettext_noop("the evaluation"),
    "leaderboards": gettext_noop("the leaderboard"),
    "hooks": gettext_noop("the sending of webhooks"),
}

KIND_NAMES: Mapping[str, str] = {
    "announcement": gettext_noop("Announcement"),
    "bundle": gettext_noop("Bundle"),
    "challenge": gettext_noop("Challenge"),
    "check": gettext_noop("Check of the journal"),
    "edition": gettext_noop("Edition"),
    "evaluation": gettext_noop("Evaluation"),
    "faqentry": gettext_noop("Frequent question"),
    "leaderboard": gettext_noop("Leaderboard"),
    "letter": gettext_noop("Letter"),
    "partner": gettext_noop("Partner"),
    "phase": gettext_noop("Phase"),
    "project": gettext_noop("Project page"),
    "question": gettext_noop("Question"),
    "rejudge": gettext_noop("Rejudge"),
    "release": gettext_noop("Release"),
    "submission": gettext_noop("Submission"),
    "team": gettext_noop("Team"),
    "user": gettext_noop("Person"),
    "webhook": gettext_noop("Webhook"),
}


def deed_said(deed: str) -> str:
    """A whole sentence; the deed's own name where somebody wrote one that is not known here."""
    sentence = DEEDS.get(deed)
    return gettext(sentence) if sentence else deed


def part_said(actor: str) -> str:
    """A part of the system; as it is written where it is not known."""
    name = ACTORS.get(actor)
    return gettext(name) if name else actor


def kind_said(subject: str) -> str:
    """What kind of thing a line is about."""
    read: Subject = subject_of(subject)
    name = KIND_NAMES.get(read.kind)
    return gettext(name) if name else read.kind
