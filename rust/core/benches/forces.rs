//! What share of the machine's peak rate do the forces of an ensemble reach? Both are measured here, one after the
//! other, on one thread; rounds alternate, medians are printed.
//!
//! A fused multiply-add counts as two operations, every other operation as one; a root or a division too. Moves,
//! comparisons and selections count nothing.

#![allow(missing_docs, clippy::print_stdout, reason = "a program that prints")]

use intercept_core::earth::height::Height;
use intercept_core::earth::world::World;
use intercept_core::flight::ensemble::free::{Body, Pull};
use intercept_core::math::lanes::Lanes;
use intercept_core::math::pair::Pair;
use intercept_core::math::real::{Real, LANES_MAX};
use intercept_core::math::step::Forces;
use pulp::{Arch, Simd, WithSimd};
use std::hint::black_box;
use std::time::Instant;

// Counted for ballistic bodies with J2: spot (height.rs) 34, gravity's pull (gravity.rs) 16, density (cells.rs) 24,
// drag 8 and the sum of all 13 (free.rs).
const OPERATIONS: f64 = 34.0 + 16.0 + 24.0 + 8.0 + 13.0;
const REPEATS: u32 = 200_000;
const ROUNDS: usize = 9;

struct Width;
struct Peak;
struct Evaluations<'a>(&'a World);

impl WithSimd for Width {
    type Output = usize;
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F64_LANES
    }
}

impl WithSimd for Peak {
    type Output = f64;
    // Twelve chains of fused multiply-adds, enough to fill two units of four cycles each: operations a second.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let lane = |x: f64| Lanes::new(simd, black_box(x));
        let (a, b) = (lane(0.999_999), lane(1e-6));
        let mut x = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.1].map(lane);
        let start = Instant::now();
        for _ in 0..REPEATS {
            for y in &mut x {
                *y = y.mul_add(a, b);
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let mut row = [0.0; LANES_MAX];
        for y in x {
            y.store(&mut row);
            black_box(row);
        }
        2.0 * 12.0 * f64::from(REPEATS) * lanes::<Lanes<S>>() / seconds
    }
}

impl WithSimd for Evaluations<'_> {
    type Output = f64;
    // Evaluations of the forces a second, each on what the one before gave.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let one = Pair(Lanes::new(simd, black_box(1.0)), Lanes::new(simd, black_box(1.0)));
        let cells = self.0.air.cells();
        let cell = cells.cell(cells.index(30e3));
        let mut terms = [one; 8];
        for (to, from) in terms.iter_mut().zip(cell.terms) {
            *to = one * from;
        }
        let (height, zero) = (Height::of(&self.0.shape), one * 0.0);
        let body = Body {
            thickness: one * 1e-4,
            lift_to_drag: zero,
            bank: zero,
            bank_rate: zero,
            scale: one * cell.scale,
            shift: one * cell.shift,
            terms,
        };
        let pull: Pull<'_, _, false> = Pull { world: self.0, height: &height, drag: None, body: &body };
        let mut r = [one * 4.5e6, one * 1.2e6, one * 4.38e6];
        let mut v = [one * 1_000.0, one * 500.0, one * -800.0];
        let start = Instant::now();
        for _ in 0..REPEATS {
            let (a, _) = pull.at(zero, &r, &v);
            for k in 0..3 {
                v[k] = a[k].mul_add_const(1e-9, v[k]);
                r[k] = v[k].mul_add_const(1e-9, r[k]);
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let mut row = [0.0; LANES_MAX];
        v[0].store(&mut row);
        black_box(row);
        f64::from(REPEATS) * lanes::<Pair<Lanes<S>>>() / seconds
    }
}

fn lanes<R: Real>() -> f64 {
    [1.0; LANES_MAX][..R::LANES].iter().sum()
}

fn median(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    x[x.len() / 2]
}

fn main() {
    let arch = Arch::new();
    let world = World::EARTH;
    let (mut peaks, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        peaks.push(arch.dispatch(Peak));
        rates.push(arch.dispatch(Evaluations(&world)));
    }
    let (peak, rate) = (median(peaks), median(rates));
    println!("numbers in a vector register: {}", arch.dispatch(Width));
    println!("peak of fused multiply-adds, one thread: {:.1} GFLOP/s", peak * 1e-9);
    println!("evaluations of the forces: {:.1} million/s, {:.2} ns each", rate * 1e-6, 1e9 / rate);
    println!("operations each: {OPERATIONS}; share of the peak: {:.0} %", 100.0 * rate * OPERATIONS / peak);
}
