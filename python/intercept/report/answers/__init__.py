"""Answers to questions as people read them: one file for each question, and what they share."""
