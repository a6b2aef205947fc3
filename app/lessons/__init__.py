"""Lessons: files of data, each with words, a Spec, tasks the engine checks and claims it proves."""

from app.lessons.answers import LessonSummary, ReadLesson, read, summary_of
from app.lessons.conditions import MEASURES, Condition, Finding, Measured
from app.lessons.format import Lesson, Start
from app.lessons.loader import LessonFile, Library, Mistake, read_lesson

__all__ = [
    "MEASURES",
    "Condition",
    "Finding",
    "Lesson",
    "LessonFile",
    "LessonSummary",
    "Library",
    "Measured",
    "Mistake",
    "ReadLesson",
    "Start",
    "read",
    "read_lesson",
    "summary_of",
]
