"""Days as points of time, for formats that know no days."""

from datetime import date


def moment(day: date) -> str:
    """Returns a point of time on `day`. Records know days only: noon in UTC is on that day nearly everywhere."""
    return f"{day}T12:00:00Z"
