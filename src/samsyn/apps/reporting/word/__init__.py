"""The report in Word: report.docx is the template, which an evaluator may edit; build_template.py made it."""

from samsyn.apps.reporting.word.document import word_document

__all__ = ["word_document"]
