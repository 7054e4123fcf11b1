"""What the sentences of the report follow from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samsyn.apps.evaluation.queries import Verdict, claims_with_verdict
from samsyn.apps.evaluation.queries.claims import fits, read_stated
from samsyn.core.tables.numbers import printed

EXPECTED = {
    "Antalet deltagare": (Verdict.PRINTED_ONLY, "5393", "5240"),
    "LFI nådde ytterligare": (Verdict.FOLLOWS, "484", "484"),
    "Med LFI:s ytterligare": (Verdict.PRINTED_ONLY, "5877", "5724"),
    "Det är 26 %": (Verdict.ROWS_ONLY, "0.264", "0.231"),
    "77 %": (Verdict.FOLLOWS, "0.772", "0.772"),
    "Kostnaden per deltagare i alla": (Verdict.PRINTED_ONLY, "5495", "5656"),
    "Kostnaden per deltagare var 32 %": (Verdict.NOT, "0.334", "0.315"),
    "Timmarna per deltagare": (Verdict.PRINTED_ONLY, "11.477", "11.812"),
}


def test_each_claim_is_computed_from_rows_and_from_printed_totals(cluster):
    claims = claims_with_verdict(cluster)
    for start, (verdict, rows, totals) in EXPECTED.items():
        checked = next(row for row in claims if row.claim.text.startswith(start))
        places = Decimal(1).scaleb(Decimal(rows).as_tuple().exponent)
        assert (start, checked.verdict) == (start, verdict)
        assert checked.from_rows.value.quantize(places) == Decimal(rows)
        assert checked.from_printed.value.quantize(places) == Decimal(totals)


def test_that_all_but_pik_were_cheaper_holds_for_the_four_but_pik_was_cheaper_too(cluster):
    checked = next(row for row in claims_with_verdict(cluster) if row.claim.text.startswith("Alla projekt utom"))
    assert checked.verdict == Verdict.NOT
    assert [each.holds for each in checked.from_rows.comparisons] == [True, True, True, True, False]


def test_every_claim_of_the_report_has_a_verdict(cluster):
    assert len(claims_with_verdict(cluster)) == len(EXPECTED) + 1


@pytest.mark.parametrize(
    ("value", "stated", "holds"),
    [
        ("0.2639", "26 %", True),
        ("0.2649", "26 %", True),
        ("0.2651", "26 %", False),
        ("271", "över 270", True),
        ("270", "över 270", False),
        ("270", "minst 270", True),
        ("12", "högst 12", True),
        ("12", "färre än 12", False),
        ("11.84", "11,8", True),
        ("11.86", "11,8", False),
        ("1234", "ca 1 200", True),
    ],
)
def test_the_rounding_that_print_implies(value, stated, holds):
    bound, number = read_stated(stated)
    assert fits(Decimal(value), number, bound) is holds


def test_words_are_not_taken_for_numbers():
    assert read_stated("en dryg tredjedel") == ("", None)
    assert printed("en dryg tredjedel") is None
