"""Lessons: files of data, each with words, a Spec, tasks the engine checks and claims it proves."""

from app.lessons.answers import LessonSummary, ReadLesson, read, summary_of
from app.lessons.checking import passed_as_it_begins, problems_of
from app.lessons.claims import Start
from app.lessons.conditions import Condition, Finding
from app.lessons.format import Lesson
from app.lessons.gift import to_gift
from app.lessons.loader import FILE_NAME, LessonFile, Library, Mistake, place_of, read_lesson
from app.lessons.measures import MEASURES, Measured

__all__ = [
    "FILE_NAME",
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
    "passed_as_it_begins",
    "place_of",
    "problems_of",
    "read",
    "read_lesson",
    "summary_of",
    "to_gift",
]
