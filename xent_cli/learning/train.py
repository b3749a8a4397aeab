"""The journey of `xent train`: a table, read once -> epoch after epoch -> a model, what it is worth, and its files."""

import sys
from dataclasses import replace

from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.learning.beginning import begun, gone_on, plan_of
from xent_cli.learning.call import Call
from xent_cli.learning.estimate import estimate
from xent_cli.learning.interrupt import Interrupt
from xent_cli.learning.judged import judged
from xent_cli.learning.predictions import write
from xent_cli.learning.rows import Rows, rows_of
from xent_cli.learning.saved import Saved, load, save
from xent_cli.learning.training import Plan, Stand, epochs, loss_at_first
from xent_cli.learning.training_report import Finished, doubts, report
from xent_cli.outcome import Outcome
from xent_cli.outputs.files import refuse_place
from xent_cli.outputs.table import refuse_ending
from xent_cli.render.progress import advancing

EPOCHS = 10


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    run = call.run
    refuse(call)
    before = load(run.load) if run.load else None
    seed = before.seed if before and run.seed is None else run.seed or 0
    rows = rows_of(call, before.stand.model if before else None, seed)
    start = gone_on(call, before, rows.examples) if before else begun(call, rows.examples)
    plan = plan_of(start, rows)
    with Interrupt(waited=run.save is not None) as interrupt:
        stand = descended(call, plan, start, rows, interrupt)
    if run.save:
        save(run.save, start._replace(stand=stand))
    if interrupt.came:
        told = f"interrupted in epoch {stand.epoch + 1}, after {stand.updates} updates"
        print(f"xent: {told}; what was learnt is in {run.save}, and --load goes on from it", file=sys.stderr)
        raise KeyboardInterrupt
    if run.predict:
        write(run.predict, stand.model, rows.validation or rows.examples.training)
    trained = finished(plan, stand, rows, len(start.stand.epochs))
    return replace(concluded(call, report(call, start, trained, rows)), doubts=tuple(doubts(trained)))


def refuse(call: Call) -> None:
    """Refuse what cannot be, before the table is read."""
    run = call.run
    if run.predict:
        refuse_ending(run.predict, "--predict")
    for path in (run.save, run.predict):
        if path:
            refuse_place(path)
    if run.sampled and run.negative:
        raise InputError("there is another way of drawing classes", "--negative", "leave it out, or --sampled")
    if run.tolerance is not None and (run.sampled or run.negative):
        raise InputError("of drawn classes the whole gradient is not known", "--tolerance", "leave it out")


def descended(call: Call, plan: Plan, start: Saved, rows: Rows, interrupt: Interrupt) -> Stand:
    """Where the descent comes to: through all epochs, or until the gradient is small, or it is interrupted."""
    stand = start.stand
    count = call.run.epochs
    if count is None:
        count = 0 if call.run.load else EPOCHS
    last = stand.epoch + count
    least = call.run.tolerance
    total = count * plan.batches - stand.batch
    with advancing(total) as advance:

        def watch(now: Stand) -> bool:
            advance(now.updates - start.stand.updates, lambda: said(now, last))
            return not interrupt.came

        going = epochs(plan, stand, watch)
        while stand.epoch < last:
            stand = next(going)
            if interrupt.came:
                break
            if least is not None and stand.epochs[-1].gradient_norm <= least:
                break
    return stand


def said(now: Stand, last: int) -> str:
    """How far it is, in a few words."""
    loss = now.sums.loss / now.sums.weight if now.sums and now.sums.weight else float("nan")
    return f"epoch {now.epoch + 1} of {last}, loss {loss:.4g}"


def finished(plan: Plan, stand: Stand, rows: Rows, known: int) -> Finished:
    """What the model came to, on all rows."""
    model, training = stand.model, rows.examples.training
    drawn = plan.sampling
    return Finished(
        plan,
        stand,
        judged(model, training),
        None if rows.validation is None else judged(model, rows.validation),
        None if drawn is not None else plan.whole(model),
        None if drawn is None else estimate(model, drawn, training, plan.seed),
        loss_at_first(plan, model),
        known,
    )
