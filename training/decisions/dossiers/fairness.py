"""What a board should weigh in fairness to the officer: keys with values, no words and no verdict. Pure."""

from __future__ import annotations

ABOUT_THE_PERSON = (
    "not_in_service",
    "post_unknown",
    "new_in_post",
    "excused_that_day",
    "never_assigned",
    "assigned_not_due",
    "extended",
    "waived",
    "extra_time",
    "outage",
    "certified",
    "clean_record",
    "commended",
    "correction_pending",
    "objection_pending",
    "reply_missing",
)
ABOUT_A_CLAUSE = (
    "version_not_on_record",
    "version_young",
    "not_announced",
    "text_changed",
    "not_taught",
    "not_tested",
    "only_doubtful_items",
    "regrade_pending",
    "right_last_time",
    "same_day_unclear",
    "attested_afterwards",
    "right_afterwards",
    "peers_fail_too",
)
KEYS = ABOUT_THE_PERSON + ABOUT_A_CLAUSE
