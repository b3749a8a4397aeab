"""Exercises chosen so that the answer and the mistakes on the way to it are numbers apart."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TypeAlias

from xent_cli.core.errors import InputError
from xent_cli.exercises.ranges import filled, has_ranges, names_in, recalled
from xent_cli.exercises.solution import Solution, Solver
from xent_cli.verify.apart import Nearness, nearness
from xent_cli.verify.key import Question

# How many are drawn to see how far apart the numbers of these ranges can be, and then for each that is wanted.
PROBES, TRIES = 40, 8


# Questions with numbers of their own, solved.
Exercise: TypeAlias = tuple[Solution, ...]


def chosen(questions: Sequence[Question], solver: Solver, seed: str, count: int) -> list[Exercise]:
    """So many different exercises of questions that belong together; fewer, where the ranges do not have them.

    The first ones show how far apart the numbers can be. Those that are so are taken, and no question twice; where
    they are too few, those in which more mistakes are one by two names, and at last those with a question again.
    """
    exercises = iter(different(questions, solver, seed, PROBES + TRIES * count))
    probes = [(exercise, near(exercise)) for exercise in islice(exercises, PROBES)]
    least = min(found for _, found in probes)
    varied = [k for k, question in enumerate(questions) if has_ranges(question.line.command)]
    used: set[str] = set()
    best: list[Exercise] = []
    spare: list[tuple[bool, Nearness, Exercise]] = []
    for exercise, found in chain(probes, measured(exercises)):
        commands = {exercise[k].question.line.command for k in varied}
        again = bool(commands & used)
        if found <= least and not again:
            best.append(exercise)
            used |= commands
        elif found.apart == least.apart:
            spare.append((again, found, exercise))
        if len(best) == count:
            break
    spare.sort(key=lambda one: one[:2])
    return [*best, *(exercise for *_, exercise in spare)][:count]


def measured(exercises: Iterator[Exercise]) -> Iterator[tuple[Exercise, Nearness]]:
    """Each with how near its numbers are."""
    return ((exercise, near(exercise)) for exercise in exercises)


def near(exercise: Exercise) -> Nearness:
    """How many of its numbers are not apart."""
    each = [nearness(solution.answered.values, solution.coincidences) for solution in exercise]
    return Nearness(*(sum(counts) for counts in zip(*each, strict=True)))


def different(questions: Sequence[Question], solver: Solver, seed: str, tries: int) -> Iterator[Exercise]:
    """The exercises that so many draws make, each once; where nothing is drawn, the one that there is."""
    seen = set()
    drawn_at_all = any(has_ranges(question.line.command) for question in questions)
    for k in range(tries if drawn_at_all else 1):
        with_numbers = drawn(questions, f"{seed}/{questions[0].name}/{k}")
        exercise = tuple(question.line.command for question in with_numbers)
        if exercise not in seen:
            seen.add(exercise)
            yield solver.solutions(with_numbers)


def drawn(questions: Sequence[Question], seed: str) -> list[Question]:
    """The questions with numbers in the place of their ranges; the same seed draws the same on any machine."""
    source = random.Random(seed).random
    called: dict[str, str] = {}
    made = []
    for question in questions:
        try:
            line = replace(question.line, command=filled(question.line.command, source, called))
        except InputError as error:
            raise InputError(str(error), question.line.place) from None
        made.append(replace(question, line=line, words=recalled(question.words, called)))
    return made


def together(questions: Sequence[Question]) -> list[list[Question]]:
    """The questions in groups: those that share a name, or use one another's answer, are drawn together."""
    groups: list[tuple[set[str], list[Question]]] = []
    for question in questions:
        tags = names_in(question.line.command) | {f"${name}" for name in (question.name, *question.uses)}
        joined = [group for group in groups if group[0] & tags]
        apart = [group for group in groups if not group[0] & tags]
        members = [*chain.from_iterable(members for _, members in joined), question]
        groups = [*apart, (tags.union(*(names for names, _ in joined)), members)]
    order = {question.name: place for place, question in enumerate(questions)}
    return [sorted(members, key=lambda question: order[question.name]) for _, members in groups]
