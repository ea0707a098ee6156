"""Reads files as offices have them: CSV of any separator and encoding, Excel, parquet; refuses with row and column."""
