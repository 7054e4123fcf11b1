"""The report in Word: report.docx is the template, which an evaluator may edit; build_template.py made it."""

from samsyn.apps.reporting.word.document import short_document, word_document

__all__ = ["short_document", "word_document"]
