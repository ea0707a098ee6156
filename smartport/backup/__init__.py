"""Backup and restore: the whole site as one file, and the site again from that file."""
