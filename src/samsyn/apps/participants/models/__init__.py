from samsyn.apps.participants.models.courses import CourseAttendance, CourseEvent
from samsyn.apps.participants.models.deliveries import Delivery
from samsyn.apps.participants.models.enrolments import (
    Answer,
    Education,
    Enrolment,
    ProjectQuestion,
    Question,
    Support,
    SupportLength,
)
from samsyn.apps.participants.models.groups import Group, GroupLeader, GroupMember, PlanItem
from samsyn.apps.participants.models.imports import ColumnMemory, ImportBatch
from samsyn.apps.participants.models.people import NameMark, Person
from samsyn.apps.participants.models.progress import FollowUpAttempt, FollowUpPlan, OccasionChoice, StateRecord
from samsyn.apps.participants.models.referrals import Consent, DeclineReason, Referral, ReferralState
from samsyn.apps.participants.models.rights import (
    Emergency,
    ReadingDraw,
    ReadingReview,
    Rectification,
    RightsCase,
    Weeding,
)
from samsyn.apps.participants.models.sealed import SealKey
from samsyn.apps.participants.models.sessions import Attendance, FormerMark, Presence, Saving, Session
from samsyn.apps.participants.models.talks import Talk

__all__ = [
    "Answer",
    "Attendance",
    "ColumnMemory",
    "Consent",
    "CourseAttendance",
    "CourseEvent",
    "DeclineReason",
    "Delivery",
    "Education",
    "Emergency",
    "Enrolment",
    "FollowUpAttempt",
    "FollowUpPlan",
    "FormerMark",
    "Group",
    "GroupLeader",
    "GroupMember",
    "ImportBatch",
    "NameMark",
    "OccasionChoice",
    "Person",
    "PlanItem",
    "Presence",
    "ProjectQuestion",
    "Question",
    "ReadingDraw",
    "ReadingReview",
    "Rectification",
    "Referral",
    "ReferralState",
    "RightsCase",
    "Saving",
    "SealKey",
    "Session",
    "StateRecord",
    "Support",
    "SupportLength",
    "Talk",
    "Weeding",
]
