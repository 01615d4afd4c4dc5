"""One county, made part by part in the order in which the parts need one another."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lineofsight.synth.addresses import Homes, Postcodes, make_homes, make_postcodes
from lineofsight.synth.casebook import Lives
from lineofsight.synth.contacts import Contacts, make_contacts
from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Bools, Ints
from lineofsight.synth.earlier_plans import (
    EarlierPlans,
    OtherAuthorityPlans,
    make_earlier_plans,
    make_other_authority_plans,
)
from lineofsight.synth.early_help import EarlyHelp, make_early_help
from lineofsight.synth.findings import Findings, make_findings
from lineofsight.synth.households import Children, Households, Places, make_families
from lineofsight.synth.involvements import Involvements, make_involvements
from lineofsight.synth.leavers import Leavers, make_leavers
from lineofsight.synth.lives import live
from lineofsight.synth.missing import Missing, make_missing
from lineofsight.synth.people import People, make_people
from lineofsight.synth.placements import CareDetail, detail_care
from lineofsight.synth.plans import CinPlans, make_cin_plans
from lineofsight.synth.recording import recorded
from lineofsight.synth.setting import Setting
from lineofsight.synth.teams import ASSESSMENT, Structure, make_structure
from lineofsight.synth.workforce import Workforce, make_workforce

Progress = Callable[..., object]


@dataclass(frozen=True)
class County:
    """Everything that is true of one county. What a file says of it may differ."""

    setting: Setting
    places: Places
    postcodes: Postcodes
    homes: Households
    addresses: Homes
    children: Children
    people: People
    structure: Structure
    workforce: Workforce
    worse_team: int
    lives: Lives
    findings: Findings
    cin_plans: CinPlans
    earlier: EarlierPlans
    other_authority: OtherAuthorityPlans
    care: CareDetail
    leavers: Leavers
    contacts: Contacts
    early_help: EarlyHelp
    missing: Missing
    involvements: Involvements
    kept: Bools
    """Cases that the case system still holds: those open at any time in the history, and a child's earlier plans."""
    known: Bools
    """Children whom the case system knows."""


def make_whole(setting: Setting, progress: Progress) -> County:
    """Live the history once; everything else is told of it."""
    progress("Families and their homes")
    homes, children, places = make_families(setting)
    postcodes = make_postcodes(setting, places)
    addresses = make_homes(setting, homes, places, postcodes)
    structure = make_structure(setting)
    force = make_workforce(setting, structure)
    worse = _worse_team(structure)
    progress("Years of referrals, plans and care")
    teams = structure.serving(ASSESSMENT, homes.district, np.arange(len(homes)))
    lives = live(setting, homes, children, teams, worse)
    care = detail_care(setting, lives, addresses, postcodes)
    leavers, findings = make_leavers(setting, lives, care), make_findings(setting, lives)
    contacts = make_contacts(setting, lives, findings.referral_source)
    early_help, missing, kept = (
        make_early_help(setting, lives),
        make_missing(setting, lives, care),
        _kept(setting, lives),
    )
    return County(
        setting=setting, places=places, postcodes=postcodes, homes=homes, addresses=addresses, children=lives.children,
        people=make_people(setting, homes, lives.children), structure=structure, workforce=force, worse_team=worse,
        lives=lives, findings=findings, cin_plans=make_cin_plans(setting.rng("child in need plans"), lives.book),
        earlier=make_earlier_plans(setting, lives), other_authority=make_other_authority_plans(setting, lives),
        care=care, leavers=leavers, contacts=contacts, early_help=early_help, missing=missing,
        involvements=make_involvements(setting, lives, structure, force, leavers), kept=kept,
        known=_known(setting, lives, care, leavers, contacts, early_help, missing, kept),
    )  # fmt: skip


def _worse_team(structure: Structure) -> int:
    """The one team that is truly worse on re-referrals: an assessment team of the city."""
    city = structure.before[ASSESSMENT][3]
    return city[min(1, len(city) - 1)]


def _kept(setting: Setting, lives: Lives) -> Bools:
    book = lives.book
    kept = (book.close >= setting.start) & (book.ref < setting.end)
    of_kept = np.zeros(len(lives.children), np.bool_)
    of_kept[book.child[kept]] = True
    return kept | (of_kept[book.child] & (book.cp_start < OPEN))


def _known(
    setting: Setting, lives: Lives, care: CareDetail, leavers: Leavers, contacts: Contacts, early_help: EarlyHelp,
    missing: Missing, kept: Bools,
) -> Bools:  # fmt: skip
    known = np.zeros(len(lives.children), np.bool_)
    home_missing = missing.child[chosen_missing(missing)]
    for child in (
        lives.book.child[kept], care.child[care.end >= setting.start], leavers.child,
        contacts.child[contacts.on >= setting.start], early_help.child[early_help.end >= setting.start], home_missing,
    ):  # fmt: skip
        known[child] = True
    return known


def chosen_missing(missing: Missing) -> Ints:
    """Episodes that social care knows of: all from care, and three in four from home, that the police passed on."""
    return np.flatnonzero(missing.from_care | (missing.since % 4 != 0))


def entered_referrals(county: County) -> tuple[Days, Days]:
    """When each case's referral, and its closure, were entered."""
    rng = county.setting.rng("recording of referrals")
    book = county.lives.book
    opened = recorded(rng, "referral", book.ref)
    return opened, np.maximum(
        recorded(rng, "case closed", np.where(book.close < county.setting.end, book.close, OPEN)), opened
    )
