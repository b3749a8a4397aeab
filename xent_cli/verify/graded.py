"""A class's answers marked: what each is worth, each student's points, and what became of each question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from xent_cli.verify.answers import Student
from xent_cli.verify.key import Key, Question
from xent_cli.verify.sheet import Mark, Score, Unjudged, counted_up, score
from xent_cli.verify.verdict import Status, VectorVerdict, Verdict

UNKNOWN = "no known mistake"


@dataclass(frozen=True)
class Answered:
    """What a student answered to a question (None where there is no such), and the points for it."""

    question: Question | None
    mark: Mark
    points: float

    @property
    def name(self) -> str:
        """What the question is called."""
        return self.question.name if self.question else ""


@dataclass(frozen=True)
class Paper:
    """All that a student answered."""

    student: Student
    answers: tuple[Answered, ...]

    @property
    def points(self) -> float:
        """The points in all."""
        return sum(answer.points for answer in self.answers)

    @cached_property
    def score(self) -> Score:
        """How many questions are right."""
        return score(self.student.name, [answer.mark for answer in self.answers])


@dataclass(frozen=True)
class Mistake:
    """What several did, and how many."""

    name: str
    count: int


@dataclass(frozen=True)
class Summary:
    """What became of a question."""

    question: Question
    asked: int
    right: int
    follows: int
    missing: int
    unusable: int
    mistakes: tuple[Mistake, ...]  # the commonest first

    @property
    def share(self) -> float:
        """The part of the students who have it right."""
        return self.right / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Graded:
    """The papers of a class, and how they were read."""

    key: Key
    papers: tuple[Paper, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all papers."""
        return tuple(answer.mark for paper in self.papers for answer in paper.answers)

    @property
    def verified(self) -> bool:
        """Whether all answers are accepted."""
        return all(mark.accepted for mark in self.marks)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """A score for each file."""
        files = groupby(self.papers, lambda paper: paper.student.file)
        return tuple(
            score(file, [answer.mark for paper in papers for answer in paper.answers]) for file, papers in files
        )

    @property
    def total(self) -> Score:
        """The score of all papers together."""
        return score("", self.marks)

    @property
    def points(self) -> float:
        """The points that all papers have together."""
        return sum(paper.points for paper in self.papers)

    @property
    def of_points(self) -> float:
        """The points that one paper can have."""
        return sum(question.points for question in self.key.questions)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """What became of each question."""
        return tuple(
            summary(question, [paper.answers[k].mark for paper in self.papers])
            for k, question in enumerate(self.key.questions)
        )

    def __str__(self) -> str:
        return counted_up(self.total, self.marks)


def worth(mark: Mark, credit: Mapping[str, float]) -> float:
    """The share of the points that an answer gets; that of a vector is the mean of its entries'."""
    if mark.status is Unjudged.FOLLOWS:
        return credit.get(mark.status, 1.0)
    match mark.verdict:
        case Verdict() as verdict:
            return _worth(verdict, credit)
        case VectorVerdict(parts=parts):
            whole = sum(_worth(part, credit) for part in parts) / len(parts)
            return whole if mark.accepted else whole * credit.get("entry", 1.0)
        case None:
            return 0.0


def _worth(verdict: Verdict, credit: Mapping[str, float]) -> float:
    return credit.get(verdict.status, float(verdict.accepted))


def summary(question: Question, marks: Sequence[Mark]) -> Summary:
    """What became of a question in a class."""
    follows = sum(mark.status is Unjudged.FOLLOWS for mark in marks)
    missing = sum(mark.status in (Unjudged.MISSING, Status.MISSING) for mark in marks)
    mistakes = Counter(mistake_of(mark) for mark in marks if mark.verdict and not mark.accepted)
    known = sorted(mistakes.most_common(), key=lambda found: found[0] == UNKNOWN)
    found = tuple(Mistake(name, count) for name, count in known)
    right = sum(mark.accepted for mark in marks) - follows
    unusable = sum(mark.status is Unjudged.UNUSABLE for mark in marks)
    return Summary(question, len(marks), right, follows, missing, unusable, found)


def mistake_of(mark: Mark) -> str:
    """What went wrong, in a word: the likeliest of the mistakes that fit."""
    assert mark.verdict is not None
    if mark.verdict.diagnosis:
        return mark.verdict.diagnosis[0].name
    if mark.status is Status.WRONG:
        return UNKNOWN
    return {Status.CLOSE: "close: rounded on the way?"}.get(Status(mark.status), str(mark.status))
