"""`avgtoets rules`: the table of rules, their test, and a new one to begin from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.options import format_option, language_option, output_option
from analyser.cli.output import complain, write, write_file
from analyser.cli.table import FORMATS, table

if TYPE_CHECKING:
    from analyser.ruleset import RuleSet
    from analyser.types import Language

FAILED, BAD = 1, 2
_LONGEST = 100  # characters shown of an example


@click.group(invoke_without_command=True)
@click.option("--family", metavar="NAME", help="Only the rules of this family, as in: info.")
@click.option("--severity", type=click.Choice(("error", "warning", "advice")), help="Only rules of this severity.")
@format_option(FORMATS, "text")
@language_option()
@output_option
@config_options
@click.pass_context
def rules(
    context: click.Context, /, family: str | None, severity: str | None, format_: str, language: Language, output: str,
    **options: Any,
) -> None:  # fmt: skip
    """List the rules: id, severity, article, jurisdiction, title. Further commands test rules and begin new ones."""
    if context.invoked_subcommand is not None:
        return
    config = configured(options)
    known = config.rules()
    if config.law:
        known = known.within(config.law)
    if family is not None and family not in known.families:
        raise click.UsageError(f"no family {family!r}; choose from {', '.join(known.families)}.")
    rows = [
        (
            rule.id,
            rule.severity if rule.status == "stable" else f"{rule.severity} ({rule.status})",
            f"{rule.article.ref} {rule.article.law}" if rule.article else "",
            " ".join(rule.jurisdictions),
            getattr(rule.title, language),
        )
        for rule in known.values()
        if family in (None, rule.family) and severity in (None, rule.severity)
    ]
    write(table(format_, ("rule", "severity", "article", "law of", "title"), rows), output)


@rules.command("test")
@click.argument("packs", nargs=-1, metavar="[DIR...]", type=click.Path(path_type=Path))
@click.option("--coverage", "texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
              help="A folder of statements: list the rules and terms that nothing in it sets off.")  # fmt: skip
@output_option
def test(packs: tuple[Path, ...], texts: tuple[Path, ...], output: str) -> int:
    """Run the examples of every rule in DIR (a pack of your own), by default of the installation.

    Exits with 1 when an example does not get the status it stands under.
    """
    from analyser.ruleset import RuleSet, load_pack, load_rules
    from analyser.ruletest import failures

    tried = RuleSet(rule for pack in packs for rule in load_pack(pack)) if packs else load_rules()
    failed = failures(tried.values())
    count = sum(len(examples) for rule in tried.values() for examples in rule.examples.values())
    lines = [
        f"{failure.rule}: expected {failure.expected}, got {failure.given or 'nothing'}: {_short(failure.example)}"
        for failure in failed
    ]
    lines.append(f"{len(tried)} rules, {count} examples, {len(failed)} failed")
    write("\n".join((*lines, *(_coverage(tried, texts) if texts else ()))) + "\n", output)
    return FAILED if failed else 0


def _short(example: str) -> str:
    line = " ".join(example.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _coverage(tried: RuleSet, folders: tuple[Path, ...]) -> list[str]:
    from analyser.analysis import analyse
    from analyser.errors import InputError
    from analyser.readers import READERS, load
    from analyser.ruletest import AS_OF, coverage

    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in READERS)
    if not paths:
        raise InputError(f"{folders[0]}: holds no statements to cover the rules with")
    found = coverage(tried, (analyse(load(str(path)), tried, as_of=AS_OF) for path in paths))
    return [
        f"{found.statements} statements",
        f"{len(found.idle)} rules that never asked for anything: {', '.join(found.idle) or 'none'}",
        f"{len(found.unseen)} terms that were never found: {', '.join(found.unseen) or 'none'}",
    ]


@rules.command("new")
@click.argument("rule", metavar="FAMILY/SLUG")
@click.option("--dir", "folder", default="rules", show_default=True, metavar="DIR", type=click.Path(path_type=Path),
              help="The pack to put it in.")  # fmt: skip
def new(rule: str, folder: Path) -> int:
    """Write a new rule, FAMILY/SLUG.yaml in DIR: filled in, valid, and passing its own test."""
    import re

    from analyser.data import data_dir

    if not re.fullmatch(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*", rule):
        raise click.UsageError(f"{rule!r} is no rule id: write FAMILY/SLUG in lower case, as in house/opening-hours.")
    path = folder / f"{rule}.yaml"
    if path.exists():
        complain(f"{path}: exists already; choose another name")
        return BAD
    template = (data_dir("rules") / "new-rule.yaml").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, template.replace("FAMILY/SLUG", rule))
    complain(f"{path}: written; try it with: avgtoets rules test {folder}")
    return 0


@rules.command("reference")
@language_option()
@output_option
@config_options
def reference(language: Language, output: str, **options: Any) -> None:
    """Print every rule in full as Markdown: place in the law, why, model sentence, examples, limits."""
    from analyser.render.rule import render_reference

    write(render_reference(configured(options).rules(), language), output)
