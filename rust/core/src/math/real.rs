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

    /// `self * a + b` with constants.
    #[inline(always)]
    #[must_use]
    fn mul_add_const(self, a: f64, b: Self) -> Self {
        self.mul_add(self.splat(a), b)
    }
}

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
}
