"""YAML as sweep files need it: plain values alone, every key once, 1e-3 a number."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import yaml


class YAMLFault(Exception):  # noqa: N818  # it is what is wrong with a text
    """What is wrong with a text, and in which line, from 1."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(line, words)
        self.line, self.words = line, words


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # it comes without types
    """The safe loader, without what sweep files have no use for."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A value. A few names for lists of names for lists are more than any memory holds."""
        if self.check_event(yaml.AliasEvent):
            raise YAMLFault(self.peek_event().start_mark.line + 1, "names of values are not read")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping. Of a key that is there twice YAML would take the last, and say nothing."""
        known = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:str" or key.value in known:
                words = "this key is there twice" if key.value in known else "a key is a word"
                raise YAMLFault(key.start_mark.line + 1, words)
            known.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+"), list("-+0123456789")
)


def read_yaml(text: str) -> Any:
    """What a YAML text holds: mappings, lists, words, numbers, yes and no. Raises YAMLFault."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506  # it is the safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YAMLFault(mark.line + 1 if mark else 1, error.problem or "it is not YAML") from error
    except yaml.YAMLError as error:
        raise YAMLFault(1, "it holds characters that are none") from error
