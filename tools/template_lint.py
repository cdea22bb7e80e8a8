"""Compile every page template: a misspelt tag or macro is found before a page is asked for."""

import os
import sys
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeVisitor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatelodge.settings")

import django

django.setup()

from django.template import engines  # noqa: E402 - needs Django's settings

TEMPLATES = Path(__file__).parents[1] / "src" / "gatelodge" / "web" / "templates"


class Named(NodeVisitor):
    """Collects the templates that a template extends, includes or imports, and filters it uses."""

    def __init__(self) -> None:
        self.templates: set[str] = set()
        self.filters: set[str] = set()

    def generic_visit(self, node: nodes.Node) -> None:
        """Note the names of a node, then look below it."""
        if isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport) and (
            isinstance(node.template, nodes.Const)
        ):
            self.templates.add(node.template.value)
        if isinstance(node, nodes.Filter):
            self.filters.add(node.name)
        super().generic_visit(node)


def main() -> None:
    """Name every fault; exit with 1 when there is one."""
    environment = engines["jinja2"].env
    faults = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
            environment.get_template(name)
        except TemplateSyntaxError as fault:
            faults.append(f"{name}:{fault.lineno}: {fault.message}")
            continue
        named = Named()
        named.visit(tree)
        known = set(environment.list_templates())
        faults += [f"{name}: no template {each}" for each in sorted(named.templates - known)]
        faults += [
            f"{name}: no filter {each}" for each in sorted(named.filters - set(environment.filters))
        ]
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    main()
