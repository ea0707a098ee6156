"""Trucks: appointments, queues at the gates, lanes."""
