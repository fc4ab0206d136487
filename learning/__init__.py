"""Courses, lessons and activities; learners, their answers and their progress."""
