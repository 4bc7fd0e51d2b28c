//! The number that an equation is written in: one `f64`, or a pack of them that are computed side by side.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A real number, or several abreast. Every operation acts on each lane by itself.
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Mul<f64, Output = Self>
    + Add<f64, Output = Self>
{
    /// The outcome of a comparison, lane by lane.
    type Mask: Copy;
    /// Number of lanes, at most [`LANES_MAX`].
    const LANES: usize;

    /// The same number in all lanes, as many as `self` has.
    #[must_use]
    fn splat(self, x: f64) -> Self;
    /// `self * a + b`, rounded once where the machine can.
    #[must_use]
    fn mul_add(self, a: Self, b: Self) -> Self;
    /// Square root.
    #[must_use]
    fn sqrt(self) -> Self;
    /// The lesser; `other` when `self` is not a number.
    #[must_use]
    fn min(self, other: Self) -> Self;
    /// The greater; `other` when `self` is not a number.
    #[must_use]
    fn max(self, other: Self) -> Self;
    /// Where `self < other`; false where either is not a number.
    fn less(self, other: Self) -> Self::Mask;
    /// `yes` where the mask is true, else `no`.
    #[must_use]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Reads the lanes from the beginning of a row.
    #[must_use]
    fn load(self, row: &[f64]) -> Self;
    /// Writes the lanes to the beginning of a row.
    fn store(self, row: &mut [f64]);

    /// Sign, exponent and the nine leading bits of the fraction of a normal number, moved to the top of the fraction
    /// of a number from 1 to 2.
    #[must_use]
    fn exponent_as_fraction(self) -> Self;
    /// The inverse of [`Self::exponent_as_fraction`].
    #[must_use]
    fn fraction_as_exponent(self) -> Self;

    /// Logarithm to base 2 of a positive normal number, by straight lines between the powers of two: at most 0.09 low.
    #[inline(always)]
    #[must_use]
    fn log2_rough(self) -> Self {
        let fraction = self.exponent_as_fraction();
        fraction.mul_add_const(2048.0, fraction.splat(-2048.0 - 1023.0))
    }

    /// 2 to a power from -1000 to 1000, by straight lines between its whole values: at most 7 % high.
    #[inline(always)]
    #[must_use]
    fn exp2_rough(self) -> Self {
        self.mul_add_const(1.0 / 2048.0, self.splat(1.0 + 1023.0 / 2048.0)).fraction_as_exponent()
    }

    /// `self * a + b` with constants.
    #[inline(always)]
    #[must_use]
    fn mul_add_const(self, a: f64, b: Self) -> Self {
        self.mul_add(self.splat(a), b)
    }
}

/// See [`Real::exponent_as_fraction`].
#[inline(always)]
pub(super) const fn exponent_as_fraction(x: f64) -> f64 {
    f64::from_bits((x.to_bits() >> 11) & FRACTION_TOP | ONE)
}

/// See [`Real::fraction_as_exponent`].
#[inline(always)]
pub(super) const fn fraction_as_exponent(x: f64) -> f64 {
    f64::from_bits((x.to_bits() & FRACTION_TOP) << 11)
}

/// The twenty leading bits of a number's fraction.
pub(super) const FRACTION_TOP: u64 = 0x000f_ffff_0000_0000;
/// The bits of 1.
pub(super) const ONE: u64 = 0x3ff0_0000_0000_0000;

/// The most lanes there are.
pub const LANES_MAX: usize = 16;

/// Memory for the lanes of one number.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub struct Row(pub [f64; LANES_MAX]);

impl Default for Row {
    fn default() -> Self {
        Self([0.0; LANES_MAX])
    }
}

impl Real for f64 {
    type Mask = bool;
    const LANES: usize = 1;

    #[inline(always)]
    fn splat(self, x: f64) -> Self {
        x
    }
    // Outside a function compiled for fused multiply-add, the fused form is a call: slower, not better.
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        self * a + b
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::sqrt(self)
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::min(self, other)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::max(self, other)
    }
    #[inline(always)]
    fn less(self, other: Self) -> bool {
        self < other
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
        row[0]
    }
    #[inline(always)]
    fn store(self, row: &mut [f64]) {
        row[0] = self;
    }
    #[inline(always)]
    fn exponent_as_fraction(self) -> Self {
        exponent_as_fraction(self)
    }
    #[inline(always)]
    fn fraction_as_exponent(self) -> Self {
        fraction_as_exponent(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Real;

    #[test]
    fn rough_logarithms_and_powers_keep_their_word() {
        for i in -4_000..4_000 {
            let y = f64::from(i) * 0.237;
            let low = y.exp2().log2_rough() - y;
            // 2^-9 is what is cut off.
            assert!(low < 1e-12 && low > -0.0861 - 0.002, "{y}: {low}");
            let high = y.exp2_rough() / y.exp2() - 1.0;
            assert!(high > -0.0015 && high < 0.0615, "{y}: {high}");
        }
    }
}
