"""Who makes up a panel or a team, when it can decide, and how votes are counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...acts import Fault, Past, last_of
from ...tracks import ETHICS
from .acts import Appointed, Deliberated, Member
from .stages import CHAIR, EXAMINERS, MEMBER, OFFICIAL, SECRETARY, SUPERIOR, TEAM

LEAST_MEMBERS = 3
# A panel of more than so many people must be odd (PP 42/2004).
FREE_SIZE = 5


def seating_faults(track: str, members: Sequence[Member]) -> list[Fault]:
    """Why these people make up no panel or team of the track: `seat_elsewhere`, `two_seats`, `no_official`,
    `officials`, and of a panel `no_chair`, `no_secretary`, `few_members`, `even`, of a team
    `team_incomplete`, `no_superior`."""
    found = []
    allowed = {*EXAMINERS[track], OFFICIAL}
    seen: set[str] = set()
    for place, member in enumerate(members):
        if member.role not in allowed:
            found.append(Fault(f"members-{place}-role", "seat_elsewhere", {"role": member.role}))
        if member.person in seen:
            found.append(Fault(f"members-{place}-person", "two_seats"))
        seen.add(member.person)
    roles: Counter[str] = Counter(member.role for member in members)
    if roles[OFFICIAL] != 1:
        found.append(Fault("members", "officials" if roles[OFFICIAL] else "no_official"))
    return found + (_panel(roles) if track == ETHICS else _team(roles))


def _panel(roles: Counter[str]) -> list[Fault]:
    found = [Fault("members", f"no_{role}") for role in (CHAIR, SECRETARY) if roles[role] != 1]
    if roles[MEMBER] < LEAST_MEMBERS:
        found.append(Fault("members", "few_members", {"least": LEAST_MEMBERS}))
    size = sum(roles[role] for role in EXAMINERS[ETHICS])
    if size > FREE_SIZE and size % 2 == 0:
        found.append(Fault("members", "even", {"size": size}))
    return found


def _team(roles: Counter[str]) -> list[Fault]:
    if not roles[SUPERIOR]:
        return [Fault("members", "no_superior")]
    whole = all(roles[role] for role in TEAM)
    alone = sum(roles[role] for role in TEAM) == 1
    return [] if whole or alone else [Fault("members", "team_incomplete")]


def sitting(history: Sequence[Past]) -> dict[str, str]:
    """Who was appointed last: role by the reference of the person."""
    found = last_of(history, Appointed)
    return {member.person: member.role for member in found[1].members} if found else {}


def is_team(history: Sequence[Past]) -> bool:
    """Whether a whole team examines, not the superior alone."""
    return set(sitting(history).values()) >= set(TEAM)


def counsel_faults(history: Sequence[Past], act: Deliberated) -> list[Fault]:
    """Why a counsel does not count: `stranger` (not of the panel), `twice`, `no_quorum` (the chair and more
    than half must be there), `votes` (as many as are there), `agreed_votes`, `tied`, `majority`."""
    panel = {ref: role for ref, role in sitting(history).items() if role in EXAMINERS[ETHICS]}
    found = [Fault(f"present-{n}", "stranger") for n, ref in enumerate(act.present) if ref not in panel]
    if len(set(act.present)) < len(act.present):
        found.append(Fault("present", "twice"))
    there = set(act.present) & set(panel)
    if not any(panel[ref] == CHAIR for ref in there) or 2 * len(there) <= len(panel):
        found.append(Fault("present", "no_quorum", {"least": len(panel) // 2 + 1, "of": len(panel)}))
    return found + _votes(act)


def _votes(act: Deliberated) -> list[Fault]:
    proven, unproven, there = act.votes_proven, act.votes_unproven, len(set(act.present))
    if act.agreed:
        return [Fault("votes_proven", "agreed_votes")] if proven or unproven else []
    if proven + unproven != there:
        return [Fault("votes_proven", "votes", {"present": there, "votes": proven + unproven})]
    if proven == unproven:
        return [Fault("votes_proven", "tied")]
    won = "proven" if proven > unproven else "unproven"
    return [] if won == act.conclusion else [Fault("conclusion", "majority", {"won": won})]


def who_examined(history: Sequence[Past]) -> set[str]:
    """Whoever ever sat in the case, or counselled, proposed or decided: they never judge an objection."""
    found = {
        member.person for past in history if isinstance(past.act, Appointed) for member in past.act.members
    }
    return found | {
        past.by for past in history if past.kind in ("heard", "deliberated", "proposed", "decided")
    }
