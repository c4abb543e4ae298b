"""The house keeps its shape: one arrow of imports, pure rules, and the folders the design names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP = {
    ".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "app.py", "deploy", "docs", "pyproject.toml",
    "quizzes", "requirements.txt", "static", "templates", "tests", "training",
}  # fmt: skip


def test_imports_follow_the_contracts():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_top_level_is_the_owners():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in listed.splitlines()} <= TOP


@pytest.mark.parametrize(
    "rules", sorted((ROOT / "training").rglob("rules.py")), ids=lambda path: path.parent.name
)
def test_rules_never_ask_the_clock(rules):
    """`now` is an argument; a rule that looks at the clock cannot be asked about another day."""
    called = {node.attr for node in ast.walk(ast.parse(rules.read_text())) if isinstance(node, ast.Attribute)}
    assert not called & {"now", "today", "utcnow"}


SERVICES = sorted((ROOT / "training").rglob("service.py"))


@pytest.mark.parametrize(
    "service", SERVICES, ids=lambda path: str(path.relative_to(ROOT / "training").parent)
)
def test_services_have_their_words(service):
    """Every public function and class of a service says what it does."""
    for node in ast.parse(service.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
