//! Why a fire unit cannot engage a threat.

/// The first condition, in the order below, that no instant of the flight passes together with all those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Reason {
    /// There is a window.
    Engageable = 0,
    /// The threat did not fly.
    NotFlown = 1,
    /// Units of this class do not engage threats of that class.
    NotAssigned = 2,
    /// No sensor ever tracked the threat.
    NeverTracked = 3,
    /// Never within the greatest slant range.
    OutOfReach = 4,
    /// Never beyond the least slant range.
    InsideMinimumRange = 5,
    /// Always above the highest altitude.
    TooHigh = 6,
    /// Always below the lowest altitude.
    TooLow = 7,
    /// Never above the horizon of fire control.
    BelowHorizon = 8,
    /// Always faster than the greatest target speed.
    TooFast = 9,
    /// Outside the kinematic boundary of the interceptor.
    NoKinematicReach = 10,
    /// All of the above hold at some instant, but no launch after track and reaction leads to it, or the track is gone.
    TooLate = 11,
}

impl Reason {
    /// All reasons, by code.
    pub const ALL: [Self; 12] = [
        Self::Engageable,
        Self::NotFlown,
        Self::NotAssigned,
        Self::NeverTracked,
        Self::OutOfReach,
        Self::InsideMinimumRange,
        Self::TooHigh,
        Self::TooLow,
        Self::BelowHorizon,
        Self::TooFast,
        Self::NoKinematicReach,
        Self::TooLate,
    ];

    /// The reason in words for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Engageable => "engageable",
            Self::NotFlown => "not_flown",
            Self::NotAssigned => "not_assigned",
            Self::NeverTracked => "never_tracked",
            Self::OutOfReach => "out_of_reach",
            Self::InsideMinimumRange => "inside_minimum_range",
            Self::TooHigh => "too_high",
            Self::TooLow => "too_low",
            Self::BelowHorizon => "below_horizon",
            Self::TooFast => "too_fast",
            Self::NoKinematicReach => "no_kinematic_reach",
            Self::TooLate => "too_late",
        }
    }

    // The reason when the first `depth` conditions of an intercept hold together at some instant, and no more.
    pub(super) const fn of_depth(depth: usize) -> Self {
        match depth {
            0 => Self::OutOfReach,
            1 => Self::InsideMinimumRange,
            2 => Self::TooHigh,
            3 => Self::TooLow,
            4 => Self::BelowHorizon,
            5 => Self::TooFast,
            6 => Self::NoKinematicReach,
            _ => Self::TooLate,
        }
    }
}
