"""The months of the history, one after the other."""

import numpy as np

from lineofsight.synth.care import Care
from lineofsight.synth.casebook import Lives
from lineofsight.synth.draws import Ints
from lineofsight.synth.households import Children, Households
from lineofsight.synth.protection import Protection
from lineofsight.synth.referrals import WORSE_FOR, FrontDoor
from lineofsight.synth.setting import Month, Setting


def live(setting: Setting, homes: Households, children: Children, teams: Ints, worse_team: int) -> Lives:
    """Live the history: every referral, enquiry, plan and period of care, month by month."""
    lives = Lives(setting, homes, children, teams)
    door = FrontDoor(lives, worse_team, setting.end - WORSE_FOR)
    protection = Protection(lives)
    care = Care(lives, door)
    care.begin()
    protection.begin()
    door.begin()
    for month in setting.months:
        door.receive(month, int(care.alone[month.number]))
        protection.enquire(month)
        care.enter(month)
        protection.end_plans(month)
        care.leave(month)
        door.close(month)
        _note(lives, month)
    lives.book.trimmed()
    ended = lives.s47s.column("end")
    np.minimum(ended, lives.book.close[lives.s47s.column("case")], out=ended)
    return lives


def _note(lives: Lives, month: Month) -> None:
    """The true levels and counts of the month, for the truth folder."""
    book, n = lives.book, lives.book.n
    on, ended = lives.conferences.column("on"), lives.periods.column("end")
    began = lives.periods.column("start")

    def in_month(days: Ints) -> int:
        return int(((days >= month.first) & (days < month.after)).sum())

    lives.levels.append(
        {
            "month": month.number,
            "referrals": in_month(book.ref[:n]),
            "assessments_ended": in_month(book.a_auth[:n]),
            "s47_enquiries": in_month(lives.s47s.column("start")),
            "conferences": in_month(on),
            "cp_starts": in_month(book.cp_start[:n]),
            "cp_ends": in_month(book.cp_end[:n]),
            "cp_at_end": int(((book.cp_start[:n] < month.after) & (book.cp_end[:n] >= month.after)).sum()),
            "cla_starts": in_month(began),
            "cla_ends": in_month(ended),
            "cla_at_end": int(((began < month.after) & (ended >= month.after)).sum()),
            "cin_at_end": int(((book.ref[:n] < month.after) & (book.close[:n] >= month.after) & ~book.nfa[:n]).sum()),
        }
    )
