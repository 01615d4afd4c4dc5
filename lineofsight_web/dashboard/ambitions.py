"""The nine ambitions in a few words, to group measures by. The board's own full titles are in the plan."""

AMBITIONS: dict[int, str] = {
    1: "The right help at the right time",
    2: "Leading practice that is consistently good",
    3: "The strength of family networks",
    4: "Permanent and stable homes",
    5: "A skilled and supported workforce",
    6: "Strong multi-agency partnerships",
    7: "Fewer children living with neglect",
    8: "Children living with domestic abuse",
    9: "Exploitation and missing children",
}

PRIORITY_SET = (
    "FD08", "AS02", "CP04", "CP06", "CP07", "CP08", "CP09", "CP11", "LG03", "LG08", "LA01", "LA02", "LA03", "LA04",
    "LA06", "PS01", "PS02", "PS07", "CL03", "CL05", "WF01", "WF02", "WF03", "WF06", "QA02", "NE01", "NE04", "DA01",
    "DA03", "EX02", "EX06", "EH02", "EH05",
)  # fmt: skip
"""The measures that the board asks for first. Those that the catalogue does not hold yet are passed over."""
