"""The whole cast, and the audiences that the table speaks of."""

from accounts.choices import Role

PUBLIC = "public"
MEMBER, CHAIR, CLERK, LEAD = "member", "chair", "clerk", "lead officer"
OTHER_AREA, OTHER_BODY, ENDED = "other area's member", "other body's member", "clerk until yesterday"
AUDITOR, ADMINISTRATOR = "auditor", "administrator"
SENDER = "decisions"  # who was asked for a report and sent it in

ROLES = {
    MEMBER: Role.PANEL_MEMBER,
    CHAIR: Role.CHAIR,
    CLERK: Role.CLERK,
    LEAD: Role.LEAD_OFFICER,
    "decisions": Role.OFFICE_DECISIONS,
    "complaints": Role.OFFICE_COMPLAINTS,
    "performance": Role.OFFICE_PERFORMANCE,
    "commissioning": Role.OFFICE_COMMISSIONING,
    AUDITOR: Role.AUDITOR,
    ADMINISTRATOR: Role.ADMINISTRATOR,
    OTHER_AREA: Role.PANEL_MEMBER,
    OTHER_BODY: Role.PANEL_MEMBER,
    ENDED: Role.CLERK,
}

Audience = frozenset[str]
EVERYONE: Audience = frozenset({PUBLIC, *ROLES})
NOBODY: Audience = frozenset()
PREPARERS: Audience = frozenset({CLERK, LEAD})
ENTITLED = PREPARERS | {MEMBER, CHAIR}
OFFICE: Audience = frozenset({"decisions", "complaints", "performance", "commissioning"})
ADMINISTRATORS: Audience = frozenset({ADMINISTRATOR})
OVERSEERS = ADMINISTRATORS | {AUDITOR}
APPOINTED_HERE = ENTITLED | OFFICE | OVERSEERS | {OTHER_BODY}
