"""Who is who: one lasting id for each person that any agency's records are about.

Splink is used here and nowhere else. Importing this package does not import it: web workers open identity tables, and
Splink would cost each of them a second and 100 MB.
"""

from lineofsight.identity.ledger import Ledger
from lineofsight.identity.linking import IDENTITY_TABLES, IdentityResult, identify, splink_alone
from lineofsight.identity.stored import read_ledger

__all__ = ["IDENTITY_TABLES", "IdentityResult", "Ledger", "identify", "read_ledger", "splink_alone"]
