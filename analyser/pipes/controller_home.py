"""Whether a name is at home in a text: an address there has it, "info@dehalm.nl" that of "Bakkerij De Halm"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.contact_values import emails, plain_email
from analyser.pipes.contact_words import contact_patterns
from analyser.pipes.controller_frames import controller_patterns

_SHORT = 4  # letters of a name or a domain that may be in any other


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)


def homes_of(text: str) -> list[str]:
    """The letters of the domains at which the organisation is likely to have its mail or its pages."""
    known = contact_patterns().known
    domains = [plain_email(mail.value).partition("@")[2] for mail in emails(text)]
    own = [
        domain.rpartition(".")[0]
        for domain in domains
        if not any(domain == other or domain.endswith(f".{other}") for other in known.foreign_domains)
    ]
    own += [match[1].casefold() for match in controller_patterns().own_site.finditer(text)]
    return [core for core in dict.fromkeys(map(_letters, own)) if core and core not in known.mail_services]


def is_at_home(name: str, homes: Sequence[str]) -> bool:
    """Whether a name, as phrases see it, is that of a domain, with or without its legal form."""
    whole = _letters(name.replace("&", "en"))
    letters = _letters(controller_patterns().form.sub(" ", name).replace("&", "en")) or whole
    return any(
        letters == home or (len(letters) > _SHORT and letters in home) or (len(home) > _SHORT and home in whole)
        for home in homes
    )


__all__ = ["homes_of", "is_at_home"]
