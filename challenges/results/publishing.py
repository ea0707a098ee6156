"""Publishes the results of an edition: everything in one transaction, once and for ever."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.models import Ceremony
from challenges.editions.models import Edition
from challenges.journal.actions import hold_the_pen, write
from challenges.jury.feedback import release_feedback
from challenges.leaderboards.actions import tell_standings
from challenges.panels.models import Stage
from challenges.results.certifying import issue_certificates
from challenges.results.models import Publication, PublishedPicture
from challenges.results.publication_rules import PublicationMoved, digest_of
from challenges.results.published import publication_of
from challenges.results.readiness import obstacles
from challenges.results.result_letters import write_result_letters
from challenges.results.results import pictures_of, results_of
from challenges.results.waiting import Waiting, waiting_of


@transaction.atomic
def publish(edition: Edition, *, seen: str, by: AbstractBaseUser, now: datetime) -> Publication:
    """From now on everybody reads them: awards, final leaderboards, juries; the juries' letters to teams, certificates
    and letters are written with them, or nothing is. `seen` is the digest of the results that were read. Published
    results stay as they are, whoever asks again. Raises what stands in the way (see readiness), PublicationMoved."""
    hold_the_pen(now)
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    standing = publication_of(held)
    if standing is not None:
        return standing
    Ceremony.objects.select_for_update(no_key=True).filter(edition=held).first()
    waiting = waiting_of(held)
    for refusal in obstacles(waiting):
        raise refusal
    results = results_of(waiting)
    digest = digest_of(results)
    if seen != digest:
        raise PublicationMoved
    if not Edition.objects.filter(pk=held.pk, results_published_at=None).update(results_published_at=now):
        raise PublicationMoved
    held.results_published_at = edition.results_published_at = now
    made = Publication.objects.create(edition=held, at=now, by_id=by.pk, results=results, sha256=digest)
    told = _appear(made, waiting, by=by, now=now)
    details = {"sha256": digest, "awards": len(results["awards"]), **told}
    write("results.published", subject=f"edition:{held.slug}", by=by, now=now, details=details)
    return made


def _appear(made: Publication, waiting: Waiting, *, by: AbstractBaseUser, now: datetime) -> dict[str, int]:
    """What comes with the results; how many of each."""
    edition = made.edition
    pictures = pictures_of(waiting.awards).items()
    kept = [PublishedPicture(publication=made, digest=digest, content=name) for digest, name in pictures]
    PublishedPicture.objects.bulk_create(kept)
    boards = sum(tell_standings(board, by=by, now=now) for board in waiting.held_boards)
    locked = edition.panels.filter(stage=Stage.LOCKED).order_by("created_at", "pk")
    feedback = sum(release_feedback(panel, now=now) for panel in locked)
    certificates = issue_certificates(made, now=now)
    letters = write_result_letters(made, waiting, now=now)
    return {"boards": boards, "feedback": feedback, "certificates": certificates, "letters": letters}
