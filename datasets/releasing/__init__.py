"""The files of a release: written from published data only, then read back from the disk and verified."""
