"""Generated examples without deadlines: timings are no tests, and a shared machine may be slow for a moment."""

import hypothesis

hypothesis.settings.register_profile("samsyn", deadline=None)
hypothesis.settings.load_profile("samsyn")
