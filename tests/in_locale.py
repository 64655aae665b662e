"""A plugin of pytest (-p tests.in_locale): tests run in the locale of the environment, as Qt sets it on a desktop."""

import locale


def pytest_configure() -> None:
    locale.setlocale(locale.LC_ALL, "")  # raises where there is no such locale
