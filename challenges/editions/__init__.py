"""What is asked, by whom, until when."""
