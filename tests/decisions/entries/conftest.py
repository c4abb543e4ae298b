"""These tests stand on one morning."""

from collections.abc import Iterator

import pytest
import time_machine

from ..office import MORNING


@pytest.fixture
def that_morning() -> Iterator[time_machine.Traveller]:
    """The clock stands at 23 November 2026, 09.00 WIB, and can be moved."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock
