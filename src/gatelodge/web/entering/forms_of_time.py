"""A day and a time of day in two boxes, read as one moment."""

from datetime import datetime

from django import forms

from gatelodge.record import LONDON


class MomentMixin(forms.Form):
    """A day and a time of day that make one moment in London."""

    def moment(self, day: str, time: str) -> datetime:
        """Put day and time together."""
        return datetime.combine(self.cleaned_data[day], self.cleaned_data[time], tzinfo=LONDON)
