"""What happens during an edition, day by day."""
