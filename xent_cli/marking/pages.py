"""Pages of feedback, one for each student: what was answered, and the steps of what was not right."""

import os
from dataclasses import replace
from functools import cache

from xent_cli.choices import Format
from xent_cli.core.errors import InputError, counted
from xent_cli.formula.mathml import MathML
from xent_cli.formula.unicode import Unicode
from xent_cli.options import Looks
from xent_cli.outcome import Run
from xent_cli.outputs.files import file_names, write_new
from xent_cli.render import blocks, html, markdown
from xent_cli.render.block import Block, Title, seen
from xent_cli.render.paper import paper_blocks
from xent_cli.verify.graded import Graded
from xent_cli.verify.sheet import Line


def write_pages(graded: Graded, directory: str, run: Run, output: Looks, force: bool) -> Graded:
    """Write them, none over a file that is there unless by `force`; the class with a note of where they are."""
    if not directory:
        raise InputError("no folder is named", "--feedback", "name one, such as pages")
    in_markdown = output.format is Format.MARKDOWN
    writer, page, ending = (Unicode, markdown.lines, "md") if in_markdown else (MathML, html.page, "html")
    names = file_names([paper.student.name for paper in graded.papers])
    paths = [os.path.join(directory, f"{name}.{ending}") for name in names]

    @cache
    def steps(line: Line) -> tuple[Block, ...]:
        return tuple(map(within, blocks(run(line.arguments), writer)))

    def of_question(line: Line) -> tuple[Block, ...]:
        return steps(replace(line, file="", number=0, claim=None))

    shown = (map(seen, paper_blocks(paper, graded, of_question, output.digits)) for paper in graded.papers)
    texts = ("\n".join([*page(each), ""]) for each in shown)
    write_new(dict(zip(paths, texts, strict=True)), force=force)
    return replace(graded, notes=(*graded.notes, f"{counted(len(paths), 'page')} of feedback in {directory}"))


def within(block: Block) -> Block:
    """A block as part of a question."""
    return replace(block, depth=1) if isinstance(block, Title) else block
