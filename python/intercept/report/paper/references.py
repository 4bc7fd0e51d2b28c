"""The works that a methods section cites: those of the pages of docs/models. Only what is cited is listed."""

from __future__ import annotations

import re

REFERENCES = {
    "us76": "US Standard Atmosphere, 1976. NOAA-S/T 76-1562, U.S. Government Printing Office, 1976.",
    "karney": 'C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43-55.',
    "dormand": (
        'J. R. Dormand and P. J. Prince, "A family of embedded Runge-Kutta formulae", Journal of Computational and'
        " Applied Mathematics 6 (1980) 19-26."
    ),
    "vinh": (
        "N. X. Vinh, A. Busemann and R. D. Culp, Hypersonic and Planetary Entry Flight Mechanics, University of"
        " Michigan Press, 1980."
    ),
    "skolnik": "M. I. Skolnik, Introduction to Radar Systems, 3rd edition, McGraw-Hill, 2001.",
    "p453": "Recommendation ITU-R P.453, The radio refractive index: its formula and refractivity data.",
    "zarchan": "P. Zarchan, Tactical and Strategic Missile Guidance, 6th edition, AIAA, 2012.",
    "philox": (
        'J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",'
        " Proceedings of SC11, 2011."
    ),
    "joekuo": (
        'S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on'
        " Scientific Computing 30 (2008) 2635-2654."
    ),
    "owen": (
        'A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", Monte Carlo and Quasi-Monte Carlo Methods in'
        " Scientific Computing, Springer, 1995, 299-317."
    ),
    "burley": 'B. Burley, "Practical hash-based Owen scrambling", Journal of Computer Graphics Techniques 9 (4), 2020.',
    "asmussen": "S. Asmussen and P. W. Glynn, Stochastic Simulation: Algorithms and Analysis, Springer, 2007.",
    "abramowitz": (
        "M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, National Bureau of Standards, 1964,"
        " section 26.7."
    ),
}
CITED = re.compile(r"\[@(\w+)\]")


def numbered(text: str) -> tuple[str, str]:
    """Return a text whose marks, such as `[@us76]`, are numbers by their first use, and the list of works."""
    used = list(dict.fromkeys(CITED.findall(text)))
    shown = CITED.sub(lambda found: f"[{used.index(found[1]) + 1}]", text)
    return shown, "\n".join(f"{k}. {REFERENCES[key]}" for k, key in enumerate(used, 1))
