"""What a table gives away of its target or of its test, found before anybody else finds it."""
