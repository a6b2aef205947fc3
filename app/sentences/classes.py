"""What classes say."""

from __future__ import annotations

CLASSES = {
    "name_signs": "A name is text: letters, digits, signs and blanks, none of them hidden.",
    "name_empty": "A name has a letter or a digit.",
    "names_repeated": "This name is there twice.",
    "lessons_repeated": "A lesson is there twice. Name each once.",
    "no_such_language": "There are no pages in this language, but in these: {known}.",
    "options_repeated": "Two answers look the same. Have them differ.",
    "no_such_class": "There is no class of this code.",
    "class_removed": "This class was removed.",
    "class_put_away": "This class was put away. Try again.",
    "class_of_another_version": "This class was kept by another version, which alone can read it.",
    "class_token_needed": "This needs a token of the class: Authorization: Bearer <token>.",
    "class_token_wrong": "There is no class of this code that this token opens.",
    "class_token_late": "The first message should be an object with a token, within {seconds:g} s.",
    "class_needs_key": "Only with the key of a server can a teacher come in again, and this one "
    "has none (PLAYGROUND_CREATE_KEY).",
    "class_closed": "This class is closed: nobody can join it at present.",
    "class_full": "The limit of {maximum} members of a class is reached "
    "(PLAYGROUND_MAX_CLASS_MEMBERS).",
    "limit_classes": "The limit of {maximum} classes is reached (PLAYGROUND_MAX_CLASSES).",
    "not_in_list": "Choose a name of the list that this class has.",
    "no_such_member": "There is no member of this id. They may have been removed.",
    "member_removed": "You were removed from this class.",
    "no_tries_left": "All {tries} tries of this task are used.",
    "no_present_run": "Say first which run is yours: PUT members/me/run.",
    "member_without_run": "This member has no run to show.",
    "prediction_of": "Name a lesson or the number of a question, not both.",
    "question_of": "Name a lesson, or give asks and options, not both.",
    "send_of": "Send a lesson or a spec, not both.",
    "no_such_option": "Options are 0 to {last}.",
    "no_question": "No question of this number is open.",
    "question_revealed": "The answers to this question have been shown.",
}
"""What is wrong with a class, and what classes say."""
