"""What is said to whoever starts a server, or moves what one keeps, and to no client."""

from __future__ import annotations

STARTING = {
    "no_such_host": "There is no host {host}. 127.0.0.1 is for this machine alone, 0.0.0.0 for all "
    "who reach it.",
    "port_in_use": "Port {port} is in use. --port {next} takes another, --port 0 any that is free.",
    "port_forbidden": "Port {port} is for administrators only. --port 8000 is not.",
    "address_foreign": "{host} is no address of this machine. 0.0.0.0 stands for all that it has.",
    "no_listening": "Nobody can listen on {host}, port {port}: {why}.",
    "folder_in_use": "Another server uses the data folder {folder}. Give this one a folder of its "
    "own.",
    "folder_unwritable": "The data folder {folder} cannot be written.",
    "database_unopened": "The database {path} cannot be opened ({error}).",
    "database_foreign": "The database {path} belongs to another program.",
    "database_newer": "The database {path} was written by a newer version of the playground "
    "(schema {version}; this one knows {known}).",
    "database_corrupt": "The database {path} is damaged. Restore it from a copy, or move it away "
    "to start anew.",
    "no_database": "There is no database in {folder}.",
    "no_copy": "The copy could not be made: {error}.",
    "no_class": "There is no class {name}. A code is written as on the wall.",
    "no_return": "{file} cannot be brought back: {fault}",
    "no_return_by_system": "{file} cannot be brought back: {error}",
    "class_there": "Class {name} is there already; nothing was brought back.",
    "file_there": "{path} is there already.",
    "file_missing": "There is no file {path}.",
    "file_unreadable": "{path} cannot be read: {why}.",
    "file_unwritable": "{path} cannot be written: {why}.",
    "cluster_misfit": "scheduler and workers cannot do a slice; they need this package at this "
    "version ({error}).",
    "cluster_extra": "this needs the extra: pip install nn-playground[dask].",
    "no_cluster": "no scheduler answers at {address}.",
    "no_setting": "{name} is not a setting and has no effect.{hint}",
    "near_setting": " Did you mean {near}?",
    "no_near_setting": "",
    "setting_name": "{name} is not a name, such as play.example.org",
    "setting_path": "{path} is not a path, such as /ml/play",
    "setting_folder": "there is no folder {name}",
    "setting_origin": "{origin} is not an origin, such as https://school.example or "
    "http://localhost:8080: a scheme and a host, and perhaps a port, no path",
}
