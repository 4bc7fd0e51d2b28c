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
    /// Sensors tracked it, but none of those whose tracks the unit may use.
    NotCued = 4,
    /// Never within the greatest slant range.
    OutOfReach = 5,
    /// Never beyond the least slant range.
    InsideMinimumRange = 6,
    /// Always above the highest altitude.
    TooHigh = 7,
    /// Always below the lowest altitude.
    TooLow = 8,
    /// Never within the sector of azimuth.
    OutsideSector = 9,
    /// Always above the greatest elevation.
    AboveElevation = 10,
    /// Never above the horizon of fire control.
    BelowHorizon = 11,
    /// Always behind the ground, for fire control.
    MaskedByTerrain = 12,
    /// Always faster than the greatest target speed.
    TooFast = 13,
    /// Outside the kinematic boundary of the interceptor.
    NoKinematicReach = 14,
    /// Always at more than the greatest crossing angle.
    TooOblique = 15,
    /// Always closing too slowly or too fast.
    ClosingSpeed = 16,
    /// The interceptor never has the lateral acceleration that the target asks for.
    TooAgile = 17,
    /// All of the above hold, but for less time than a burst takes.
    TooBrief = 18,
    /// All of the above hold at some instant, but every launch that leads to it is before track, decision and reaction.
    TooLate = 19,
    /// Launches late enough exist, but by then each track has ended.
    TrackEnded = 20,
    /// A launch is possible, but track, guidance or illumination does not last to the intercept.
    TrackLost = 21,
}

impl Reason {
    /// All reasons, by code.
    pub const ALL: [Self; 22] = [
        Self::Engageable,
        Self::NotFlown,
        Self::NotAssigned,
        Self::NeverTracked,
        Self::NotCued,
        Self::OutOfReach,
        Self::InsideMinimumRange,
        Self::TooHigh,
        Self::TooLow,
        Self::OutsideSector,
        Self::AboveElevation,
        Self::BelowHorizon,
        Self::MaskedByTerrain,
        Self::TooFast,
        Self::NoKinematicReach,
        Self::TooOblique,
        Self::ClosingSpeed,
        Self::TooAgile,
        Self::TooBrief,
        Self::TooLate,
        Self::TrackEnded,
        Self::TrackLost,
    ];

    /// The reason in words for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Engageable => "engageable",
            Self::NotFlown => "not_flown",
            Self::NotAssigned => "not_assigned",
            Self::NeverTracked => "never_tracked",
            Self::NotCued => "not_cued",
            Self::OutOfReach => "out_of_reach",
            Self::InsideMinimumRange => "inside_minimum_range",
            Self::TooHigh => "too_high",
            Self::TooLow => "too_low",
            Self::OutsideSector => "outside_sector",
            Self::AboveElevation => "above_elevation",
            Self::BelowHorizon => "below_horizon",
            Self::MaskedByTerrain => "masked_by_terrain",
            Self::TooFast => "too_fast",
            Self::NoKinematicReach => "no_kinematic_reach",
            Self::TooOblique => "too_oblique",
            Self::ClosingSpeed => "closing_speed",
            Self::TooAgile => "too_agile",
            Self::TooBrief => "too_brief",
            Self::TooLate => "too_late",
            Self::TrackEnded => "track_ended",
            Self::TrackLost => "track_lost",
        }
    }

    // The reason when the first `depth` conditions of an intercept hold together at some instant, and no more.
    pub(super) const fn of_depth(depth: usize) -> Self {
        match depth {
            0 => Self::OutOfReach,
            1 => Self::InsideMinimumRange,
            2 => Self::TooHigh,
            3 => Self::TooLow,
            4 => Self::OutsideSector,
            5 => Self::AboveElevation,
            6 => Self::BelowHorizon,
            7 => Self::MaskedByTerrain,
            8 => Self::TooFast,
            9 => Self::NoKinematicReach,
            10 => Self::TooOblique,
            11 => Self::ClosingSpeed,
            12 => Self::TooAgile,
            _ => Self::TooLate,
        }
    }
}
