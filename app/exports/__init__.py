"""Exports take a run away: as a script for another framework, as data, or as an ONNX graph."""

from app.exports.formats import FORMATS, Format, find

__all__ = ["FORMATS", "Format", "find"]
