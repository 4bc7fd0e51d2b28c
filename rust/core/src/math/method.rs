//! Runge-Kutta methods as data, for motion: r' = v, v' = a(t, r, v).
//!
//! With r' = v the stages of position follow from those of acceleration: where A is the tableau and B = A A,
//!
//! ```text
//! v_i = v + h sum A_ij a_j,   r_i = r + c_i h v + h^2 sum B_ij a_j,
//! ```
//!
//! so that only accelerations are kept. The last stage of every method here lies at the step's end.

/// A method of S stages, the last of which is the step's end.
#[derive(Debug, Clone, Copy)]
pub struct Method<const S: usize> {
    /// Times of the stages, as shares of the step.
    pub c: [f64; S],
    /// The tableau: row i gives the velocity of stage i; the last row is the solution.
    pub a: [[f64; S]; S],
    /// Its square: row i gives the position of stage i.
    pub b: [[f64; S]; S],
    /// Weights of the error: row 0 of velocity, row 1 of position.
    pub error: [[f64; S]; 2],
    /// Order of the solution.
    pub order: u32,
    /// Whether the last stage, which is at the step's end, is evaluated: it gives the next step its first.
    pub reuses_last: bool,
}

impl<const S: usize> Method<S> {
    const fn new(a: [[f64; S]; S], error: [f64; S], order: u32, reuses_last: bool) -> Self {
        let error = [error, row_times(&error, &a)];
        let mut method = Self { c: [0.0; S], a, b: [[0.0; S]; S], error, order, reuses_last };
        let mut i = 0;
        while i < S {
            method.b[i] = row_times(&a[i], &a);
            let mut j = 0;
            while j < i {
                method.c[i] += a[i][j];
                j += 1;
            }
            i += 1;
        }
        method
    }
}

const fn row_times<const S: usize>(row: &[f64; S], a: &[[f64; S]; S]) -> [f64; S] {
    let mut product = [0.0; S];
    let mut j = 0;
    while j < S {
        let mut k = 0;
        while k < j {
            product[k] += row[j] * a[j][k];
            k += 1;
        }
        j += 1;
    }
    product
}

/// Dormand and Prince 5(4), J. Comp. Appl. Math. 6 (1980).
pub const DORMAND_PRINCE_5: Method<7> = Method::new(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1.0 / 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [3.0 / 40.0, 9.0 / 40.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0.0, 0.0, 0.0, 0.0],
        [19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0, 0.0, 0.0, 0.0],
        [9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0, 0.0, 0.0],
        [35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0, 0.0],
    ],
    [71.0 / 57600.0, 0.0, -71.0 / 16695.0, 71.0 / 1920.0, -17253.0 / 339_200.0, 22.0 / 525.0, -1.0 / 40.0],
    5,
    true,
);

/// Verner's "most efficient" 7(6) of ten stages: J. H. Verner, *Numerical Algorithms* 53 (2010) 383-396, coefficients of
/// his page of 2014. It does not evaluate the end of a step.
pub const VERNER_7: Method<11> = Method::new(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.005, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [-1.076_790_123_456_79, 1.185_679_012_345_679, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.040_833_333_333_333_33, 0.0, 0.1225, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [
            0.638_913_923_625_572_6,
            0.0,
            -2.455_672_638_223_657,
            2.272_258_714_598_084,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            -2.661_577_375_018_757_2,
            0.0,
            10.804_513_886_456_137,
            -8.353_914_657_396_2,
            0.820_487_594_956_657,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            6.067_741_434_696_772,
            0.0,
            -24.711_273_635_911_088,
            20.427_517_930_788_895,
            -1.906_157_978_816_647_2,
            1.006_172_249_242_068,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            12.054_670_076_253_203,
            0.0,
            -49.754_784_950_468_99,
            41.142_888_638_604_674,
            -4.461_760_149_974_004,
            2.042_334_822_239_175,
            -0.098_348_436_654_061_07,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            10.138_146_522_881_808,
            0.0,
            -42.641_136_031_717_5,
            35.763_840_039_922_57,
            -4.348_022_840_392_907_5,
            2.009_862_268_377_035_7,
            0.348_749_046_033_827_2,
            -0.271_439_005_104_831_27,
            0.0,
            0.0,
            0.0,
        ],
        [
            -45.030_072_034_298_676,
            0.0,
            187.327_243_765_458_9,
            -154.028_823_693_501_86,
            18.564_653_063_475_36,
            -7.141_809_679_295_079,
            1.308_808_578_161_378_7,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            0.047_155_618_486_272_22,
            0.0,
            0.0,
            0.257_505_642_984_341_53,
            0.262_166_539_774_126_24,
            0.152_160_926_567_385_58,
            0.493_996_917_003_248_5,
            -0.294_303_117_140_325_03,
            0.081_317_472_324_951_11,
            0.0,
            0.0,
        ],
    ],
    [
        0.002_547_011_879_931_045,
        0.0,
        0.0,
        -0.009_658_394_872_795_75,
        0.042_064_709_756_396_91,
        -0.066_682_243_746_930_1,
        0.265_009_746_462_128_1,
        -0.294_303_117_140_325_03,
        0.081_317_472_324_951_11,
        -0.020_295_184_663_356_28,
        0.0,
    ],
    7,
    false,
);
