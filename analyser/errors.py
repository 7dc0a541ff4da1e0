"""The errors a user can meet, each with one line that says what is wrong, where, and what to do."""

from __future__ import annotations


class AvgtoetsError(Exception):
    """Base of every error that the command line reports as one line with exit status 2."""


class InputError(AvgtoetsError):
    """A statement that cannot be read: missing, empty, binary, too large, undecodable, an unknown medium."""


class DataFileError(AvgtoetsError):
    """A rule, term or template file that is not valid; the message names file and key."""


class ConfigError(AvgtoetsError):
    """A configuration or an option that is not valid; the message names file and key."""
