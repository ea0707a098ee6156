"""What the API answers, a method for each thing one may ask."""
