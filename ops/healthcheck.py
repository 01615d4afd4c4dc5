#!/usr/bin/env python3
"""Asks the service on this machine for its sign-in page. Exit code 0: it answers. 1: it does not, and why.

    python healthcheck.py          asks port 8000
    python healthcheck.py 8010

The page needs the application, its database and its templates, but no snapshot and nobody's name. The question is put
as the proxy in front puts it: with a name the service answers to, over https.
"""

import http.client
import os
import sys

TIMEOUT_SECONDS = 8


def problem(port: int) -> str:
    """What is wrong; empty if the sign-in page is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/sign-in/", headers={"Host": a_name(), "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        page = answer.read()
    except (OSError, http.client.HTTPException) as error:
        return f"no answer on port {port}: {type(error).__name__}"
    finally:
        connection.close()
    if answer.status != http.client.OK:
        return f"the sign-in page was answered with {answer.status}"
    return "" if b'name="password"' in page else "what was answered is not the sign-in page"


def a_name() -> str:
    """A name from LINEOFSIGHT_ALLOWED_HOSTS, as the settings read it."""
    names = os.environ.get("LINEOFSIGHT_ALLOWED_HOSTS", "").split(",")
    first = names[0].strip().removeprefix(".")
    return first if first and first != "*" else "localhost"


if __name__ == "__main__":
    found = problem(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
    if found:
        sys.exit(f"Not well: {found}.")
