"""The paragraphs on what is drawn, from which points, and how errors and intervals are made."""

from __future__ import annotations

from intercept.base.words import counted
from intercept.raid.estimates import CONFIDENCE, QUANTILES, student_t
from intercept.raid.task import ROUTES_EVERY
from intercept.report.paper.basis import Basis
from intercept.report.paper.prose import listed, number


def unknown_and_luck(basis: Basis) -> list[str]:
    """Return the paragraphs that tell ignorance from luck."""
    outer = sum(column.level == "geometry" for column in basis.columns)
    inner = len(basis.columns) - outer
    told = (
        f"What nobody knows exactly is kept apart from luck. {counted(len(basis.columns), 'quantity', 'quantities')}"
        f" that the run uses {'is' if len(basis.columns) == 1 else 'are'} not known: {outer} that decide what can be"
        f" engaged (ranges, altitudes, delays and speeds of the classes of defence and sensor), and {inner} that do"
        " not move a window (kill probabilities, shares, stocks and times of reloading and decision). Each has a"
        " triangular prior from its lowest to its highest value about the most likely one, and is common to all"
        " units of its class. Priors are independent except for stated couplings."
    )
    luck = (
        "Luck, given all these, is which sensors and units are up, which threats fail or are jammed, common causes,"
        " and whether each round kills. Its random numbers come from the counter-based generator Philox [@philox],"
        " keyed by seed, vector, replication, purpose and the name of the object, so that a run has the same numbers"
        " on any number of threads, and one more object changes no other's luck."
    )
    if not basis.own_tracks:
        luck += (
            " Launch points, destinations, turning points and the values of single threats are drawn once for each"
            f" geometry; every {ROUTES_EVERY}th geometry of a scramble is flown with second ones, to measure what"
            " they contribute."
        )
    return [told, luck]


def sampling(basis: Basis) -> list[str]:
    """Return the paragraph on the points, and on how many there are."""
    recipe, drawn = basis.recipe, basis.sampling
    points = {
        "sobol": "Sobol points (direction numbers of Joe and Kuo [@joekuo]) with hash-based Owen scrambling"
        " [@owen][@burley]",
        "latin_hypercube": "Latin hypercubes",
        "given": f"points of the authors' own (SHA-256 `{recipe.sampling_sha256}`)",
    }[drawn.scheme]
    vectors = drawn.vectors_in_all
    told = (
        f"The vectors of what is not known were {points}, version {drawn.version} of the program's scheme, in"
        f" {counted(drawn.scrambles, 'independent scramble')} of {counted(drawn.points, 'geometry', 'geometries')},"
        f" with {counted(drawn.vectors, 'vector')} of kill probabilities, shares and stocks within each geometry:"
        f" {counted(vectors, 'vector')} in all. Each was replicated {counted(drawn.replications, 'time')},"
        f" which makes {counted(vectors * drawn.replications, 'replication')}"
        f"{'' if recipe.sweep is None else ' of each point of the sweep'}. The seed was {recipe.seed}."
    )
    return [told + _until(basis), *_sweep(basis)]


def _until(basis: Basis) -> str:
    """Say how the run came to its size, and whether it was cut short."""
    recipe, drawn = basis.recipe, basis.sampling
    cut = " The work was interrupted: fewer were made than were asked for." if basis.interrupted else ""
    if recipe.until is None:
        return cut
    first = f"{counted(recipe.scrambles, 'scramble')} of {counted(recipe.points, 'geometry', 'geometries')}"
    if recipe.sweep is None:
        how, where = "Scrambles were added, or the points of all of them doubled,", ""
    else:
        how, where = "The points of all scrambles were doubled", " at every point of the sweep"
    asked = f"the standard error of the mean number of leakers was at most {number(recipe.until)}{where}"
    met = "" if drawn.until_met else ", which it was not when the work ended"
    return f" The work began with {first}. {how} until {asked}{met}.{cut}"


def _sweep(basis: Basis) -> list[str]:
    swept = basis.recipe.sweep
    if swept is None:
        return []
    varied = [f"`{key}` = {listed(map(str, values))}" for key, values in swept["values"].items()]
    if swept["design"] == "grid":
        every = "" if len(varied) == 1 else "every combination of "
        return [f"The raid was repeated with the same random numbers for {every}{'; '.join(varied)}."]
    drawn = {"sobol": "scrambled Sobol points", "latin_hypercube": "points of a Latin hypercube"}[swept["design"]]
    told = f"The raid was repeated with the same random numbers at {swept['size']} {drawn} of {'; '.join(varied)}"
    return [f"{told}, where two numbers are the ends of a range."]


def errors(basis: Basis) -> list[str]:
    """Return the paragraph on standard errors, intervals and quantiles."""
    scrambles = basis.sampling.scrambles
    if scrambles < 2:
        mean = "One scramble gives a mean without a standard error, and none is stated."
    else:
        mean = (
            f"A mean is that of the {scrambles} means of the scrambles. These are independent, and their scatter s"
            f" gives the standard error s/sqrt({scrambles}) and, with t = {student_t(scrambles - 1):.3f} of Student's"
            f" distribution with {counted(scrambles - 1, 'degree')} of freedom [@abramowitz], the interval of"
            f" {100 * CONFIDENCE:.0f} %. The scatter of points within a scramble is not used, because they are not"
            " independent."
        )
    low, _, high = QUANTILES
    return [
        (
            f"{mean} Ranges of nights are the {100 * low:.0f} and {100 * high:.0f} % quantiles of all replications,"
            " which are values that occurred and hold luck and ignorance together; their own intervals come from the"
            " quantiles of single scrambles, by sectioning [@asmussen]. The variance of replications is split by the"
            " law of total variance into luck (between replications of one vector), the routes and values of single"
            " threats, and what is not known."
        )
    ]
