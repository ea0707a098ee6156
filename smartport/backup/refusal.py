"""Why a backup is not made, or not restored: one class a reason, each with the sentence that says what to do."""


class BackupRefused(Exception):
    """The parent of every reason; nothing was changed."""


class Damaged(BackupRefused):
    """Not the bytes that were written: cut off, or changed on the way."""


class Unfit(BackupRefused):
    """Not a backup, or one that somebody tampered with: something is in it that no backup has."""


class FromNewerVersion(BackupRefused):
    """Its format or its database is of a newer smartport than this one."""


class MigrationsPending(BackupRefused):
    """The database is not the one that this version works with."""


class FilesMissing(BackupRefused):
    """Rows speak of files that are not in the storage, or are there with other bytes."""


class AlreadyThere(BackupRefused):
    """Something stands where the backup or the site would go."""


class NotEmpty(BackupRefused):
    """The site to restore to has rows."""


class SiteRunning(BackupRefused):
    """Somebody else uses the database."""


class OtherKey(BackupRefused):
    """The environment names another secret key than the backup's."""


class RowsRefused(BackupRefused):
    """The database does not take a row, or gives back another than was written."""
