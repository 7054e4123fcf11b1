"""Charts of exact figures about people."""

from __future__ import annotations

import base64

from samsyn.web.charts import Chart


class ClosedChart(Chart):
    """A chart whose drawing travels inside the page: exact figures get no address of their own and no place in a cache.

    The page it is part of is not stored either, so the drawing goes when the page goes.
    """

    @property
    def address(self) -> str:
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg().encode()).decode()}"
