"""What the server's own log may hold. Who looked at whom is the access log's business, so ids are left out here."""

import logging
import re

_PERSON_ID = re.compile(r"\bP[0-9A-Z]{12,}\b")


class WithoutPersonIds(logging.Filter):
    """Takes person ids out of messages, such as the address of a page that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _PERSON_ID.sub("P…", record.getMessage()), ()
        return True
