"""Published releases: their files, the ledger of what came of the same rows, and who accepted the licence."""
