"""The rules of retention the product proposes, read from the dated file beside this one."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from .rules import RetentionRule, outcome_of, rule_on

FILE = Path(__file__).with_name("retention.json")


def rule_for(of: str, why: str, closed_on: date) -> RetentionRule:
    """How long what is closed on a day for this reason is kept: `of` a track, or `nomination`. An office may
    set another day when it closes it."""
    return rule_on(shipped(), of, outcome_of(why), closed_on)


def last_days(of: str, whys: Iterable[str], closed_on: date) -> dict[str, date]:
    """Until when what is closed on a day is kept, by each of these reasons."""
    return {why: rule_for(of, why, closed_on).last_day(closed_on) for why in whys}


@lru_cache
def shipped() -> tuple[RetentionRule, ...]:
    """Every rule of the file."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    checked = date.fromisoformat(said["checked_on"])
    return tuple(
        RetentionRule(
            *(of, outcome, each["years"], date.fromisoformat(each["since"])),
            *(said["source"], said["sure"], checked, said["checked_how"]),
        )
        for of, outcomes in said.items()
        if isinstance(outcomes, dict)
        for outcome, rules in outcomes.items()
        for each in rules
    )
