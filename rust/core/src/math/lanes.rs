//! Packs of `f64` in the vector registers of the machine at hand: AVX-512, AVX2 with FMA, NEON, or plain numbers.

use super::real::{exponent_as_fraction, fraction_as_exponent, Real, FRACTION_TOP, ONE};
use pulp::bytemuck::cast;
use pulp::Simd;
use std::ops::{Add, Div, Mul, Neg, Sub};

// A sign and an exponent take twelve bits; the sign of a positive number is free.
const EXPONENT_BITS: u32 = 11;

/// A pack of numbers in one vector register.
#[derive(Debug, Clone, Copy)]
pub struct Lanes<S: Simd> {
    simd: S,
    value: S::f64s,
}

impl<S: Simd> Lanes<S> {
    /// The same number in all lanes.
    #[inline(always)]
    pub fn new(simd: S, x: f64) -> Self {
        Self { simd, value: simd.splat_f64s(x) }
    }

    // The two halves of the bits of each number.
    #[inline(always)]
    fn halves(self) -> S::u32s {
        cast(self.value)
    }

    #[inline(always)]
    fn of_bits(self, bits: S::u64s) -> Self {
        Self { value: cast(bits), ..self }
    }

    // Where a register holds a single number.
    #[inline(always)]
    fn one_by_one(self, f: impl Fn(f64) -> f64) -> Self {
        Self { value: cast(f(cast(self.value))), ..self }
    }
}

impl<S: Simd> Add for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Self { value: self.simd.add_f64s(self.value, o.value), ..self }
    }
}

impl<S: Simd> Sub for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Self { value: self.simd.sub_f64s(self.value, o.value), ..self }
    }
}

impl<S: Simd> Mul for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        Self { value: self.simd.mul_f64s(self.value, o.value), ..self }
    }
}

impl<S: Simd> Div for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        Self { value: self.simd.div_f64s(self.value, o.value), ..self }
    }
}

impl<S: Simd> Neg for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self { value: self.simd.neg_f64s(self.value), ..self }
    }
}

impl<S: Simd> Mul<f64> for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, k: f64) -> Self {
        self * self.splat(k)
    }
}

impl<S: Simd> Add<f64> for Lanes<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, k: f64) -> Self {
        self + self.splat(k)
    }
}

impl<S: Simd> Real for Lanes<S> {
    type Mask = S::m64s;
    const LANES: usize = S::F64_LANES;

    #[inline(always)]
    fn splat(self, x: f64) -> Self {
        Self::new(self.simd, x)
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self { value: self.simd.mul_add_f64s(self.value, a.value, b.value), ..self }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self { value: self.simd.sqrt_f64s(self.value), ..self }
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self { value: self.simd.min_f64s(self.value, other.value), ..self }
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self { value: self.simd.max_f64s(self.value, other.value), ..self }
    }
    #[inline(always)]
    fn less(self, other: Self) -> S::m64s {
        self.simd.less_than_f64s(self.value, other.value)
    }
    #[inline(always)]
    fn select(mask: S::m64s, yes: Self, no: Self) -> Self {
        Self { value: yes.simd.select_f64s(mask, yes.value, no.value), ..yes }
    }
    #[inline(always)]
    fn load(self, row: &[f64]) -> Self {
        Self { value: S::as_simd_f64s(&row[..S::F64_LANES]).0[0], ..self }
    }
    #[inline(always)]
    fn store(self, row: &mut [f64]) {
        S::as_mut_simd_f64s(&mut row[..S::F64_LANES]).0[0] = self.value;
    }
    #[inline(always)]
    fn exponent_as_fraction(self) -> Self {
        if S::F64_LANES == 1 {
            return self.one_by_one(exponent_as_fraction);
        }
        let shifted = self.simd.wrapping_dyn_shr_u32s(self.halves(), self.simd.splat_u32s(EXPONENT_BITS));
        let bits = self.simd.and_u64s(cast(shifted), self.simd.splat_u64s(FRACTION_TOP));
        self.of_bits(self.simd.or_u64s(bits, self.simd.splat_u64s(ONE)))
    }
    #[inline(always)]
    fn fraction_as_exponent(self) -> Self {
        if S::F64_LANES == 1 {
            return self.one_by_one(fraction_as_exponent);
        }
        let bits = self.simd.and_u64s(cast(self.value), self.simd.splat_u64s(FRACTION_TOP));
        self.of_bits(cast(self.simd.wrapping_dyn_shl_u32s(cast(bits), self.simd.splat_u32s(EXPONENT_BITS))))
    }
}
