"""Lessons: files of data, each with words, a Spec, tasks the engine checks and claims it proves."""

from app.lessons.answers import LessonSummary, ReadLesson, read, summary_of
from app.lessons.claims import Start
from app.lessons.conditions import Condition, Finding
from app.lessons.format import Lesson
from app.lessons.loader import LessonFile, Library, Mistake, read_lesson
from app.lessons.measures import MEASURES, Measured

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
