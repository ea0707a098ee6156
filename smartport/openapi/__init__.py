"""The API's document: made from the doors, completed with what all of them share, and shown as a page."""
