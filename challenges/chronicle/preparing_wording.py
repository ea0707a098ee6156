"""The sentences about what is prepared before anybody sees it (raw extracts, recipes and builds of data, beginnings,
drafts), and about what the operator does at the terminal."""

from collections.abc import Mapping

from challenges.errors import gettext_noop

DEEDS: Mapping[str, str] = {
    "account.password_changed_for": gettext_noop("The operator changed somebody's password at the terminal."),
    "backup.begun": gettext_noop("A backup of the whole site was begun."),
    "build.asked": gettext_noop("A build of data was asked for."),
    "build.discarded": gettext_noop("A build of data was discarded."),
    "build.signed": gettext_noop("A question of the law about a build of data was answered and signed."),
    "certificates.key_renewed": gettext_noop("Another key signs certificates from now on."),
    "crew.operator_created": gettext_noop("An account of an operator was made at the terminal."),
    "extract.begun": gettext_noop("An upload into the vault was begun."),
    "extract.day_changed": gettext_noop("A raw extract is kept until another day."),
    "extract.deleted": gettext_noop("A raw extract was deleted from the vault."),
    "extract.destroyed": gettext_noop("The files of a deleted raw extract were destroyed."),
    "extract.opened": gettext_noop("Somebody looked at what was found in a raw extract."),
    "extract.received": gettext_noop("A raw extract arrived whole in the vault."),
    "extract.used": gettext_noop("A raw extract was read for a recipe or a build of data."),
    "letter.draft_changed": gettext_noop("The draft of a letter to a group was changed."),
    "letter.draft_deleted": gettext_noop("The draft of a letter to a group was deleted."),
    "letter.drafted": gettext_noop("A letter to a group was drafted."),
    "making.begun": gettext_noop("A new challenge was begun; nothing of it is on the site."),
    "making.thrown_away": gettext_noop("The beginning of a challenge was thrown away."),
    "recipe.begun": gettext_noop("A recipe for data was begun."),
    "recipe.changed": gettext_noop("A recipe for data was changed."),
    "release.published": gettext_noop("A data release was published."),
}
KIND_NAMES: Mapping[str, str] = {
    "build": gettext_noop("Build of data"),
    "extract": gettext_noop("Raw extract"),
    "letter": gettext_noop("Letter"),
    "making": gettext_noop("Beginning of a challenge"),
    "recipe": gettext_noop("Recipe for data"),
}
