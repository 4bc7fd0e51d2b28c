//! Why a threat leaked: exactly one cause each.

use super::windows::Chance;

/// The cause, in the order of every table of causes: the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Cause {
    /// No sensor that is up ever has a track of it.
    NotDetected = 0,
    /// Units could meet it, but no track comes in time for a launch, or lasts for as long as it must.
    TrackTooLate = 1,
    /// No unit that engages its class could ever meet it.
    NoWindow = 2,
    /// Each unit that has a window is down.
    UnitDown = 3,
    /// It was never engaged, because at its last chance a unit that had rounds had no channel.
    NoChannel = 4,
    /// It was never engaged, because at its last chance the units with a window had no round.
    NoRound = 5,
    /// It was never engaged, because the doctrine held the fire.
    HeldBack = 6,
    /// It was engaged, and at least one round that no common cause spoiled missed it.
    Missed = 7,
    /// It was engaged, and a common cause spoiled every round.
    CommonCause = 8,
}

/// Number of causes.
pub const CAUSES: usize = 9;

impl Cause {
    /// All causes, by code.
    pub const ALL: [Self; CAUSES] = [
        Self::NotDetected,
        Self::TrackTooLate,
        Self::NoWindow,
        Self::UnitDown,
        Self::NoChannel,
        Self::NoRound,
        Self::HeldBack,
        Self::Missed,
        Self::CommonCause,
    ];

    /// The cause in words for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotDetected => "not_detected",
            Self::TrackTooLate => "track_too_late",
            Self::NoWindow => "no_window",
            Self::UnitDown => "unit_down",
            Self::NoChannel => "no_channel",
            Self::NoRound => "no_round",
            Self::HeldBack => "held_back",
            Self::Missed => "missed",
            Self::CommonCause => "common_cause",
        }
    }
}

/// What happened to a threat while it flew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Story {
    /// Rounds fired at it.
    pub fired: u32,
    /// Rounds among them that a common cause did not spoil.
    pub sound: u32,
    /// At the last chance so far a unit with rounds had no channel.
    pub no_channel: bool,
    /// At the last chance so far a unit had no round.
    pub no_round: bool,
}

impl Story {
    /// The cause of a threat that leaked.
    pub fn cause(self, chance: Chance) -> Cause {
        if self.fired > 0 {
            return if self.sound > 0 { Cause::Missed } else { Cause::CommonCause };
        }
        if !chance.tracked {
            return Cause::NotDetected;
        }
        if chance.open {
            return if self.no_channel {
                Cause::NoChannel
            } else if self.no_round {
                Cause::NoRound
            } else {
                Cause::HeldBack
            };
        }
        if chance.held {
            Cause::HeldBack
        } else if chance.down {
            Cause::UnitDown
        } else if chance.reachable {
            Cause::TrackTooLate
        } else {
            Cause::NoWindow
        }
    }
}
