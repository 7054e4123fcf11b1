"""Addresses of groups, sessions, attendance, talks and training of staff."""

from django.urls import URLPattern, path

from samsyn.apps.participants.views import (
    attendance,
    courses,
    groups,
    groups_activities,
    groups_members,
    sessions,
    talks,
)

urlpatterns: list[URLPattern] = [
    path("insatser/<int:pk>/aktiviteter/", groups_activities.project_activities, name="project-activities"),
    path("grupper/", groups.my_groups, name="my-groups"),
    path("insatser/<int:pk>/grupper/ny/", groups.group_new, name="group-new"),
    path("grupper/<int:pk>/", groups.group, name="group"),
    path("grupper/<int:pk>/andra/", groups.group_edit, name="group-edit"),
    path("grupper/<int:pk>/ledare/", groups.group_leaders, name="group-leaders"),
    path("gruppledare/<int:pk>/", groups.group_leader_end, name="group-leader-end"),
    path("grupper/<int:pk>/deltagare/", groups_members.group_members, name="group-members"),
    path("gruppdeltagare/<int:pk>/", groups_members.group_member, name="group-member"),
    path("gruppdeltagare/<int:pk>/ta-bort/", groups_members.group_member_remove, name="group-member-remove"),
    path("grupper/<int:pk>/plan/", groups.group_plan, name="group-plan"),
    path("grupper/<int:pk>/serie/", sessions.group_series, name="group-series"),
    path("grupper/<int:pk>/tillfallen/nytt/", sessions.session_new, name="session-new"),
    path("tillfallen/<int:pk>/", attendance.session, name="session"),
    path("tillfallen/<int:pk>/angra/", attendance.attendance_undo, name="attendance-undo"),
    path("tillfallen/<int:pk>/andra/", sessions.session_edit, name="session-edit"),
    path("tillfallen/<int:pk>/stall-in/", sessions.session_cancel, name="session-cancel"),
    path("tillfallen/<int:pk>/ta-upp/", sessions.session_resume, name="session-resume"),
    path("tillfallen/<int:pk>/ta-bort/", sessions.session_remove, name="session-remove"),
    path("deltaganden/<uuid:pk>/samtal/nytt/", talks.talk_new, name="talk-new"),
    path("samtal/<int:pk>/", talks.talk, name="talk"),
    path("samtal/<int:pk>/ta-bort/", talks.talk_remove, name="talk-remove"),
    path("insatser/<int:pk>/kurser/", courses.course_events, name="course-events"),
    path("insatser/<int:pk>/kurser/ny/", courses.course_event_new, name="course-event-new"),
    path("kurser/<int:pk>/", courses.course_event, name="course-event"),
    path("kurser/<int:pk>/andra/", courses.course_event_edit, name="course-event-edit"),
    path("kurser/<int:pk>/ta-bort/", courses.course_event_remove, name="course-event-remove"),
    path("kurser/<int:pk>/enheter/ny/", courses.course_unit_new, name="course-unit-new"),
    path("kursenheter/<int:pk>/", courses.course_unit, name="course-unit"),
    path("kursenheter/<int:pk>/ta-bort/", courses.course_unit_remove, name="course-unit-remove"),
]
