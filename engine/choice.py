"""A choice is a named thing a person can pick: an activation, a loss, a data set.

Each is one frozen class: its `kind` is its name, its fields are its hyper-parameters with their
bounds, its docstring is its help, its methods are the maths. The registry of a family is the union
of its classes, written once under them; menus, OpenAPI, tests and error messages read that union.
"""

from __future__ import annotations

import inspect
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from engine.sentences import Sentence, invalid, nearest, say

STRICT = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)


class Choice(BaseModel):
    """A named thing with hyper-parameters."""

    model_config = STRICT

    kind: str = ""
    title: ClassVar[str]
    aliases: ClassVar[tuple[str, ...]] = ()
    formula: ClassVar[str] = ""
    source: ClassVar[str] = ""

    @classmethod
    def name(cls) -> str:
        """The `kind` of this class, e.g. "tanh"."""
        return str(cls.model_fields["kind"].default)

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """What the catalogue says of this choice, as JSON values."""
        schema = cls.model_json_schema()
        properties = {name: field for name, field in schema["properties"].items() if name != "kind"}
        return {
            "kind": cls.name(),
            "title": cls.title,
            "aliases": list(cls.aliases),
            "help": inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("\n", " "),
            "formula": cls.formula,
            "source": cls.source,
            "schema": {"properties": properties},
            "defaults": cls().model_dump(mode="json"),
        } | cls().drawn()

    def fault(self) -> Sentence | None:
        """What is wrong with it that is not found at a glance: looked for once for a whole Spec."""
        return None

    def drawn(self) -> dict[str, Any]:
        """What the catalogue's entry says as the hyper-parameters are: pictures, for most."""
        return {}


def members(registry: Any) -> tuple[type[Choice], ...]:
    """The classes of a registry such as `AnyActivation`, in the order they are written there."""
    return tuple(get_args(get_args(registry)[0]))


class OneOf:
    """Marks a union of choices as a registry: "tanh" is short for {"kind": "tanh"}."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        names = {
            name: choice.name()
            for choice in get_args(source)
            for name in (choice.name(), *choice.aliases)
        }

        def long_form(value: Any) -> Any:
            if isinstance(value, Choice):
                return value
            if isinstance(value, str):
                value = {"kind": value}
            kind = value.get("kind") if isinstance(value, dict) else None
            if not isinstance(kind, str):
                raise invalid(say("choice_missing"))
            if kind not in names:
                near = nearest(kind.lower(), names)
                hint = say("near_name", near=near) if near else say("no_near_name")
                known = ", ".join(_kinds(source))
                raise invalid(say("choice_unknown", hint=hint, known=known))
            return {**value, "kind": names[kind]}

        tagged = handler(Annotated[source, Field(discriminator="kind")])
        return core_schema.no_info_before_validator_function(long_form, tagged)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        long = handler(schema)
        kinds = list(long["discriminator"]["mapping"])
        return {"anyOf": [{"type": "string", "enum": kinds}, long]}


def _kinds(union: Any) -> list[str]:
    return [choice.name() for choice in get_args(union)]
