"""The addresses of the console."""

from django.urls import path

from smartport.console import (
    announcements,
    blocking,
    challenge_edit,
    challenge_page,
    check,
    crew,
    edition_edit,
    editions,
    exporting,
    exports,
    failures,
    faq,
    hooks,
    joining,
    journal,
    letters,
    machines,
    making,
    markdown_preview,
    moderation,
    new_challenge,
    new_edition,
    now,
    people,
    phase_deeds,
    phase_edit,
    phase_extend,
    queue,
    renewing,
    retention,
    scoring,
    software,
    storage,
    teams,
)
from smartport.console.glance import page as glance

EDITION = "editions/<slug:edition>/"
CHALLENGE = f"{EDITION}challenges/<slug:slug>/"
PHASE = f"{CHALLENGE}phases/<slug:phase>/"
PUBLISHING = ("publish", "unpublish", "schedule", "unschedule")

PICTURE = "projects/<uuid:project_id>/pictures/<uuid:picture_id>/"

urlpatterns = [
    path("", now.now, name="console"),
    path("letters/again/", now.letters_again, name="console-letters-again"),
    path("editions/", editions.editions, name="console-editions"),
    path("editions/new/", new_edition.new_edition, name="console-new-edition"),
    path(EDITION, glance.edition, name="console-edition"),
    path(f"{EDITION}edit/", edition_edit.edit_edition, name="console-edition-edit"),
    *(
        path(f"{EDITION}{deed}/", edition_edit.settle_edition, {"deed": deed}, name=f"console-edition-{deed}")
        for deed in PUBLISHING
    ),
    path(f"{EDITION}challenges/new/", new_challenge.new_challenge, name="console-new-challenge"),
    path("makings/<uuid:making_id>/throw-away/", making.throw_making_away, name="console-throw-making-away"),
    path("makings/<uuid:making_id>/<slug:step>/", making.making, name="console-making"),
    path(CHALLENGE, challenge_page.challenge_page, name="console-challenge"),
    *(
        path(f"{CHALLENGE}{deed}/", challenge_page.settle_challenge, {"deed": deed}, name=f"console-challenge-{deed}")
        for deed in PUBLISHING
    ),
    *(
        path(f"{CHALLENGE}{step}/", challenge_edit.edit_challenge, {"step": step}, name=f"console-challenge-{step}")
        for step in challenge_edit.STEPS
    ),
    path(f"{CHALLENGE}scoring/", scoring.scoring, name="console-scoring"),
    path(f"{CHALLENGE}scoring/new/", renewing.renew, name="console-renew"),
    path(f"{CHALLENGE}scoring/<uuid:bundle_id>/check/", scoring.check_bundle, name="console-check-bundle"),
    path(f"{CHALLENGE}scoring/<uuid:bundle_id>/use/", scoring.use_bundle, name="console-use-bundle"),
    path(f"{CHALLENGE}export/", exporting.export, name="console-export"),
    path("checks/<uuid:check_id>/", check.check, name="console-check"),
    path("checks/<uuid:check_id>/report.json", check.check_report, name="console-check-report"),
    path(f"{CHALLENGE}phases/new/", phase_edit.new_phase, name="console-phase-new"),
    path(PHASE, phase_edit.edit_phase, name="console-phase"),
    path(f"{PHASE}extend/", phase_extend.extend, name="console-phase-extend"),
    *(
        path(f"{PHASE}{deed}/", phase_deeds.settle_phase, {"deed": deed}, name=f"console-phase-{deed}")
        for deed in phase_deeds.ACTS
    ),
    path("announcements/", announcements.announcements, name="console-announcements"),
    path("announcements/new/", announcements.new_announcement, name="console-announcement-new"),
    path("announcements/<uuid:announcement_id>/", announcements.edit_announcement, name="console-announcement"),
    *(
        path(
            f"announcements/<uuid:announcement_id>/{deed}/",
            announcements.settle_announcement,
            {"deed": deed},
            name=f"console-announcement-{deed}",
        )
        for deed in ("publish", "withdraw")
    ),
    path("faq/", faq.faq, name="console-faq"),
    path("faq/new/", faq.new_faq_entry, name="console-faq-new"),
    path("faq/<int:entry_id>/", faq.edit_faq_entry, name="console-faq-entry"),
    path("faq/<int:entry_id>/remove/", faq.remove_faq_entry, name="console-faq-remove"),
    path("preview/", markdown_preview.preview, name="console-preview"),
    path("people/", people.people, name="console-people"),
    path("people/<int:person_id>/", people.person, name="console-person"),
    path("people/<int:person_id>/block/", blocking.block_person, name="console-block"),
    path("people/<int:person_id>/unblock/", blocking.unblock_person, name="console-unblock"),
    path("teams/", teams.teams, name="console-teams"),
    path("teams/<uuid:team_id>/", teams.team, name="console-team"),
    path("teams/<uuid:team_id>/rename/", teams.rename_team, name="console-team-rename"),
    path("projects/<uuid:project_id>/", moderation.project, name="console-project"),
    path("projects/<uuid:project_id>/hide/", moderation.hide, name="console-project-hide"),
    path("projects/<uuid:project_id>/show/", moderation.show, name="console-project-show"),
    path(PICTURE, moderation.picture_file, name="console-picture"),
    path(f"{PICTURE}remove/", moderation.remove, name="console-picture-remove"),
    path(f"{PICTURE}restore/", moderation.restore, name="console-picture-restore"),
    path("letters/", letters.letters, name="console-letters"),
    path("letters/new/", letters.new_letter, name="console-letter-new"),
    path("letters/<uuid:letter_id>/", letters.letter, name="console-letter"),
    path("letters/<uuid:letter_id>/edit/", letters.edit_letter, name="console-letter-edit"),
    path("letters/<uuid:letter_id>/try/", letters.try_letter, name="console-letter-try"),
    path("letters/<uuid:letter_id>/send/", letters.send_letter, name="console-letter-send"),
    path("letters/<uuid:letter_id>/delete/", letters.delete_letter, name="console-letter-delete"),
    path("exports/", exports.exports, name="console-exports"),
    path("exports/<slug:what>/<slug:form>/", exports.export, name="console-export"),
    path("crew/", crew.crew_page, name="console-crew"),
    path("crew/invitations/<uuid:crew_invitation_id>/withdraw/", crew.withdraw, name="console-crew-withdraw"),
    path("crew/<int:person_id>/end/<slug:role>/", crew.end_role, name="console-crew-end"),
    path("crew/<int:person_id>/operator/", crew.make_operator, name="console-crew-operator"),
    path("join/<str:crew_secret>/", joining.join_crew, name="join-crew"),
    path("machines/", machines.machines, name="console-machines"),
    path("machines/<int:machine_id>/<slug:deed>/", machines.machine_deed, name="console-machine-deed"),
    path("queue/", queue.queue, name="console-queue"),
    path("queue/<int:phase_id>/<slug:code>/again/", queue.ask_for_broken, name="console-queue-again"),
    path("failures/", failures.failures, name="console-failures"),
    path("failures/<int:failed_id>/again/", failures.failure_again, name="console-failure-again"),
    path("failures/<int:failed_id>/dealt-with/", failures.failure_dealt_with, name="console-failure-dealt-with"),
    path("storage/", storage.storage, name="console-storage"),
    path("versions/", software.versions, name="console-versions"),
    path("versions/text/", software.versions_text, name="console-versions-text"),
    path("retention/", retention.retention, name="console-retention"),
    path("journal/", journal.journal, name="console-journal"),
    path("journal/checks/", journal.journal_checks, name="console-journal-checks"),
    path("journal/<int:number>/", journal.line, name="console-journal-line"),
    path("hooks/", hooks.hooks, name="console-hooks"),
    path("hooks/new/", hooks.new_hook, name="console-hook-new"),
    path("hooks/<uuid:hook_id>/", hooks.hook, name="console-hook"),
    path("hooks/<uuid:hook_id>/test/", hooks.try_hook, name="console-hook-test"),
    path("hooks/<uuid:hook_id>/secret/", hooks.renew_hook, name="console-hook-secret"),
    path("hooks/<uuid:hook_id>/remove/", hooks.delete_hook, name="console-hook-remove"),
    path("hooks/<uuid:hook_id>/deliveries/<uuid:delivery_id>/retry/", hooks.retry_delivery, name="console-hook-retry"),
]
