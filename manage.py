#!/usr/bin/env python
"""Attest's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  after the setting above
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from environs import EnvError  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as error:
        sys.exit(f"Attest cannot start: {error}")


if __name__ == "__main__":
    main()
