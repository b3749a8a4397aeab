"""What is drawn: curves, and what reports have to show, as frozen pictures."""
