"""`avgtoets fetch`: the privacy statement of a website, kept with the time and its hash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from analyser.cli.options import private_option, quiet_option
from analyser.cli.output import STDOUT, OutputError, complain, write_bytes, write_file, write_stdout_bytes

if TYPE_CHECKING:
    from analyser.web.fetch import Page
    from analyser.web.find import Found


@click.command()
@click.argument("site", metavar="SITE")
@click.option("-o", "--output", metavar="FILE",
              help="Where the statement is kept, FILE.json beside it; by default named after the host and the day. "
              "- prints it.")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a file that holds something else.")
@private_option
@quiet_option()
def fetch(site: str, output: str | None, overwrite: bool, allow_private: bool, quiet: bool) -> int:
    """Find the privacy statement of a website, from its home page or own address, and keep it.

    The file has the bytes as they came; beside it FILE.json tells the address, the redirects, the moment and the
    SHA-256. The robots.txt of a site is respected, and one page a second is asked of a host.

    Exit status: 0 kept, 2 there is no statement to be found or it cannot be kept.
    """
    from analyser.web.fetch import shared_fetcher
    from analyser.web.find import find_statement

    found = find_statement(shared_fetcher(allow_private), site)
    page = found.page
    if not quiet:
        for address in page.redirects:
            complain(f"{address}: redirected")
        complain(f"{page.url}: found by {found.way!r}, {len(page.data):,} bytes of {page.media_type}")
    if output == STDOUT:
        write_stdout_bytes(page.data)
        return 0
    path = Path(output or _name(page))
    _refuse(path, page, overwrite)
    write_bytes(path, page.data)
    write_file(path.with_name(path.name + ".json"), _record(found))
    if not quiet:
        complain(f"{path}: written")
    return 0


def _name(page: Page) -> str:
    return f"{urlsplit(page.url).hostname}-{page.retrieved[:10]}{page.suffix or '.html'}"


def _refuse(path: Path, page: Page, overwrite: bool) -> None:
    """Raises OutputError when a file of another content would be lost."""
    try:
        differs = path.is_file() and path.read_bytes() != page.data
    except OSError as error:
        raise OutputError(f"{path}: cannot be read ({error.strerror or error})") from error
    if differs and not overwrite:
        raise OutputError(f"{path}: holds something else; name another file, or --overwrite")


def _record(found: Found) -> str:
    page = found.page
    record = {
        "requested": page.requested, "url": page.url, "redirects": list(page.redirects), "found_by": found.way,
        "retrieved": page.retrieved, "media_type": page.media_type, "charset": page.charset,
        "bytes": len(page.data), "sha256": page.sha256,
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
