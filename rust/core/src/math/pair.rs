//! Two packs computed side by side, to fill the time in which one waits for its own results.

use super::real::Real;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Two packs.
#[derive(Debug, Clone, Copy)]
pub struct Pair<R>(pub R, pub R);

macro_rules! operator {
    ($name:ident, $f:ident) => {
        impl<R: Real> $name for Pair<R> {
            type Output = Self;
            #[inline(always)]
            fn $f(self, o: Self) -> Self {
                Self($name::$f(self.0, o.0), $name::$f(self.1, o.1))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl<R: Real> Neg for Pair<R> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0, -self.1)
    }
}

impl<R: Real> Mul<f64> for Pair<R> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, k: f64) -> Self {
        Self(self.0 * k, self.1 * k)
    }
}

impl<R: Real> Add<f64> for Pair<R> {
    type Output = Self;
    #[inline(always)]
    fn add(self, k: f64) -> Self {
        Self(self.0 + k, self.1 + k)
    }
}

impl<R: Real> Real for Pair<R> {
    type Mask = (R::Mask, R::Mask);
    const LANES: usize = 2 * R::LANES;

    #[inline(always)]
    fn splat(self, x: f64) -> Self {
        Self(self.0.splat(x), self.1.splat(x))
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self(self.0.mul_add(a.0, b.0), self.1.mul_add(a.1, b.1))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt(), self.1.sqrt())
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.min(other.1))
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1.max(other.1))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        (self.0.less(other.0), self.1.less(other.1))
    }
    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        Self(R::select(mask.0, yes.0, no.0), R::select(mask.1, yes.1, no.1))
    }
    #[inline(always)]
    fn load(self, row: &[f64]) -> Self {
        Self(self.0.load(row), self.1.load(&row[R::LANES..]))
    }
    #[inline(always)]
    fn store(self, row: &mut [f64]) {
        self.0.store(row);
        self.1.store(&mut row[R::LANES..]);
    }
    #[inline(always)]
    fn exponent_as_fraction(self) -> Self {
        Self(self.0.exponent_as_fraction(), self.1.exponent_as_fraction())
    }
    #[inline(always)]
    fn fraction_as_exponent(self) -> Self {
        Self(self.0.fraction_as_exponent(), self.1.fraction_as_exponent())
    }
}
