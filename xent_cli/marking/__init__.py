"""Claims marked: sheets of them, a class by a key, and a page of feedback for each student."""
