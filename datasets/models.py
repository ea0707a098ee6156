"""Table of contents: every row of the data, in the order of their way from a raw file to a release."""

from datasets.builds.models import Build, BuildState, Decision, Draft, Question, Revision
from datasets.releases.models import LedgerLine, LicenceAcceptance, Release, ReleaseFile
from datasets.vault.models import Access, Extract, ExtractState

__all__ = [
    "Access",
    "Build",
    "BuildState",
    "Decision",
    "Draft",
    "Extract",
    "ExtractState",
    "LedgerLine",
    "LicenceAcceptance",
    "Question",
    "Release",
    "ReleaseFile",
    "Revision",
]
