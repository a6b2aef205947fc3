"""What a shell completes: a script for it to read, made of what the commands take."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping

SHELLS = ("bash", "zsh", "fish")
BASH = """\
_nn_playground() {
    local words
    case $COMP_CWORD,${COMP_WORDS[1]} in
        1,*) words="%s" ;;
%s
    esac
    # Of a value that is none of ours the shell knows more: it is most often a file.
    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _nn_playground nn-playground
"""
ZSH = """\
(( $+functions[compdef] )) || { autoload -U compinit && compinit }
autoload -U +X bashcompinit && bashcompinit
"""


Commands = Mapping[str, argparse.ArgumentParser]
Places = Mapping[str, Iterable[str]]


def script(shell: str, commands: Commands, places: Places) -> str:
    """The script for a shell of SHELLS. `places` has what may stand behind a command besides."""
    if shell == "fish":
        return _fish(commands, places)
    words = {
        name: " ".join([*_options(each), *_choices(each), *places.get(name, ())])
        for name, each in commands.items()
    }
    cases = "\n".join(f'        *,{name}) words="{known}" ;;' for name, known in words.items())
    return (ZSH if shell == "zsh" else "") + BASH % (" ".join(words), cases)


def _fish(commands: Commands, places: Places) -> str:
    lines = []
    for name, command in commands.items():
        after = f"complete -c nn-playground -n '__fish_seen_subcommand_from {name}'"
        lines.append(f"complete -c nn-playground -n __fish_use_subcommand -a {name}")
        lines += [
            f"{after} -l {option.removeprefix('--')} -d {_quoted(words)}"
            for option, words in _options(command).items()
        ]
        lines += [f"{after} -a {choice}" for choice in (*_choices(command), *places.get(name, ()))]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _options(command: argparse.ArgumentParser) -> dict[str, str]:
    """The long options with their help."""
    named = ((option, each) for each in command._actions for option in each.option_strings)
    return {
        option: (each.help or "") % {"default": each.default}
        for option, each in named
        if option.startswith("--")
    }


def _choices(command: argparse.ArgumentParser) -> list[str]:
    """What may stand in the place of an argument, where that is one of a few."""
    places = (each for each in command._actions if not each.option_strings)
    return [str(choice) for each in places for choice in each.choices or ()]
