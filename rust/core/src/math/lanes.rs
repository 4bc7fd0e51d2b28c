//! Packs of `f64` in the vector registers of the machine at hand: AVX-512, AVX2 with FMA, NEON, or plain numbers.

use super::real::Real;
use pulp::Simd;
use std::ops::{Add, Div, Mul, Neg, Sub};

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
        Self { value: self.simd.mul_add_e_f64s(self.value, a.value, b.value), ..self }
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
}
