"""What the trail's verbs read as: who *did* what. tests/audit/test_words.py holds the list against the sources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    # organisations
    "organisation_added": _("la till organisationen"),
    "person_added": _("la till medarbetaren"),
    "membership_given": _("gav medlemskapet"),
    "membership_ended": _("avslutade medlemskapet"),
    "membership_withdrawn": _("tog tillbaka medlemskapet"),
    # catalogue
    "catalogue_loaded": _("läste in mått och begrepp"),
    "measure_added": _("la till måttet"),
    "measure_revised": _("ändrade måttet i en ny version"),
    "term_added": _("la till begreppet"),
    "term_revised": _("ändrade begreppet i en ny version"),
    # portfolio
    "call_opened": _("skrev utlysningen"),
    "call_edited": _("ändrade utlysningen"),
    "call_published": _("lyste ut"),
    "application_written": _("skrev ansökan"),
    "application_sent": _("skickade in ansökan"),
    "application_granted": _("beviljade ansökan"),
    "application_declined": _("avslog ansökan"),
    "project_started": _("startade insatsen"),
    "project_edited": _("ändrade insatsen"),
    "project_stopped": _("avbröt insatsen"),
    "party_added": _("la till parten"),
    "party_ended": _("avslutade partens del"),
    "municipality_anchored": _("skrev in förankringen"),
    "municipality_removed": _("tog bort kommunen"),
    "phase_set": _("skrev in fasen"),
    "phase_removed": _("tog bort fasen"),
    "budget_set": _("skrev in budgetraden"),
    "budget_line_removed": _("tog bort budgetraden"),
    "volume_planned": _("planerade volymen"),
    "volume_removed": _("tog bort volymen"),
    "goal_written": _("skrev målet"),
    "goal_edited": _("ändrade målet"),
    "goal_adopted": _("antog målet"),
    "goal_stopped": _("stoppade målet"),
    "goal_reformulated": _("omformulerade målet"),
    "theory_written": _("skrev förändringsteorin"),
    "meeting_held": _("skrev in nätverksträffen"),
    "meeting_edited": _("ändrade nätverksträffen"),
    # evaluation
    "publication_brought_in": _("tog in publikationen"),
    "publication_checked": _("granskade publikationen"),
    "table_added": _("skrev av tabellen"),
    "table_interpreted": _("ändrade hur tabellen läses"),
    "table_imported": _("läste in tabellen"),
    "finding_judged": _("bedömde iakttagelsen"),
    "figure_typed": _("skrev in siffran"),
    "figure_corrected": _("rättade siffran"),
    "figure_chosen": _("valde siffran som räknas"),
    "cluster_made": _("satte ihop klustret"),
    "cluster_changed": _("ändrade klustret"),
    "project_added_to_cluster": _("tog in en insats i klustret"),
    "difference_noted": _("noterade skillnaden"),
    "claim_made": _("skrev påståendet"),
    "judged": _("bedömde"),
    "event_noted": _("noterade händelsen"),
    "recommended": _("rekommenderade"),
    "recommendation_answered": _("svarade på rekommendationen"),
    "goal_assessed": _("bedömde måluppfyllelsen"),
    "draft_checked": _("granskade utkastet"),
    "draft_removed": _("tog bort utkastet"),
    # reporting
    "report_made": _("påbörjade rapporten"),
    "section_written": _("skrev i rapporten"),
    "report_frozen": _("frös rapporten"),
    "report_taken_out": _("hämtade rapporten"),
}


def said(verb: str) -> str:
    """A verb of the trail in words; one that is not listed is shown as it is written."""
    known = VERBS.get(verb)
    return str(known) if known else verb.replace("_", " ")
