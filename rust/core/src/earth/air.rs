//! The air of a world: the standard atmosphere, the standard scaled for dispersions, an exponential one, none.
//!
//! Every kind answers for every finite altitude. `*_exact` are the defining formulas, in f64.

use super::atmosphere::cells::Cells;
use super::atmosphere::{self, Us76};
use super::gravity::STANDARD_GRAVITY_M_S2;
use crate::error::{check_range, Result};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Specific gas constant (J/(kg K)) and heat capacity ratio of air, for the exponential atmosphere's temperature.
const SPECIFIC_GAS_J_KG_K: f64 = 8_314.32 / 28.964_4;
const HEAT_RATIO: f64 = 1.4;
// Airs whose fast form is held, some 3 kB each.
const FITTED_MAX: usize = 16;

/// The standard atmosphere scaled by a density factor f and a temperature offset dT.
///
/// Pressure keeps its standard course against altitude and the temperature is higher by dT everywhere, as on the hot
/// and cold days of aviation ("ISA + 15"); the factor multiplies density and pressure:
///
/// ```text
/// T = T_std + dT,   p = f p_std,   rho = f rho_std T_std/(T_std + dT)
/// ```
///
/// The pressure of such air does not carry its weight exactly: the error grows to g h dT/(R T^2) in ln p.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// Factor of the density; 1 for the standard.
    pub density_factor: f64,
    /// Offset of the temperature (K); 0 for the standard.
    pub temperature_offset_k: f64,
    /// Above 86 km: density falls as exp(-(h - 86 km)/this) (m), at the temperature of 86 km; None for the standard.
    pub scale_height_above_86_km_m: Option<f64>,
}

impl Scaled {
    /// The standard.
    pub const STANDARD: Self =
        Self { density_factor: 1.0, temperature_offset_k: 0.0, scale_height_above_86_km_m: None };

    /// The air at a geometric altitude (m).
    pub fn at(&self, altitude_m: f64) -> Us76 {
        let Some(scale_height_m) = self.scale_height_above_86_km_m.filter(|_| altitude_m > atmosphere::TOP_M) else {
            return self.change(atmosphere::us76(altitude_m));
        };
        let top = self.change(atmosphere::us76(atmosphere::TOP_M));
        let thinner = (-(altitude_m - atmosphere::TOP_M) / scale_height_m).exp();
        Us76 {
            pressure_pa: top.pressure_pa * thinner,
            density_kg_m3: top.density_kg_m3 * thinner,
            speed_of_sound_m_s: None,
            viscosity_pa_s: None,
            ..top
        }
    }

    fn change(&self, standard: Us76) -> Us76 {
        let temperature_k = standard.temperature_k + self.temperature_offset_k;
        let warmer = temperature_k / standard.temperature_k;
        Us76 {
            temperature_k,
            pressure_pa: self.density_factor * standard.pressure_pa,
            density_kg_m3: self.density_factor * standard.density_kg_m3 / warmer,
            // c = sqrt(gamma R T/M) with the standard's M.
            speed_of_sound_m_s: standard.speed_of_sound_m_s.map(|c| c * warmer.sqrt()),
            viscosity_pa_s: standard.viscosity_pa_s.map(|_| atmosphere::sutherland(temperature_k)),
        }
    }

    fn density(&self, altitude_m: f64) -> f64 {
        if self.temperature_offset_k == 0.0 && self.scale_height_above_86_km_m.is_none() {
            return self.density_factor * atmosphere::density(altitude_m);
        }
        self.at(altitude_m).density_kg_m3
    }
}

/// The air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Air {
    /// US Standard Atmosphere 1976, turning with the Earth.
    Us76,
    /// The same, scaled.
    Scaled(Scaled),
    /// Density `density_0 exp(-h / scale_height)`: isothermal air in uniform gravity.
    Exponential {
        /// Density at altitude zero (kg/m^3).
        density_0_kg_m3: f64,
        /// Scale height (m).
        scale_height_m: f64,
    },
    /// No air.
    Vacuum,
}

impl Air {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        match *self {
            Self::Us76 | Self::Vacuum => Ok(()),
            Self::Scaled(scaled) => {
                check_range("density_factor", scaled.density_factor, 0.0, 100.0)?;
                check_range("temperature_offset_k", scaled.temperature_offset_k, -100.0, 100.0)?;
                scaled
                    .scale_height_above_86_km_m
                    .map_or(Ok(()), |h| check_range("scale_height_above_86_km_m", h, 1.0, 1e6))
            }
            Self::Exponential { density_0_kg_m3, scale_height_m } => {
                check_range("density_0_kg_m3", density_0_kg_m3, 0.0, 1e3)?;
                check_range("scale_height_m", scale_height_m, 1.0, 1e6)
            }
        }
    }

    /// Density (`kg/m^3`) at an altitude (m).
    pub fn density_exact(&self, altitude_m: f64) -> f64 {
        match self {
            Self::Us76 => atmosphere::density(altitude_m),
            Self::Scaled(scaled) => scaled.density(altitude_m),
            Self::Exponential { density_0_kg_m3, scale_height_m } => {
                density_0_kg_m3 * (-altitude_m / scale_height_m).exp()
            }
            Self::Vacuum => 0.0,
        }
    }

    /// Temperature (K) at an altitude (m). Of exponential air the one whose scale height R T/g0 is its own; 0 in a
    /// vacuum.
    pub fn temperature_exact(&self, altitude_m: f64) -> f64 {
        self.at(altitude_m).temperature_k
    }

    /// Speed of sound (m/s) at an altitude (m), for Mach numbers. Above 86 km the standard defines none: the value of
    /// 86 km is held there. Infinite in a vacuum, where every Mach number is 0.
    pub fn speed_of_sound_exact(&self, altitude_m: f64) -> f64 {
        let sound = |h| self.at(h).speed_of_sound_m_s;
        sound(altitude_m).or_else(|| sound(atmosphere::TOP_M)).unwrap_or(f64::INFINITY)
    }

    /// Temperature, pressure, density, speed of sound and viscosity at an altitude (m).
    pub fn at(&self, altitude_m: f64) -> Us76 {
        match *self {
            Self::Us76 => atmosphere::us76(altitude_m),
            Self::Scaled(scaled) => scaled.at(altitude_m),
            Self::Exponential { scale_height_m, .. } => {
                let temperature_k = STANDARD_GRAVITY_M_S2 * scale_height_m / SPECIFIC_GAS_J_KG_K;
                let density_kg_m3 = self.density_exact(altitude_m);
                Us76 {
                    temperature_k,
                    pressure_pa: density_kg_m3 * SPECIFIC_GAS_J_KG_K * temperature_k,
                    density_kg_m3,
                    speed_of_sound_m_s: Some((HEAT_RATIO * SPECIFIC_GAS_J_KG_K * temperature_k).sqrt()),
                    viscosity_pa_s: Some(atmosphere::sutherland(temperature_k)),
                }
            }
            Self::Vacuum => Us76 {
                temperature_k: 0.0,
                pressure_pa: 0.0,
                density_kg_m3: 0.0,
                speed_of_sound_m_s: None,
                viscosity_pa_s: None,
            },
        }
    }

    /// Altitudes (m), rising, at which the slope of the density jumps as far as an integration can tell.
    pub fn kinks_m(&self) -> &'static [f64] {
        static KINKS: LazyLock<Vec<f64>> =
            LazyLock::new(|| [&atmosphere::LAYER_BASES_M[1..], &[91e3, 100e3, 110e3, 120e3]].concat());
        match self {
            Self::Us76 | Self::Scaled(_) => &KINKS,
            Self::Exponential { .. } | Self::Vacuum => &[],
        }
    }

    /// The fast form of the density, fitted once for each of the airs that were asked for last: a fit takes as long as a
    /// short flight, or many.
    pub fn cells(&self) -> Arc<Cells> {
        static FITTED: Mutex<Vec<(Air, Arc<Cells>)>> = Mutex::new(Vec::new());
        let held = || FITTED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cells)) = held().iter().find(|(air, _)| air == self) {
            return Arc::clone(cells);
        }
        // Others do not wait for the fit.
        let cells = Arc::new(self.fit());
        let mut fitted = held();
        fitted.insert(0, (*self, Arc::clone(&cells)));
        fitted.truncate(FITTED_MAX);
        cells
    }

    fn fit(&self) -> Cells {
        let (floor, ceiling) = (-5_000.0, 1_000_000.0);
        let mut edges = vec![floor];
        // A polynomial of the 64th root holds 50 scale heights to 1e-8.
        let tail = |edges: &mut Vec<f64>, scale_height_m: f64| {
            while edges[edges.len() - 1] < ceiling {
                edges.push(edges[edges.len() - 1] + 50.0 * scale_height_m);
            }
        };
        match *self {
            Self::Vacuum => edges.push(ceiling),
            Self::Exponential { scale_height_m, .. } => tail(&mut edges, scale_height_m),
            Self::Us76 | Self::Scaled(_) => {
                let scaled = if let Self::Scaled(scaled) = *self { scaled } else { Scaled::STANDARD };
                // With the temperature of the standard, density has no kink between 71.8 and 86 km.
                let kink = |h: f64| scaled.temperature_offset_k != 0.0 || atmosphere::LAYER_BASES_M.contains(&h);
                edges.extend(self.breaks_m().into_iter().filter(|&h| h > floor && h < atmosphere::TOP_M && kink(h)));
                edges.push(atmosphere::TOP_M);
                match scaled.scale_height_above_86_km_m {
                    Some(scale_height_m) => tail(&mut edges, scale_height_m),
                    None => edges.extend(atmosphere::joints_m().skip(1)),
                }
            }
        }
        Cells::fit(|h| self.density_exact(h), &edges)
    }

    /// Altitudes (m), rising, at which density or temperature has a kink or changes its formula; between them both
    /// are smooth, but for the third derivative of ln density at the nodes of the table above 86 km.
    pub fn breaks_m(&self) -> Vec<f64> {
        match self {
            Self::Scaled(Scaled { scale_height_above_86_km_m: Some(_), .. }) => {
                atmosphere::breaks_m().filter(|&h| h <= atmosphere::TOP_M).collect()
            }
            Self::Us76 | Self::Scaled(_) => atmosphere::breaks_m().collect(),
            Self::Exponential { .. } | Self::Vacuum => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOT: Scaled = Scaled { temperature_offset_k: 20.0, ..Scaled::STANDARD };

    fn altitudes() -> impl Iterator<Item = f64> {
        (-50..10_300).map(|i| f64::from(i) * 100.0)
    }

    #[test]
    fn neutral_scaling_is_the_standard_to_the_last_bit() {
        let same = Air::Scaled(Scaled::STANDARD);
        assert!(altitudes().all(|h| same.at(h) == Air::Us76.at(h)
            && same.density_exact(h).to_bits() == Air::Us76.density_exact(h).to_bits()));
    }

    #[test]
    fn density_is_that_of_the_whole() {
        let tail = Scaled { scale_height_above_86_km_m: Some(6_000.0), density_factor: 0.9, ..HOT };
        let kinds = [
            Air::Us76,
            Air::Scaled(HOT),
            Air::Scaled(tail),
            Air::Scaled(Scaled { density_factor: 1.3, ..Scaled::STANDARD }),
        ];
        for air in kinds {
            assert!(
                altitudes().all(|h| air.density_exact(h).to_bits() == air.at(h).density_kg_m3.to_bits()),
                "{air:?}"
            );
        }
    }

    // The gas law ties what the scaling changes: rho T / p is the standard's own, M/R.
    #[test]
    fn scaled_air_obeys_the_gas_law() {
        for h in altitudes() {
            let (scaled, standard) = (Scaled { density_factor: 1.2, ..HOT }.at(h), atmosphere::us76(h));
            let weight = |air: Us76| air.density_kg_m3 * air.temperature_k / air.pressure_pa;
            assert!((weight(scaled) / weight(standard) - 1.0).abs() < 1e-14, "{h}");
            assert!((scaled.pressure_pa / standard.pressure_pa - 1.2).abs() < 1e-14, "{h}");
        }
    }

    // An ISA + 20 day at sea level: 308.15 K, 101325 Pa; rho = p M/(R T) = 1.14549, c = sqrt(gamma R T/M) = 351.905.
    #[test]
    fn a_hot_day_at_sea_level() {
        let air = HOT.at(0.0);
        assert!((air.density_kg_m3 - 101_325.0 / (SPECIFIC_GAS_J_KG_K * 308.15)).abs() < 1e-12, "{air:?}");
        assert!((air.speed_of_sound_m_s.unwrap() - (1.4 * SPECIFIC_GAS_J_KG_K * 308.15_f64).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn the_exponential_tail_starts_where_the_layers_end() {
        let air = Air::Scaled(Scaled { scale_height_above_86_km_m: Some(7_000.0), ..Scaled::STANDARD });
        let top = atmosphere::density(86_000.0);
        assert!((air.density_exact(86_000.0 + 1e-6) / top - 1.0).abs() < 1e-9);
        assert!((air.density_exact(93_000.0) / top - (-1.0_f64).exp()).abs() < 1e-14);
        assert!((air.temperature_exact(200e3) - atmosphere::us76(86_000.0).temperature_k).abs() < 1e-12);
        assert!(air.breaks_m().last().is_some_and(|h| (h - 86_000.0).abs() < 1e-9));
    }

    #[test]
    fn every_air_has_its_own_fast_form_however_many_were_asked_for() {
        let airs = (0..3 * FITTED_MAX).map(|i| {
            let density_factor = 0.5 + 0.01 * f64::from(u32::try_from(i).unwrap());
            Air::Scaled(Scaled { density_factor, ..Scaled::STANDARD })
        });
        for air in airs.clone().chain(airs).chain([Air::Us76, Air::Vacuum, Air::Us76]) {
            let (cells, again) = (air.cells(), air.cells());
            assert_eq!(cells, again);
            assert!((cells.density(20e3) - air.density_exact(20e3)).abs() <= 1e-6 * air.density_exact(20e3), "{air:?}");
        }
    }

    // p = rho R T/M with dp/dh = -rho g0: hydrostatic balance, which ties temperature to the scale height.
    #[test]
    fn exponential_air_is_in_balance() {
        let air = Air::Exponential { density_0_kg_m3: 1.2, scale_height_m: 7_200.0 };
        let slope = (air.at(5_001.0).pressure_pa - air.at(4_999.0).pressure_pa) / 2.0;
        // The difference quotient leaves (1 m/H)^2/6.
        assert!((slope / (-STANDARD_GRAVITY_M_S2 * air.density_exact(5_000.0)) - 1.0).abs() < 1e-8);
    }

    #[test]
    fn every_air_has_a_speed_of_sound_for_mach_numbers() {
        for h in [-5_000.0, 0.0, 86_000.0, 86_001.0, 400e3] {
            for air in [Air::Us76, Air::Scaled(HOT), Air::Exponential { density_0_kg_m3: 1.0, scale_height_m: 7e3 }] {
                let sound = air.speed_of_sound_exact(h);
                assert!((250.0..400.0).contains(&sound), "{air:?} {h}: {sound}");
            }
        }
        assert!(Air::Vacuum.speed_of_sound_exact(0.0).is_infinite());
    }
}
