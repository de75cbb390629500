"""What the first page and the first calendar need."""

from bot.platforms.web.calendars import written
from bot.platforms.web.render import TEMPLATES


def warm_pages() -> None:
    """Load the templates, and what writes calendars."""
    for name in TEMPLATES.list_templates():
        TEMPLATES.get_template(name)
    written()
