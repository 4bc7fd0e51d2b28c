"""A claim in words: how it is read, what must be true for it, and what it says nothing of."""

import intercept as ic

SENTENCE = "95 % of the more than 60 missiles and some 750 drones were intercepted, hypersonic ones included"


def main() -> None:
    check = ic.check_claim(SENTENCE)
    for piece in check.reading.pieces:
        print(f"{piece.text:15} {piece.understood}")
    for place, line in enumerate(check.verdict.lines, start=1):
        print(f"{place}. {line}")

    # 0 of 29 observed interceptions of ballistic missiles allow a chance of at most 9.8 %.
    held = ic.check_claim("9 of 16 ballistic missiles were intercepted", observed={"ballistic": "0/29"})
    print(held.verdict.lines[0])

    stated = check.arithmetic[0].stated
    assert stated is not None
    assert (stated.low, stated.high) == (36, 46)
    assert check.verdict.grade == "possible"
    assert held.verdict.grade == "not_reconcilable"


if __name__ == "__main__":
    main()
