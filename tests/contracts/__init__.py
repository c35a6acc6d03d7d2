"""What everything that can be chosen must promise alike, whichever is chosen."""
