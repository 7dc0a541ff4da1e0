"""The comments by which the writer of a statement speaks to avgtoets, and not to its readers.

    <!-- avgtoets: ignore[clarity/hedge, info/dpo-contact] why these do not count here -->

stands in Markdown and HTML; in plain text it is a line of its own, with or without the signs of a comment. It is
never text of the statement.
"""

from __future__ import annotations

import re

COMMENT = re.compile(r"<!--\s*avgtoets:\s*(?P<body>.*?)\s*-->", re.DOTALL | re.IGNORECASE)
LINE = re.compile(
    r"^[^\S\r\n]*(?:<!--[^\S\r\n]*)?avgtoets:[^\S\r\n]*(?P<body>[^\r\n]*?)[^\S\r\n]*(?:-->[^\S\r\n]*)?$",
    re.MULTILINE | re.IGNORECASE,
)
