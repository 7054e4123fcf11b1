"""What it takes to open every address. An address that is not here fails the build.

Door(rule, *arguments): arguments name objects of tests/access/world.py, or stand for themselves after "=".
The rules are written out plainly here, without the product's own queries, so that the two can disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samsyn.apps.organisations.policy import MAY_AS, ROLE_BY_KEY, PartIn, Permission

P = Permission

# Who they are: role, and the place where they have it (tests/access/world.py).
WHO = {
    "lead": ("process_leader", "owner"),
    "controller": ("controller", "owner"),
    "reader": ("reader", "owner"),
    "manager": ("manager", "owner"),
    "board": ("board", "owner"),
    "administrator": ("administrator", "owner"),
    "group_leader": ("group_leader", "owner"),
    "protector": ("data_protection", "owner"),
    "partner": ("process_leader", "partner"),
    "referrer": ("referrer", "partner"),
    "funder": ("manager", "funder"),
    "evaluator": ("evaluator", "evaluator"),
    "foreign": ("process_leader", "foreign"),
    "outsider": ("", ""),
    "anonymous": None,
}
PARTS = {
    "own": {"owner": PartIn.OWNER, "partner": PartIn.PARTNER, "funder": PartIn.FUNDER, "evaluator": PartIn.EVALUATOR},
    "foreign": {"foreign": PartIn.OWNER},
}
HOLDERS = {
    # Which place holds what does not belong to the project itself.
    "own": {"owner": "owner", "funder": "funder", "evaluator": "evaluator"},
    "foreign": {"owner": "foreign", "funder": "foreign", "evaluator": "foreign"},
}

Rule = Callable[[str, str], bool]


@dataclass(frozen=True)
class Door:
    """rule(who, side) says whether the door opens; args name the objects in the address.

    post is the rule for changing something, where more people may look than change.
    """

    rule: Rule
    args: tuple[str, ...] = ()
    post: Rule | None = None
    data: tuple[tuple[str, str], ...] = ()  # what a form must hold to be tried at all; @ names an object of ours

    def opens(self, who: str, side: str, method: str) -> bool:
        rule = self.post if method == "post" and self.post else self.rule
        return side != "missing" and rule(who, side)


def role_of(who: str) -> frozenset[Permission]:
    key = WHO[who][0] if WHO[who] else ""
    return ROLE_BY_KEY[key].may if key else frozenset()


def everyone(who: str, side: str) -> bool:
    return True


def signed_in(who: str, side: str) -> bool:
    return who != "anonymous"


def member(who: str, side: str) -> bool:
    """Anyone with a role somewhere."""
    return bool(role_of(who))


def somewhere(word: Permission) -> Rule:
    """The role allows the word in the person's own organisation, whatever that is."""
    return lambda who, side: word in role_of(who)


def project(word: Permission) -> Rule:
    """The place has a part in the project, the part allows the word, and so does the role."""

    def opens(who: str, side: str) -> bool:
        if not WHO[who]:
            return False
        part = PARTS[side].get(WHO[who][1])
        return part is not None and word in MAY_AS[part] & role_of(who)

    return opens


def at(holder: str, word: Permission) -> Rule:
    """The role allows the word at the very organisation that holds the thing."""
    return lambda who, side: bool(WHO[who]) and WHO[who][1] == HOLDERS[side][holder] and word in role_of(who)


def either(*rules: Rule) -> Rule:
    return lambda who, side: any(rule(who, side) for rule in rules)


def both(*rules: Rule) -> Rule:
    return lambda who, side: all(rule(who, side) for rule in rules)


def uploader(who: str, side: str) -> bool:
    """A draft is its uploader's: the evaluator's on our side, somebody else's on the other."""
    return who == "evaluator" and side == "own"


def works_with_people(who: str, side: str) -> bool:
    """The roles that open anything in the station for people."""
    return bool(WHO[who]) and WHO[who][0] in {
        "process_leader", "group_leader", "referrer", "manager", "data_protection",
    }  # fmt: skip


# People: those who lead the owner's projects, and whoever handles a request of the person's (the world has one open).
SEE_PEOPLE, WRITE_PEOPLE = at("owner", P.PERSON_VIEW), at("owner", P.PERSON_EDIT)
HANDLES = at("owner", P.RIGHTS)
IMPORTS = at("owner", P.PERSON_IMPORT)
REVIEWS = at("owner", P.READINGS_REVIEW)
LEADS_GROUP = at("owner", P.ATTENDANCE)  # the world's group leader leads the world's group


def leads_people(word: Permission) -> Rule:
    """The role allows the word in an organisation that runs a project of its own."""
    return lambda who, side: any(at("owner", word)(who, each) for each in PARTS)


def sent(who: str, side: str) -> bool:
    """Our referral was sent by the partner, the other one by its own organisation."""
    place = {"own": "partner", "foreign": "foreign"}[side]
    return bool(WHO[who]) and WHO[who][1] == place and P.REFERRAL_SEND in role_of(who)


def opened_it(who: str, side: str) -> bool:
    """Our emergency was opened by our process leader, the other one by theirs."""
    return (who, side) in {("lead", "own"), ("foreign", "foreign")}


def told(who: str, side: str) -> bool:
    """The person has agreed that the partner is told the name and what they take part in."""
    return who == "partner" and side == "own"


def sits(who: str, side: str) -> bool:
    """The world's groups have one seat with an account: the partner's on our side, their own on the other."""
    return (who, side) in {("partner", "own"), ("foreign", "foreign")}


def asked_to_score(who: str, side: str) -> bool:
    """Our applications are scored by the partner, the others by somebody who is a member nowhere."""
    return (who, side) in {("partner", "own"), ("outsider", "foreign")}


SEE, EDIT = project(P.PROJECT_VIEW), project(P.PROJECT_EDIT)
CHOOSES = at("funder", P.CALL_EDIT)
SEES_CHOOSING = either(CHOOSES, at("funder", P.SCORE), asked_to_score)
HOLDS_BOARD = at("owner", P.BOARD_EDIT)
SEES_BOARD = either(at("owner", P.PROJECT_VIEW), sits)
CLUSTER = either(at("evaluator", P.PROJECT_VIEW), SEE)


def doors(rule: Rule, args: tuple[str, ...], *names: str) -> dict[str, Door]:
    return dict.fromkeys(names, Door(rule, args))


ACCOUNT_OPEN = (
    "account_login", "account_logout", "account_signup", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "account_confirm_login_code",
    "account_email_verification_sent",
    "mfa_authenticate", "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error",
)  # fmt: skip
ACCOUNT_SIGNED_IN = (
    "account_email", "account_change_password", "account_set_password", "account_reauthenticate",
    "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "socialaccount_connections",
)  # fmt: skip

DOORS: dict[str, Door] = {
    # web
    **doors(everyone, (), "accessibility", "set_language", "robots", "security"),
    **doors(signed_in, (), "overview", "search", "help", "account"),
    "help-page": Door(signed_in, ("=granska",)),
    # accounts
    **doors(everyone, (), *ACCOUNT_OPEN),
    **doors(signed_in, (), *ACCOUNT_SIGNED_IN),
    # organisations
    "organisation-list": Door(signed_in),
    "organisation-new": Door(somewhere(P.CALL_EDIT)),
    "my-access": Door(signed_in),
    "trail": Door(somewhere(P.AUDIT_READ)),
    "organisation": Door(member, ("organisation",)),
    "members": Door(at("owner", P.MEMBER_EDIT), ("organisation",)),
    "membership-add": Door(at("owner", P.MEMBER_EDIT), ("organisation",)),
    "membership-end": Door(at("owner", P.MEMBER_EDIT), ("membership",)),
    # catalogue
    "catalogue": Door(signed_in),
    **doors(somewhere(P.CATALOGUE_EDIT), (), "measure-new", "term-new"),
    "measure": Door(lambda who, side: bool(WHO[who]) and WHO[who][1] == HOLDERS[side]["owner"], ("measure",)),
    "term": Door(lambda who, side: bool(WHO[who]) and WHO[who][1] == HOLDERS[side]["owner"], ("term",)),
    "measure-revise": Door(at("owner", P.CATALOGUE_EDIT), ("measure",)),
    "term-revise": Door(at("owner", P.CATALOGUE_EDIT), ("term",)),
    "ladder-new": Door(somewhere(P.CATALOGUE_EDIT)),
    "ladder": Door(lambda who, side: bool(WHO[who]) and WHO[who][1] == HOLDERS[side]["owner"], ("own_ladder",)),
    "ladder-revise": Door(at("owner", P.CATALOGUE_EDIT), ("own_ladder",)),
    # portfolio
    **doors(signed_in, (), "project-list", "call-list", "overlap", "meeting-list"),
    **doors(somewhere(P.PROJECT_EDIT), (), "project-new", "meeting-new"),
    "call-new": Door(somewhere(P.CALL_EDIT)),
    **doors(
        SEE, ("project",), "project", "project-theory", "project-goals", "project-economy", "project-report",
    ),
    **doors(
        EDIT, ("project",), "project-parties", "project-places", "project-phases", "project-edit", "project-stop",
        "project-theory-new", "goal-new", "budget-line-new", "volume-new",
    ),
    "party-end": Door(EDIT, ("party",)),
    **doors(EDIT, ("place",), "place-edit", "place-remove"),
    **doors(EDIT, ("phase",), "phase-edit", "phase-remove"),
    "theory": Door(SEE, ("theory",)),
    "goal": Door(SEE, ("goal",)),
    "goal-edit": Door(EDIT, ("goal",)),
    **doors(project(P.GOAL_ADOPT), ("goal",), "goal-adopt", "goal-stop", "goal-reformulate"),
    **doors(EDIT, ("budget_line",), "budget-line-edit", "budget-line-remove"),
    **doors(EDIT, ("volume",), "volume-edit", "volume-remove"),
    "call": Door(at("funder", P.PROJECT_VIEW), ("call",)),
    **doors(at("funder", P.CALL_EDIT), ("call",), "call-edit", "call-publish", "call-theory-new"),
    "application-new": Door(somewhere(P.PROJECT_EDIT), ("open_call",)),
    "application": Door(at("owner", P.PROJECT_VIEW), ("application",)),
    **doors(
        at("owner", P.PROJECT_EDIT), ("application",), "application-edit", "application-send", "application-withdraw",
        "application-account",
    ),
    "application-decide": Door(at("funder", P.CALL_EDIT), ("sent",)),
    "meeting": Door(SEE, ("meeting",)),
    # evaluation
    **doors(signed_in, (), "follow-up", "check", "cluster-list"),
    **doors(uploader, ("draft",), "draft", "draft-remove"),
    "publication-new": Door(somewhere(P.FIGURE_EDIT)),
    "publication": Door(somewhere(P.PROJECT_VIEW), ("publication",)),
    **doors(at("evaluator", P.FIGURE_EDIT), ("publication",), "publication-check", "table-new"),
    "published-table": Door(somewhere(P.PROJECT_VIEW), ("table",)),
    "table-layout": Door(at("evaluator", P.FIGURE_EDIT), ("table",)),
    "finding": Door(somewhere(P.PROJECT_VIEW), ("finding",), post=at("evaluator", P.FIGURE_EDIT)),
    "cluster-new": Door(somewhere(P.EVALUATION_EDIT)),
    **doors(
        CLUSTER, ("cluster",), "cluster", "cluster-figures", "cluster-claims", "cluster-judgements", "cluster-timeline",
        "cluster-recommendations",
    ),
    **doors(at("evaluator", P.EVALUATION_EDIT), ("cluster",), "cluster-edit", "difference-new"),
    **doors(SEE, ("project",), "project-follow-up", "project-learning"),
    "figure-new": Door(project(P.FIGURE_EDIT), ("=project", "project")),
    "figure": Door(SEE, ("=project", "project", "=own_measure.outcome")),
    **doors(
        project(P.EVALUATION_EDIT), ("=project", "project"), "claim-new", "judgement-new", "event-new",
        "recommendation-new",
    ),
    "delivered": Door(SEE, ("delivered",)),
    "stored-figure": Door(SEE, ("figure",)),
    **doors(project(P.FIGURE_EDIT), ("figure",), "figure-correct", "figure-choose"),
    "goal-assess": Door(project(P.EVALUATION_EDIT), ("goal",)),
    "recommendation": Door(either(SEE, at("funder", P.PROJECT_VIEW)), ("recommendation",)),
    "recommendation-answer": Door(at("funder", P.RECOMMENDATION_ANSWER), ("recommendation",)),
    # economics
    **doors(signed_in, (), "account-list", "account-compare", "worth", "price-list"),
    "price": Door(signed_in, ("=prison_day",)),
    "own-price-new": Door(somewhere(P.ACCOUNT_EDIT)),
    "own-price": Door(at("owner", P.PROJECT_VIEW), ("own_price",)),
    "own-price-revise": Door(at("owner", P.ACCOUNT_EDIT), ("own_price",)),
    "own-price-retire": Door(at("owner", P.ACCOUNT_EDIT), ("own_price",)),
    "account-value-price": Door(project(P.ACCOUNT_EDIT), ("account", "=effort")),
    **doors(signed_in, ("=trelleborg",), "account-case", "case-docx", "case-xlsx", "case-json", "case-yaml"),
    "case-value": Door(signed_in, ("=trelleborg", "=chain.effect")),
    **doors(SEE, ("account",), "account-docx", "account-xlsx", "account-json", "account-yaml"),
    **doors(
        SEE, ("frozen_account",), "frozen-account-docx", "frozen-account-xlsx", "frozen-account-json",
        "frozen-account-yaml",
    ),
    "frozen-account-value": Door(SEE, ("frozen_account", "=chain.effect")),
    "account-new": Door(somewhere(P.ACCOUNT_EDIT)),
    **doors(SEE, ("account",), "account-page", "account-try"),
    "account-variant": Door(both(SEE, somewhere(P.ACCOUNT_EDIT)), ("account",)),
    "account-value": Door(SEE, ("account", "=chain.effect"), post=project(P.ACCOUNT_EDIT)),
    **doors(project(P.ACCOUNT_EDIT), ("account",), "account-freeze", "account-remove"),
    **doors(SEE, ("frozen_account",), "frozen-account", "settlement"),
    "settlement-list": Door(signed_in),
    "settlement-write": Door(project(P.ACCOUNT_EDIT), ("frozen_account",)),
    "project-accounts": Door(SEE, ("project",)),
    "project-account-follow": Door(at("owner", P.ACCOUNT_EDIT), ("judged",)),
    # knowledge: methods, who uses them, degrees of success
    **doors(signed_in, (), "method-list", "adoption-due", "degrees", "method-spread"),
    "method-new": Door(somewhere(P.KNOWLEDGE_EDIT)),
    "method-lacking": Door(signed_in),
    **doors(at("owner", P.PROJECT_VIEW), ("method",), "method", "method-weighed", "adoption-log", "degrees-method"),
    **doors(
        at("owner", P.KNOWLEDGE_EDIT), ("method",), "method-edit", "method-open", "method-parts", "method-adaptations",
        "method-use-new", "adoption-new", "counted-new",
    ),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("method_part",), "method-part", "method-part-remove"),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("adaptation",), "method-adaptation", "method-adaptation-remove"),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("method_use",), "method-use", "method-use-remove"),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("method", "=evidence"), "method-grade", "method-grade-rule"),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("adoption",), "adoption-verify", "adoption-remove"),
    "counted-remove": Door(at("owner", P.KNOWLEDGE_EDIT), ("counted",)),
    "adoption-organisation": Door(member, ("organisation",)),
    **doors(SEE, ("project",), "project-methods", "degrees-project"),
    **doors(project(P.KNOWLEDGE_EDIT), ("project",), "method-born", "method-none"),
    "degree-note-project": Door(project(P.KNOWLEDGE_EDIT), ("project", "=1")),
    "degree-note-method": Door(at("owner", P.KNOWLEDGE_EDIT), ("method", "=1")),
    # knowledge: what has been told, and what became of it
    **doors(signed_in, (), "knowledge", "pattern-list", "example-list", "resource-list", "recommendation-list"),
    "tried": Door(signed_in),
    "observation-list": Door(signed_in, post=somewhere(P.PATTERN_EDIT)),
    "observe": Door(somewhere(P.OBSERVE)),
    "observation": Door(SEE, ("observation",)),
    **doors(opened_it, ("observation",), "observation-told", "observation-edit", "observation-withdraw"),
    "pattern-new": Door(somewhere(P.PATTERN_EDIT)),
    "pattern": Door(either(at("owner", P.PROJECT_VIEW), at("funder", P.PROJECT_VIEW)), ("pattern",)),
    **doors(
        at("owner", P.PATTERN_EDIT), ("pattern",), "pattern-edit", "pattern-gather", "pattern-close",
        "pattern-reopen", "statement-new", "change-new",
    ),
    "pattern-take-out": Door(at("owner", P.PATTERN_EDIT), ("pattern", "observation")),
    **doors(at("owner", P.PATTERN_EDIT), ("statement",), "statement-edit", "statement-send"),
    "statement-answer": Door(at("funder", P.RECOMMENDATION_ANSWER), ("statement",)),
    **doors(somewhere(P.KNOWLEDGE_EDIT), (), "example-new", "resource-new", "need-new"),
    "example": Door(somewhere(P.PROJECT_VIEW), ("example",)),
    **doors(at("owner", P.KNOWLEDGE_EDIT), ("example",), "example-edit", "spread-new"),
    "spread-remove": Door(at("owner", P.KNOWLEDGE_EDIT), ("spread",)),
    "resource": Door(somewhere(P.PROJECT_VIEW), ("resource",)),
    "resource-edit": Door(at("owner", P.KNOWLEDGE_EDIT), ("resource",)),
    "need": Door(somewhere(P.PROJECT_VIEW), ("need",)),
    "need-edit": Door(at("owner", P.KNOWLEDGE_EDIT), ("need",)),
    "need-meet": Door(at("owner", P.KNOWLEDGE_EDIT), ("need",), data=(("resource", "@resource"),)),
    # governance
    "board-list": Door(signed_in),
    "board-new": Door(somewhere(P.BOARD_EDIT)),
    "board": Door(SEES_BOARD, ("board",)),
    **doors(HOLDS_BOARD, ("board",), "board-edit", "seat-new", "board-meeting-new"),
    **doors(HOLDS_BOARD, ("seat",), "seat-edit", "seat-end"),
    "board-meeting": Door(SEES_BOARD, ("board_meeting",)),
    **doors(
        HOLDS_BOARD, ("board_meeting",), "board-meeting-edit", "board-meeting-cancel", "board-meeting-prepare",
        "board-meeting-presence", "board-meeting-close", "item-new",
    ),
    **doors(
        HOLDS_BOARD, ("item",), "item-edit", "item-take-in", "item-leave-out", "item-decide", "item-assign",
        "item-note", "item-move",
    ),
    "item-reopen": Door(HOLDS_BOARD, ("ended_item",)),
    "decision": Door(SEES_BOARD, ("decision",)),
    "decision-close": Door(either(HOLDS_BOARD, sits), ("decision",)),
    "board-task": Door(SEES_BOARD, ("task",)),
    "board-task-close": Door(either(HOLDS_BOARD, sits), ("task",)),
    "board-meeting-pack": Door(SEES_BOARD, ("board_meeting",), post=HOLDS_BOARD),
    "pack": Door(SEES_BOARD, ("pack",)),
    "pack-copy": Door(SEES_BOARD, ("pack", "=docx")),
    "project-boards": Door(SEE, ("project",)),
    "choosing-list": Door(signed_in),
    "choosing-new": Door(somewhere(P.CALL_EDIT)),
    "choosing": Door(SEES_CHOOSING, ("choosing",)),
    "choosing-application": Door(asked_to_score, ("choosing", "sent")),
    "choosing-hand-in": Door(asked_to_score, ("choosing",)),
    **doors(CHOOSES, ("choosing",), "choosing-invite", "choosing-open"),
    "choosing-decide": Door(CHOOSES, ("opened_choosing", "chosen")),
    # reporting
    "report-list": Door(signed_in),
    "report-new": Door(lambda who, side: any(project(P.REPORT_EDIT)(who, each) for each in PARTS)),
    **doors(SEE, ("report",), "report", "report-docx", "report-xlsx", "report-pdf"),
    "report-accounts": Door(project(P.REPORT_EDIT), ("report",)),
    "report-section": Door(project(P.REPORT_EDIT), ("report", "=sammanfattning")),
    "report-freeze": Door(project(P.REPORT_FREEZE), ("report",)),
    **doors(SEE, ("snapshot",), "snapshot", "snapshot-docx", "snapshot-xlsx", "snapshot-pdf"),
    "cluster-report": Door(CLUSTER, ("cluster",)),
    "meeting-edit": Door(at("owner", P.PROJECT_EDIT), ("meeting",)),
    # consents about people
    "consent-new": Door(either(WRITE_PEOPLE, HANDLES), ("person",)),
    **doors(either(WRITE_PEOPLE, HANDLES), ("consent",), "consent-replace", "consent-withdraw"),
    "shared-with-us": Door(somewhere(P.PERSON_VIEW)),
    # follow-up of people
    "follow-up-due": Door(somewhere(P.PERSON_EDIT)),
    "project-people-follow-up": Door(SEE_PEOPLE, ("project",)),
    **doors(WRITE_PEOPLE, ("project",), "follow-up-plan", "states-table"),
    **doors(WRITE_PEOPLE, ("enrolment", "=before"), "states-record", "follow-up-attempt"),
    # people and referrals
    "person-list": Door(works_with_people),
    **doors(leads_people(P.PERSON_EDIT), (), "person-new", "referral-register"),
    "person": Door(either(SEE_PEOPLE, HANDLES, LEADS_GROUP, sent, told), ("person",)),
    "person-number": Door(either(SEE_PEOPLE, HANDLES), ("person",)),
    **doors(WRITE_PEOPLE, ("person",), "person-edit", "enrolment-new", "person-referral-new"),
    "enrolment": Door(SEE_PEOPLE, ("enrolment",)),
    **doors(WRITE_PEOPLE, ("enrolment",), "enrolment-edit", "enrolment-end", "enrolment-reopen"),
    "project-people": Door(SEE_PEOPLE, ("project",)),
    **doors(
        WRITE_PEOPLE, ("project",), "project-questions", "question-new", "questions-copy", "questions-export",
        "questions-import",
    ),
    **doors(WRITE_PEOPLE, ("question",), "question-edit", "question-remove"),
    **doors(leads_people(P.REFERRAL_ANSWER), (), "referral-list", "referral-flow"),
    **doors(somewhere(P.REFERRAL_SEND), (), "referral-new", "referrals-sent"),
    **doors(sent, ("referral",), "referral-sent", "referral-withdraw"),
    **doors(
        at("owner", P.REFERRAL_ANSWER), ("referral",), "referral", "referral-accept", "referral-decline",
        "referral-hold", "referral-reopen", "referral-letter",
    ),
    "referral-number": Door(at("owner", P.REFERRAL_ANSWER), ("unnumbered_referral",)),
    # emergencies, the log of readings, rights and weeding
    "emergency": Door(somewhere(P.BREAK_GLASS)),
    "emergencies": Door(either(somewhere(P.READINGS_REVIEW), somewhere(P.PERSON_VIEW))),
    "emergency-opening": Door(either(SEE_PEOPLE, REVIEWS), ("emergency",), post=REVIEWS),
    "emergency-close": Door(opened_it, ("emergency",)),
    "person-readings": Door(either(SEE_PEOPLE, HANDLES, REVIEWS), ("person",)),
    **doors(somewhere(P.READINGS_REVIEW), (), "readings", "readings-report"),
    "readings-draw": Door(REVIEWS, data=(("organisation", "@organisation"), ("month", "2025-01-01"))),
    "reading-ask": Door(REVIEWS, ("reading",)),
    "reading-review": Door(REVIEWS, ("reading_review",)),
    **doors(somewhere(P.RIGHTS), (), "rights-cases", "rights-case-new"),
    "rights-request": Door(either(WRITE_PEOPLE, HANDLES), ("person",)),
    **doors(
        HANDLES, ("rights_case",), "rights-case", "rights-case-extend", "rights-case-close", "rights-extract",
        "rights-extract-json", "rights-extract-pdf",
    ),
    "rights-restrict": Door(HANDLES, ("restrict_case",)),
    "rights-erase": Door(HANDLES, ("erase_case",)),
    "rights-rectify": Door(HANDLES, ("rectify_case",)),
    "rights-rectify-field": Door(HANDLES, ("rectify_case", "person_field")),
    "weeding": Door(somewhere(P.RIGHTS), data=(("organisation", "@organisation"),)),
    "weeding-run": Door(HANDLES, ("weeding",)),
    # files in and out
    **doors(
        IMPORTS, ("project",), "project-imports", "import-template-xlsx", "import-template-csv", "people-export-xlsx",
        "people-export-csv",
    ),
    **doors(
        IMPORTS, ("import_batch",), "import", "import-columns", "import-place", "import-correct",
        "import-correct-alike", "import-bring-back", "import-take-in", "import-forget", "import-again", "import-stop",
    ),
    **doors(IMPORTS, ("done_batch",), "import-undo", "import-left-csv"),
    # tables out to the follow-up
    **doors(at("owner", P.DELIVER), ("project",), "delivery-list", "delivery-new"),
    **doors(at("owner", P.DELIVER), ("delivery",), "delivery", "delivery-json"),
    # groups, sessions, talks and courses
    "my-groups": Door(works_with_people),
    "project-activities": Door(LEADS_GROUP, ("project",)),
    "group-new": Door(WRITE_PEOPLE, ("project",)),
    **doors(LEADS_GROUP, ("group",), "group", "group-plan", "group-series", "session-new"),
    **doors(WRITE_PEOPLE, ("group",), "group-edit", "group-leaders", "group-members"),
    "group-leader-end": Door(WRITE_PEOPLE, ("group_leader",)),
    **doors(WRITE_PEOPLE, ("group_member",), "group-member", "group-member-remove"),
    **doors(LEADS_GROUP, ("session",), "session", "session-edit", "session-cancel", "session-resume", "session-remove"),
    "attendance-undo": Door(LEADS_GROUP, ("session",), data=(("saving", "1"),)),
    "talk-new": Door(LEADS_GROUP, ("enrolment",)),
    **doors(LEADS_GROUP, ("talk",), "talk", "talk-remove"),
    "course-events": Door(SEE_PEOPLE, ("project",)),
    "course-event-new": Door(WRITE_PEOPLE, ("project",)),
    "course-event": Door(SEE_PEOPLE, ("course_event",)),
    **doors(WRITE_PEOPLE, ("course_event",), "course-event-edit", "course-event-remove", "course-unit-new"),
    **doors(WRITE_PEOPLE, ("course_attendance",), "course-unit", "course-unit-remove"),
}  # fmt: skip

# Addresses that take a secret or an outside party instead of a person's rights; tried in tests of their own.
ELSEWHERE = {
    "chart": "tests/web/test_shared_pages.py",
    "socialaccount_signup": "leads back to sign-in unless an identity provider has just answered",
    "mfa_deactivate_totp": "404 until one has a code app of one's own",
    "mfa_view_recovery_codes": "404 until one has a code app of one's own",
    "mfa_download_recovery_codes": "404 until one has a code app of one's own",
    "account_confirm_email": "a key from an e-mail",
    "account_reset_password_from_key": "a key from an e-mail",
    "mfa_remove_webauthn": "a key of one's own",
    "mfa_edit_webauthn": "a key of one's own",
    "openid_connect_login": "leads to the identity provider",
    "openid_connect_callback": "comes from the identity provider",
    "styleguide": "only while testing",
}
