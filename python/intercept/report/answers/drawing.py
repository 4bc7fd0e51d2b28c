"""How each answer is drawn and printed, by its question."""

from __future__ import annotations

from typing import Any

from intercept.analysis.answer import Answer
from intercept.analysis.compare_words import Comparison
from intercept.analysis.endurance import Endurance
from intercept.analysis.exchange import Exchange
from intercept.analysis.matters_words import Sensitivity
from intercept.analysis.placed import Placement
from intercept.analysis.saturation_curve import Saturation
from intercept.base.arguments import refused
from intercept.report.answers import comparison, endurance, exchange, placement, saturation, sensitivity
from intercept.report.answers.form import Shown
from intercept.report.look import page, provenance, words
from intercept.report.look.chart import Drawing

NOTE = (
    f"{words.NOTIONAL} Intervals of means say how far sampling may have them off; errors of the model and wrong priors"
    " are not in them."
)
# Each has `tables` and `charts` of its answer.
_QUESTIONS: dict[type[Answer], Any] = {
    Comparison: comparison,
    Endurance: endurance,
    Exchange: exchange,
    Placement: placement,
    Saturation: saturation,
    Sensitivity: sensitivity,
}
KINDS = tuple(_QUESTIONS)


def drawing(found: Answer) -> Drawing:
    """Return how an answer is drawn; its page has the words, the figures and the tables."""
    charts = _question(found).charts(found)

    def rendered(_: Any) -> str:  # noqa: ANN401 - a figure of plotly
        tables = [
            page.section(
                shown.title,
                page.table(
                    shown.headings,
                    [[page.text(cell) for cell in row] for row in shown.rows],
                    css="" if shown.prose else "numbers",
                ),
            )
            for shown in tables_of(found)
        ]
        made = provenance.section(provenance.of_made(found.made, found.QUESTION))
        appendix = [page.tables_section(found.tables()), made]
        answer = ["\n".join(part) for part in found.parts]
        return page.document(charts.title, answer, [charts.section(), *tables], note=NOTE, appendix=appendix)

    return Drawing(charts.figure, rendered, charts.static)


def tables_of(found: Answer) -> list[Shown]:
    """Return the tables of an answer as they are printed."""
    tables: list[Shown] = _question(found).tables(found)
    return tables


def _question(found: Answer) -> Any:  # noqa: ANN401 - a module with `tables` and `charts`
    if type(found) not in _QUESTIONS:
        raise refused("thing", found, "an answer to a question")
    return _QUESTIONS[type(found)]
