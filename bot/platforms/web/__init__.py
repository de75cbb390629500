"""The same commands in a browser: Starlette, Jinja2 and htmx, with or without JavaScript."""
