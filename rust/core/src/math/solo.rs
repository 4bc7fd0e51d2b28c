//! One number that computes as a lane of a pack does, to the bit: for a body flown by itself.

use super::real::{exponent_as_fraction, fraction_as_exponent, Real};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// One number. To be used in functions compiled for fused multiply-add only: elsewhere that is a slow call.
#[derive(Debug, Clone, Copy)]
pub struct Solo(pub f64);

macro_rules! operator {
    ($name:ident, $f:ident) => {
        impl $name for Solo {
            type Output = Self;
            #[inline(always)]
            fn $f(self, o: Self) -> Self {
                Self($name::$f(self.0, o.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl Neg for Solo {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f64> for Solo {
    type Output = Self;
    #[inline(always)]
    fn mul(self, k: f64) -> Self {
        Self(self.0 * k)
    }
}

impl Add<f64> for Solo {
    type Output = Self;
    #[inline(always)]
    fn add(self, k: f64) -> Self {
        Self(self.0 + k)
    }
}

impl Real for Solo {
    type Mask = bool;
    const LANES: usize = 1;

    #[inline(always)]
    fn splat(self, x: f64) -> Self {
        Self(x)
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self(self.0.mul_add(a.0, b.0))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }
    // As vector registers do it: the second when the first is not a number.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if self.0 < other.0 {
            self
        } else {
            other
        }
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self.0 > other.0 {
            self
        } else {
            other
        }
    }
    #[inline(always)]
    fn less(self, other: Self) -> bool {
        self.0 < other.0
    }
    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask {
            yes
        } else {
            no
        }
    }
    #[inline(always)]
    fn load(self, row: &[f64]) -> Self {
        Self(row[0])
    }
    #[inline(always)]
    fn store(self, row: &mut [f64]) {
        row[0] = self.0;
    }
    #[inline(always)]
    fn exponent_as_fraction(self) -> Self {
        Self(exponent_as_fraction(self.0))
    }
    #[inline(always)]
    fn fraction_as_exponent(self) -> Self {
        Self(fraction_as_exponent(self.0))
    }
}
