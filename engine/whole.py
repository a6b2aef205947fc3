"""A whole number, or one word that stands in its place."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from engine.sentences import invalid, say


class WholeOr:
    """Marks the type of a field that takes whole numbers from `least` on, or one word.

    A union of pydantic's own would name each of its members as a place in what was sent.
    """

    def __init__(self, word: str, least: int) -> None:
        self.word, self.least = word, least

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any, whole: core_schema.ValidatorFunctionWrapHandler) -> Any:
            if isinstance(value, str):
                if value != self.word:
                    raise invalid(say("whole_or_word", word=self.word))
                return value
            return whole(value)

        return core_schema.no_info_wrap_validator_function(
            read,
            core_schema.int_schema(ge=self.least, strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        whole = {"type": "integer", "minimum": self.least}
        return {"anyOf": [whole, {"type": "string", "enum": [self.word]}]}
