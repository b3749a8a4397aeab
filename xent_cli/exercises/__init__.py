"""Exercises: numbers drawn for each student, and questions written for Moodle."""
