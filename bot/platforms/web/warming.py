"""What the first page needs."""

from bot.platforms.web.render import TEMPLATES


def warm_pages() -> None:
    """Load the templates."""
    for name in TEMPLATES.list_templates():
        TEMPLATES.get_template(name)
