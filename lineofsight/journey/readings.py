"""What the journey takes a record to mean where guidance or data leave a choice. Indicators quote these."""

SHORT_BREAKS = (
    "An episode under V3 or V4 (a series of short breaks) is not being looked after: it is no part of a period of "
    "care, of a stock, of a start or of a count of placements."
)

DAY_AN_EPISODE_ENDS = (
    "An episode holds from the day it begins up to, not including, the day it ends: a child whose care ends on 31 "
    "March is not looked after at the end of that day; one whose care begins on 31 March is."
)

SSDA903_MERGED = (
    "The yearly files complete one another. All are read together, one episode for each child and day of beginning "
    "(DECOM). Where files differ, a version with an end date stands before one without; then the version of the file "
    "that reaches furthest. An episode still without an end is ended by the child's next one; if there is none, it is "
    "open."
)

REASON_WITHOUT_END = (
    "A reason for ceasing without an end date does not end an episode. Nothing says on which day it would have ended, "
    "and in the files of a later year the same episodes turn out to have gone on past 31 March."
)

EIGHTEENTH_BIRTHDAY = (
    "Nobody is looked after from the 18th birthday on: care recorded as going on ends there. Care that begins on or "
    "after it is kept as recorded, since then the birth date is more likely wrong than the care. Born on 29 February: "
    "the birthday is 28 February where the year has no 29th."
)

PERIOD_OF_CARE = (
    "A period of care is an unbroken chain of episodes. A day without any episode begins a new one, and so does an "
    "episode that started care (S), even where an earlier episode still runs: the earlier period ends that day."
)

OVERLAPPING_EPISODES = (
    "Where two episodes of a child overlap, the child is looked after as long as either runs, and is counted once."
)

START_OF_CARE = (
    "A start is a period of care whose first episode began with S. A chain that begins with another reason was under "
    "way before our earliest extract, and is no start."
)

PLACEMENT = (
    "A placement is a stay with one carer or in one setting. An episode that changes only the legal status (L) goes on "
    "with it. So do a move that keeps the carer (T, U), adoption by the current foster carer (A3, A5), and the return "
    "from a temporary placement to the same type, provider and Ofsted number. Temporary placements (T0 to T4), stays "
    "of less than a day and short breaks do not count."
)

END_BEFORE_START = (
    "An end before its start is not believed, but the start is: the spell counts as begun and covers no day, and how "
    "long it took is not known. The check of the extract reports it."
)

AFTER_THE_RUN = (
    "What is dated after the day of the run is left out, and an end after that day has not happened yet. Both stay "
    "counted as rows of their file."
)

CARE_LEAVER_YEAR = (
    "The SSDA903 care leavers file holds no date but birth dates. Its collection year is that of the episodes file "
    "with the same year in its name: the last year to 31 March in which at least a tenth as many of that file's "
    "episodes began as in its busiest year, so that a few later ones do not move it. The position is dated by the "
    "birthday in that year."
)

SAME_MISSING_EPISODE = (
    "What two agencies report of a child for the same day is one missing episode; two reports of one agency are two."
)

HOME_DISTRICT = (
    "The district is that of the home address on the day, never of a placement; where only SSDA903 files are loaded, "
    "of the home postcode they give. 'outside' is a postcode of the national lookup in another district; 'unknown' is "
    "one that the lookup does not hold, or no address at all."
)

LOOKED_AFTER_12_MONTHS = (
    "Looked after for 12 months: one period of care, short breaks aside, that began on or before the first day of the "
    "12 months that end with the month end, and had not ended. At 31 March: since 1 April of the year before or "
    "earlier."
)

ONLY_NOW = (
    "The case system holds only how it stands now, so this speaks for the last month end before the extract and for no "
    "earlier one."
)

OC2_AT_31_MARCH = (
    "Where the case system's own records are not loaded, the SSDA903 return (OC2) says how it stood at each 31 March, "
    "of the children it lists, and nothing of the months between."
)

SOCIAL_WORKER = (
    "A social worker is the worker recorded as allocated to the child, or as the lead; reviewing officers, personal "
    "advisers and family support workers are not."
)

TEAM = (
    "The team is that of the allocated worker on the day, of several the one allocated last; without one, of the last "
    "involvement begun. Where a team closed, its successor's from that day."
)
