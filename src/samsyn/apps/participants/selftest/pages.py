"""Every page that can show a person: what its address names, how else it can be asked, and its words in the read log.

A name in args is a made row of `furnish`; after "=" it stands for itself. A test holds the list against the resolver.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """says: words of audit's READINGS that the page may note. asked: queries after the address. sought: bodies of a
    search, which is a post so that no name is in an address; {name}, {word} and {number} are a canary's.
    """

    args: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    asked: tuple[str, ...] = ("",)
    sought: tuple[tuple[tuple[str, str], ...], ...] = ()


def about(args: tuple[str, ...], *names: str, says: tuple[str, ...] = ()) -> dict[str, Page]:
    return {name: Page(args, says) for name in names}


PERSON, PROJECT, ENROLMENT, REFERRAL = ("person",), ("project",), ("enrolment",), ("referral",)
GROUP, SESSION, TALK, COURSE, CASE = ("group",), ("session",), ("talk",), ("course_event",), ("rights_case",)
NAMES = ("{name}", "{word}", "kana", "{number}", "zq")

PAGES: dict[str, Page] = {
    # people
    "person-list": Page(
        says=("person_list", "person_search", "group_names", "referrals_sent"),
        asked=("", "?page=1", "?state=running", "?sex=women", "?sex=unknown&state=ended"),
        sought=tuple((("text", text),) for text in NAMES),
    ),
    "person-new": Page(),
    "person": Page(PERSON, ("person",)),
    "person-number": Page(PERSON, ("person_number", "person"), asked=(), sought=((),)),
    **about(PERSON, "person-edit", "enrolment-new", "person-referral-new", says=("person_edited",)),
    "referral-number": Page(("unnumbered_referral",), ("referral",)),
    **about(ENROLMENT, "enrolment", "enrolment-edit", "enrolment-end", says=("enrolment",)),
    "enrolment-reopen": Page(ENROLMENT, ("enrolment",)),
    "project-people": Page(PROJECT, ("project_people",), asked=("", "?page=1")),
    **about(PROJECT, "project-questions", "question-new", "questions-copy", "questions-export", "questions-import"),
    **about(("question",), "question-edit", "question-remove"),
    # referrals
    "referral-list": Page(says=("referral_inbox",), asked=("", "?lage=new", "?lage=answered", "?page=1")),
    "referral-flow": Page(says=("referral_flow",)),
    **about((), "referral-register", "referral-new"),
    "referrals-sent": Page(says=("referrals_sent",)),
    **about(REFERRAL, "referral-sent", "referral-withdraw", says=("referral_sent",)),
    **about(
        REFERRAL, "referral", "referral-accept", "referral-decline", "referral-hold", "referral-reopen",
        says=("referral",),
    ),
    "referral-letter": Page(REFERRAL, ("referral_letter",)),
    # groups, sessions, talks and courses
    "my-groups": Page(),
    "project-activities": Page(PROJECT),
    "group-new": Page(PROJECT),
    "group": Page(GROUP, ("group",)),
    **about(GROUP, "group-edit", "group-leaders", "group-plan", "group-series", "session-new"),
    "group-leader-end": Page(("group_leader",)),
    "group-members": Page(GROUP, ("group_members",)),
    **about(("group_member",), "group-member", "group-member-remove", says=("group_member",)),
    "session": Page(SESSION, ("session",)),
    "attendance-undo": Page(SESSION, asked=()),
    **about(SESSION, "session-edit", "session-cancel", "session-resume", "session-remove"),
    "talk-new": Page(ENROLMENT, ("talk",)),
    **about(TALK, "talk", "talk-remove", says=("talk",)),
    **about(PROJECT, "course-events", "course-event-new"),
    **about(COURSE, "course-event", "course-event-edit", "course-event-remove", "course-unit-new"),
    **about(("course_attendance",), "course-unit", "course-unit-remove"),
    # follow-up
    "follow-up-due": Page(says=("follow_up_due",), asked=("", "?standing=late", "?occasion=before", "?page=1")),
    "project-people-follow-up": Page(PROJECT, ("follow_up",), asked=("", "?split=sex", "?unit=persons", "?after=exit")),
    "follow-up-plan": Page(PROJECT),
    "states-table": Page(PROJECT, ("states_table",), asked=("", "?occasion=before", "?occasion=exit")),
    "states-record": Page(("enrolment", "=before"), ("states",)),
    "follow-up-attempt": Page(("enrolment", "=before"), ("follow_up_attempt",)),
    # tables out
    "delivery-list": Page(PROJECT),
    "delivery-new": Page(PROJECT, ("delivery",), sought=((("up_to", "2026-11-01"),),)),
    **about(("delivery",), "delivery", "delivery-json"),
    # files in and out
    "project-imports": Page(PROJECT),
    **about(PROJECT, "import-template-xlsx", "import-template-csv"),
    **about(PROJECT, "people-export-xlsx", "people-export-csv", says=("export",)),
    "import": Page(
        ("import_batch",), ("import", "import_file"),
        asked=("", "?visa=insert", "?visa=update", "?visa=unchanged", "?visa=faulty")
    ),
    **about(("import_batch",), "import-columns", "import-take-in", "import-forget", says=("import", "import_file")),
    **{
        name: Page(("import_batch",), asked=())
        for name in (
            "import-place", "import-correct", "import-correct-alike", "import-bring-back", "import-again",
            "import-stop",
        )
    },
    **about(("done_batch",), "import-undo", "import-left-csv", says=("import", "import_file")),
    # consents
    "consent-new": Page(PERSON, ("consents",)),
    **about(("consent",), "consent-replace", "consent-withdraw", says=("consents",)),
    "shared-with-us": Page(says=("shared_with_us",), sought=((("number", "{number}"),),)),
    # emergencies
    "emergency": Page(says=("emergency_own",)),
    "emergencies": Page(says=("emergencies",)),
    "emergency-opening": Page(("emergency",), ("emergency_opening",)),
    "emergency-close": Page(("emergency",), asked=()),
    # the log
    "person-readings": Page(PERSON, ("person_readings",)),
    "readings": Page(says=("readings",)),
    "readings-draw": Page(asked=()),
    "readings-report": Page(),
    "reading-ask": Page(("reading",), ("reading_review",)),
    "reading-review": Page(("reading_review",), ("reading_review",)),
    # rights
    "rights-request": Page(PERSON, ("rights_request",)),
    "rights-cases": Page(says=("rights_cases",)),
    "rights-case-new": Page(),
    **about(CASE, "rights-case", "rights-case-extend", "rights-case-close", says=("rights_case",)),
    "rights-restrict": Page(("restrict_case",), ("rights_case",)),
    "rights-erase": Page(("erase_case",), ("rights_erase",)),
    "rights-rectify": Page(("rectify_case",), ("rights_rectify",)),
    "rights-rectify-field": Page(("rectify_case", "person_field"), ("rights_rectify",)),
    "rights-extract": Page(CASE, ("rights_extract",)),
    "rights-extract-json": Page(CASE, ("rights_extract_json",)),
    "rights-extract-pdf": Page(CASE, ("rights_extract_pdf",)),
    "weeding": Page(),
    "weeding-run": Page(("weeding",)),
}  # fmt: skip

# Pages of other stations that the station for people puts something on.
SHARED: dict[str, Page] = {
    "overview": Page(),
    "account": Page(),
    "search": Page(asked=("?q=Prov", "?q=grupp", "?q={word}", "?q={name}")),
    "project": Page(PROJECT),
    "trail": Page(),
    "my-access": Page(),
}
