"""Which clauses of a version nobody has written a scenario for."""

from ...codes.models import CodeVersion
from ...modules.rules import compile_modules
from .needs import by_clause
from .stock import counting, live_stories


def untested_in(version: CodeVersion) -> list[str]:
    """Addresses of the version's trainable clauses that no live scenario of their module tests, in order."""
    modules = compile_modules(version)
    homes = {objective.address: module.key for module in modules for objective in module.objectives}
    found = by_clause(counting(live_stories(version.code_id)), homes)
    return [address for address, counted in found.items() if not counted]
