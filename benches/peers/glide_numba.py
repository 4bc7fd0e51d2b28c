"""How long do 1,000 glides by bank schedule to the ground take, against a numba program for the same problem?

Lift over drag 2.6 and 13,002.8 kg/m^2 from 46 km at 5,500 m/s eastwards, bank linear between random angles each 200 s,
rotating ellipsoid with J2, standard air. The numba program is the plain way: Dormand and Prince 5(4), one glide an
iteration of a parallel loop, fastmath, steps by its own error estimate. Both meet the same accuracy at the ground,
against the numba program at its tightest; rounds alternate.

    python benches/peers/glide_numba.py [threads]
"""

from __future__ import annotations

import math
import statistics
import sys
import time

import numba
import numpy as np

import intercept as ic

N, K, EVERY_S = 1000, 10, 200.0
GM, J2, A, W = 3.986004418e14, 1.0826298213e-3, 6_378_137.0, 7.292115e-5
FL = 1 / 298.257223563
E2, B = FL * (2 - FL), A * (1 - FL)
EP2 = E2 / (1 - E2)
R0, GMR = 6_356_766.0, 9.80665 * 28.9644 / 8314.32
HB = np.array([0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3])
LB = np.array([-6.5e-3, 0.0, 1e-3, 2.8e-3, 0.0, -2.8e-3, -2e-3])
TB, RB = [288.15], [101325.0]
for i in range(6):
    step = HB[i + 1] - HB[i]
    top = TB[i] + LB[i] * step
    factor = math.exp(-GMR * step / TB[i]) if LB[i] == 0 else (top / TB[i]) ** (-GMR / LB[i])
    RB.append(RB[i] * factor)
    TB.append(top)
RB = np.array(RB) * 28.9644 / (8314.32 * np.array(TB))
TB = np.array(TB)
FAST = {"nsz", "arcp", "contract", "afn", "reassoc"}
BETA, LIFT = 13_002.8, 2.6
C = np.array([0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1])
T = np.zeros((7, 7))
T[1, :1] = 1 / 5
T[2, :2] = 3 / 40, 9 / 40
T[3, :3] = 44 / 45, -56 / 15, 32 / 9
T[4, :4] = 19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729
T[5, :5] = 9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656
T[6, :6] = 35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84
E = np.array([71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])


@numba.njit(fastmath=FAST, inline="always")
def place(x, y, z):
    """Altitude and local up, by Bowring's step."""
    p = math.sqrt(x * x + y * y)
    r = math.sqrt(p * p + z * z)
    tu = (1 - FL) * z / p * (1 + EP2 * B / r)
    cu = 1 / math.sqrt(1 + tu * tu)
    su = tu * cu
    n, d = z + EP2 * B * su**3, p - E2 * A * cu**3
    q = 1 / math.sqrt(n * n + d * d)
    s, c = n * q, d * q
    return p * c + z * s - A * math.sqrt(1 - E2 * s * s), c * x / p, c * y / p, s


@numba.njit(fastmath=FAST)
def density(h):
    height = R0 * h / (R0 + h)
    i = 6
    while i > 0 and height < HB[i]:
        i -= 1
    if LB[i] == 0:
        return RB[i] * math.exp(-GMR * (height - HB[i]) / TB[i])
    return RB[i] * math.exp(-(1 + GMR / LB[i]) * math.log((TB[i] + LB[i] * (height - HB[i])) / TB[i]))


@numba.njit(fastmath=FAST)
def forces(t, s, bank, out):
    x, y, z, vx, vy, vz = s[0], s[1], s[2], s[3], s[4], s[5]
    h, ux, uy, uz = place(x, y, z)
    r2 = x * x + y * y + z * z
    g = -GM / (r2 * math.sqrt(r2))
    k, f = 1.5 * J2 * A * A / r2, 5 * z * z / r2
    v = math.sqrt(vx * vx + vy * vy + vz * vz)
    drag = 0.5 * density(h) * v / BETA
    i = min(int(t / EVERY_S), K - 2)
    share = min((t - i * EVERY_S) / EVERY_S, 1.0)
    angle = bank[i] + (bank[i + 1] - bank[i]) * share
    fx, fy, fz = vx / v, vy / v, vz / v
    rise = fx * ux + fy * uy + fz * uz
    nx, ny, nz = ux - rise * fx, uy - rise * fy, uz - rise * fz
    lift = LIFT * drag * v / math.sqrt(nx * nx + ny * ny + nz * nz)
    c, s_ = lift * math.cos(angle), lift * math.sin(angle)
    gxy, gz = g * (1 + k * (1 - f)) + W * W, g * (1 + k * (3 - f))
    out[0], out[1], out[2] = vx, vy, vz
    out[3] = gxy * x + 2 * W * vy - drag * vx + nx * c + (fy * nz - fz * ny) * s_
    out[4] = gxy * y - 2 * W * vx - drag * vy + ny * c + (fz * nx - fx * nz) * s_
    out[5] = gz * z - drag * vz + nz * c + (fx * ny - fy * nx) * s_


@numba.njit(fastmath=FAST)
def step(t, s, k, h, bank, tol, new, tmp):  # noqa: PLR0913, PLR0917 - plain arrays are what numba compiles
    for i in range(1, 7):
        for c in range(6):
            total = 0.0
            for j in range(i):
                total += T[i, j] * k[j, c]
            tmp[c] = s[c] + h * total
        forces(t + C[i] * h, tmp, bank, k[i])
    worst = 0.0
    for c in range(6):
        new[c] = tmp[c]
        total = 0.0
        for j in range(7):
            total += E[j] * k[j, c]
        e = h * total / (tol + tol * max(abs(s[c]), abs(tmp[c])))
        worst += e * e
    return math.sqrt(worst / 6)


@numba.njit(fastmath=FAST, parallel=True)
def fly(start, banks, tol):
    out = np.empty((len(banks), 3))
    for row in numba.prange(len(banks)):
        s, new, tmp, k = start.copy(), np.empty(6), np.empty(6), np.empty((7, 6))
        t, h = 0.0, 1.0
        forces(t, s, banks[row], k[0])
        while True:
            error = step(t, s, k, h, banks[row], tol, new, tmp)
            if not error < 1.0:
                h *= max(0.2, 0.9 * error**-0.2) if error < 1e6 else 0.2
                continue
            below = place(new[0], new[1], new[2])[0]
            if below <= 0.0:
                low, high = 0.0, h
                for _ in range(60):
                    h = 0.5 * (low + high)
                    step(t, s, k, h, banks[row], tol, new, tmp)
                    if place(new[0], new[1], new[2])[0] > 0.0:
                        low = h
                    else:
                        high = h
                    if high - low < 1e-7:
                        break
                out[row] = new[:3]
                break
            t += h
            h = min(h * (10.0 if error == 0 else min(10.0, 0.9 * error**-0.2)), 50.0)
            s[:] = new
            k[0] = k[6]
    return out


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    numba.set_num_threads(threads)
    banks = np.random.default_rng(7).uniform(-1.0, 1.0, (N, K))
    position = ic.earth.geodetic_to_ecef(-0.7, -2.5, 46_000.0)[0]
    velocity = 5500.0 * np.array([-math.sin(-2.5), math.cos(-2.5), 0.0])
    start = np.concatenate([position, velocity])
    bodies = ic.Ensemble(
        position_ecef_m=np.tile(position, (N, 1)),
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=BETA,
        lift_to_drag=LIFT,
        bank_rad=banks,
        bank_times_s=np.arange(K) * EVERY_S,
    )
    truth = fly(start, banks, 1e-13)

    def error(end):
        return float(np.max(np.linalg.norm(end - truth, axis=1)))

    def ours(tolerance_m):
        return bodies.ends(tolerance_m=tolerance_m, threads=threads)["position_ecef_m"]

    def theirs(tolerance):
        return fly(start, banks, tolerance)

    for target in (1.0, 1e-1):
        settings = {
            ours: next(t for t in 10.0 ** np.arange(0, -9, -0.5) if error(ours(t)) <= target),
            theirs: next(t for t in 10.0 ** np.arange(-6, -13, -0.5) if error(theirs(t)) <= target),
        }
        times = {program: [] for program in settings}
        for _ in range(7):
            for program, tolerance in settings.items():
                begin = time.perf_counter()
                program(tolerance)
                times[program].append(time.perf_counter() - begin)
        print(f"error at most {target} m, {threads} threads")
        for program, tolerance in settings.items():
            milliseconds, off = 1e3 * statistics.median(times[program]), error(program(tolerance))
            print(f"  {program.__name__:8s}{milliseconds:10.1f} ms   tolerance {tolerance:.0e}   error {off:.2g} m")
        print(f"  theirs / ours: {statistics.median(times[theirs]) / statistics.median(times[ours]):.1f}")


if __name__ == "__main__":
    main()
