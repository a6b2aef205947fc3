"""Lessons: files of data, each with words, a Spec, tasks the engine checks and claims it proves."""

from app.lessons.answers import LessonSummary, ReadLesson, read, summary_of
from app.lessons.checking import broken, passed_as_it_begins, problems_of
from app.lessons.claims import SEEDS, Claim, Start
from app.lessons.conditions import STRICT, Condition, Finding, Subject
from app.lessons.faults import spec_fault, weights_fault
from app.lessons.format import EVER, Lesson
from app.lessons.gift import to_gift
from app.lessons.loader import LessonFile, Library, read_lesson
from app.lessons.measures import MEASURES, Measured
from app.lessons.shelf import FILE_NAME, Fault, File, Mistake, ReadMistake, Shelf, place_of
from app.lessons.words import unbroken

__all__ = [
    "EVER",
    "FILE_NAME",
    "MEASURES",
    "SEEDS",
    "STRICT",
    "Claim",
    "Condition",
    "Fault",
    "File",
    "Finding",
    "Lesson",
    "LessonFile",
    "LessonSummary",
    "Library",
    "Measured",
    "Mistake",
    "ReadLesson",
    "ReadMistake",
    "Shelf",
    "Start",
    "Subject",
    "broken",
    "passed_as_it_begins",
    "place_of",
    "problems_of",
    "read",
    "read_lesson",
    "spec_fault",
    "summary_of",
    "to_gift",
    "unbroken",
    "weights_fault",
]
