"""From printed lines to whole ones: bullets taken off, empty lines noted, lines that a margin broke joined."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lineofsight_web.plan.paper_rules import (
    AMBITION,
    BULLETS,
    DATE,
    DRAWN_LINE,
    JOINING_END,
    LONGEST_WRAPPED,
    MARKED,
    PARAGRAPH_NUMBER,
    SECTIONS,
    SENTENCE_END,
    WRAPPED_SHARE,
    fold_heading,
)


@dataclass(frozen=True)
class Line:
    """One line as a reader sees it. `bullet` is its mark ('' for none); `indent` counts the spaces before it.

    `width` is the length of the last printed line that went into it, `after_blank` whether an empty line stands above.
    """

    text: str
    bullet: str = ""
    indent: int = 0
    width: int = 0
    after_blank: bool = True

    @property
    def n_words(self) -> int:
        return len(self.text.split())


_NOTHING = Line("")


def whole_lines(text: str) -> list[Line]:
    """The paper's lines, each as it would stand if the page were wide enough. Every word of the text is in one."""
    printed = list(_printed(text))
    margin = _margin(printed)
    lines: list[Line] = []
    for line in printed:
        if lines and _continues(lines[-1], line, margin):
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line)
    return lines


def _printed(text: str) -> Iterator[Line]:
    above = _NOTHING
    for raw in text.splitlines():
        shown = "".join(mark if mark.isprintable() or mark in BULLETS else " " for mark in raw)
        if DRAWN_LINE.match(shown) or not shown.strip():
            above = _drawn(shown, above)
            continue
        line = _unmarked(shown)
        yield replace(line, bullet=line.bullet or above.bullet, after_blank=above.after_blank)
        above = Line("", after_blank=False)


def _drawn(shown: str, above: Line) -> Line:
    """A line without words. A bullet alone marks the line below it; anything else parts what it stands between."""
    mark = shown.strip()
    return replace(above, bullet=mark) if MARKED.fullmatch(mark) else _NOTHING


def _unmarked(shown: str) -> Line:
    text = " ".join(shown.split())
    mark = MARKED.match(text)
    return Line(
        text=text[mark.end() :] if mark else text,
        bullet=mark.group().strip() if mark else "",
        indent=len(shown) - len(shown.lstrip()),
        width=len(shown.rstrip()),
    )


def _margin(lines: list[Line]) -> int:
    """The width at which a margin, not the writer, ended the long lines (an e-mail, a copied page); 0 for none."""
    widest = max((line.width for line in lines), default=0)
    nearly = sum(line.width >= 0.8 * widest for line in lines)
    wrapped = len(lines) >= 10 and 40 <= widest <= LONGEST_WRAPPED and nearly >= WRAPPED_SHARE * len(lines)
    return widest if wrapped else 0


def _continues(before: Line, line: Line, margin: int) -> bool:
    """Whether `line` is the rest of the line above it: never across an empty line, a bullet or a heading."""
    if line.after_blank or line.bullet or starts_something(line.text) or fold_heading(before.text) in SECTIONS:
        return False
    number = PARAGRAPH_NUMBER.match(before.text)
    if number and not number["text"]:
        return True
    if SENTENCE_END.search(before.text):
        return bool(margin and (before.bullet or number))  # every point is marked, so an unmarked line opens none
    if line.text[0].islower() or JOINING_END.search(before.text):
        return True
    return bool(margin and before.width >= 0.7 * margin)


def starts_something(text: str) -> bool:
    """Whether a line opens a paragraph, an ambition or a section, or is a date: what a broken line never does."""
    folded = fold_heading(text)
    return bool(folded in SECTIONS or PARAGRAPH_NUMBER.match(text) or AMBITION.match(text) or DATE.match(text))


def _joined(before: Line, line: Line) -> Line:
    hyphenated = before.text.endswith("-") and before.text[-2:-1].isalpha()
    text = f"{before.text}{'' if hyphenated else ' '}{line.text}"
    return replace(before, text=text, width=line.width)
