//! The instructions that lanes are computed with: the widest that the processor has, or fewer where the environment asks
//! for them. The results are the same.

use crate::error::{Error, Result};
use pulp::Arch;
use std::sync::OnceLock;

/// The variable of the environment that asks for fewer.
pub const VARIABLE: &str = "INTERCEPT_SIMD";
const ALLOWED: &str = "plain, avx2 or avx512, as far as the processor has them, or not set";

/// The instructions chosen, once in a process: where what is asked for does not exist, the widest; see [`check`].
pub fn arch() -> Arch {
    static CHOSEN: OnceLock<Arch> = OnceLock::new();
    *CHOSEN.get_or_init(|| asked().unwrap_or_default())
}

/// Whether what the environment asks for exists here.
///
/// # Errors
/// [`Error::InvalidParameter`] for a name that is not known, or that of instructions which this processor lacks.
pub fn check() -> Result<()> {
    asked().map(|_| ())
}

/// What is computed with: "plain", "avx2", "avx512" or "neon".
pub fn name() -> &'static str {
    match arch() {
        Arch::Scalar => "plain",
        #[cfg(target_arch = "x86_64")]
        Arch::V3(_) => "avx2",
        #[cfg(target_arch = "x86_64")]
        Arch::V4(_) => "avx512",
        #[allow(unreachable_patterns, reason = "on processors that have no other")]
        _ => "neon",
    }
}

fn asked() -> Result<Arch> {
    let Some(asked) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) else { return Ok(Arch::new()) };
    let asked = asked.to_string_lossy();
    named(&asked).ok_or_else(|| Error::invalid(VARIABLE, &asked, ALLOWED))
}

fn named(name: &str) -> Option<Arch> {
    match name {
        "plain" => Some(Arch::Scalar),
        #[cfg(target_arch = "x86_64")]
        "avx2" => pulp::x86::V3::try_new().map(Arch::V3),
        #[cfg(target_arch = "x86_64")]
        "avx512" => pulp::x86::V4::try_new().map(Arch::V4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_instructions_are_always_there_and_unknown_ones_never() {
        assert!(matches!(named("plain"), Some(Arch::Scalar)));
        assert!(named("sse9").is_none() && named("").is_none());
    }
}
