//! When the moon is new, and where the sun stands: what a lunisolar calendar asks of the sky.
//!
//! New moons follow Jean Meeus, Astronomical Algorithms (2nd edition, 1998), chapter 49, the series that Hồ Ngọc Đức's
//! description of the Vietnamese calendar shortens (www.informatik.uni-leipzig.de/~duc/amlich/calrules_vn.html), here with
//! all its terms; the sun follows the short series of Bretagnon and Simon, Planetary Programs and Tables from -4000 to
//! +2800 (1986). Against an independent ephemeris (PyEphem, VSOP87) new moons of 1975 to 2101 are within half a minute
//! and principal terms within a minute. The moments that decide a Tết or a Hùng Kings' day of 1976 to 2100 all lie
//! farther than that from midnight, which a test measures.

use super::fixed::Fixed;

/// The moment of the `index`-th new moon after that of 6 January 2000, as a Julian day in universal time.
pub(super) fn new_moon(index: i64) -> Fixed {
    let k = Fixed::whole(index);
    let t = k.ratio(Fixed::new(123_685, 2));
    let mean = Fixed::new(245_155_009_766, 5)
        + Fixed::new(29_530_588_861, 9).times(k)
        + power_series(t, Fixed::new(15_437, 8), Fixed::new(-150, 9), Fixed::new(730, 12));
    let dynamical = mean + periodic(k, t) + planetary(k, t);
    dynamical - delta_t(dynamical)
}

/// How many new moons before or after that of 6 January 2000 there are up to about a Julian day (off by one at most).
pub(super) fn new_moon_near(julian_day: i64) -> i64 {
    (Fixed::whole(julian_day) - Fixed::new(245_155_009_766, 5))
        .ratio(Fixed::new(29_530_588_861, 9))
        .floor()
}

/// The apparent longitude of the sun in degrees, [0, 360), at a Julian day in universal time.
pub(super) fn sun_longitude(julian_day: Fixed) -> Fixed {
    let c = (julian_day + delta_t(julian_day) - Fixed::whole(2_451_545)).ratio(Fixed::whole(36_525));
    let mut sum = Fixed::ZERO;
    for &(size, phase, speed) in SUN {
        let angle = Fixed::new(phase, 5) + Fixed::new(speed, 7).times(c);
        sum = sum + Fixed::whole(size).times(angle.sin());
    }
    let mean = Fixed::new(2_827_771_834, 7) + Fixed::new(3_600_076_953_744, 8).times(c);
    let aberration = Fixed::new(974, 7).times((Fixed::new(17_763, 2) + Fixed::new(3_599_901_848, 5).times(c)).cos())
        - Fixed::new(5_575, 6);
    (mean + sum.times(DEGREES_OF_TEN_MILLIONTH_RADIAN) + aberration + nutation(c)).turned()
}

/// Nutation in longitude, in degrees, by its two greatest terms.
fn nutation(c: Fixed) -> Fixed {
    let square = c.times(c);
    let node = Fixed::new(12_490, 2) - Fixed::new(1_934_134, 3).times(c) + Fixed::new(2_063, 6).times(square);
    let twice = Fixed::new(20_111, 2) + Fixed::new(720_015_377, 4).times(c) + Fixed::new(57, 5).times(square);
    -Fixed::new(4_778, 6).times(node.sin()) - Fixed::new(3_667, 7).times(twice.sin())
}

/// `a·t² + b·t³ + c·t⁴`.
fn power_series(t: Fixed, a: Fixed, b: Fixed, c: Fixed) -> Fixed {
    (a + (b + c.times(t)).times(t)).times(t).times(t)
}

/// The periodic terms of a new moon, in days.
fn periodic(k: Fixed, t: Fixed) -> Fixed {
    let none = Fixed::ZERO;
    let sun = Fixed::new(25_534, 4)
        + Fixed::new(291_053_567, 7).times(k)
        + power_series(t, Fixed::new(-14, 7), Fixed::new(-11, 8), none);
    let moon = Fixed::new(2_015_643, 4)
        + Fixed::new(38_581_693_528, 8).times(k)
        + power_series(t, Fixed::new(107_582, 7), Fixed::new(1_238, 8), Fixed::new(-58, 9));
    let latitude = Fixed::new(1_607_108, 4)
        + Fixed::new(39_067_050_284, 8).times(k)
        + power_series(t, Fixed::new(-16_118, 7), Fixed::new(-227, 8), Fixed::new(11, 9));
    let node = Fixed::new(1_247_746, 4) - Fixed::new(156_375_588, 8).times(k)
        + power_series(t, Fixed::new(20_672, 7), Fixed::new(215, 8), none);
    let eccentricity = Fixed::whole(1) - (Fixed::new(2_516, 6) + Fixed::new(74, 7).times(t)).times(t);

    let mut sum = -Fixed::new(17, 5).times(node.sin());
    for &(size, eccentric, suns, moons, latitudes) in MOON {
        let angle =
            Fixed::whole(suns).times(sun) + Fixed::whole(moons).times(moon) + Fixed::whole(latitudes).times(latitude);
        let mut term = Fixed::new(size, 5).times(angle.sin());
        for _ in 0..eccentric {
            term = term.times(eccentricity);
        }
        sum = sum + term;
    }
    sum
}

/// What the planets add to a new moon, in days.
fn planetary(k: Fixed, t: Fixed) -> Fixed {
    let mut sum = Fixed::ZERO;
    for (place, &(size, phase, speed)) in PLANETS.iter().enumerate() {
        let mut angle = Fixed::new(phase, 2) + Fixed::new(speed, 6).times(k);
        if place == 0 {
            angle = angle - Fixed::new(9_173, 6).times(t).times(t);
        }
        sum = sum + Fixed::new(size, 6).times(angle.sin());
    }
    sum
}

/// Dynamical less universal time, in days: observed up to 2025, after that the prediction of Espenak and Meeus (NASA/TP-2006-214141),
/// on straight lines between the years given. A minute wrong in 2100 moves no Tết.
fn delta_t(julian_day: Fixed) -> Fixed {
    let year = Fixed::whole(2000) + (julian_day - Fixed::whole(2_451_545)).ratio(Fixed::new(3_652_425, 4));
    let mut before: Option<(i64, i64)> = None;
    for &(until, tenths) in DELTA_T {
        if year <= Fixed::whole(until) {
            let seconds = match before {
                None => Fixed::new(tenths, 1),
                Some((from, first)) => {
                    let part = (year - Fixed::whole(from)).over(until - from);
                    Fixed::new(first, 1) + Fixed::new(tenths - first, 1).times(part)
                }
            };
            return seconds.over(86_400);
        }
        before = Some((until, tenths));
    }
    Fixed::new(before.map_or(0, |(_, tenths)| tenths), 1).over(86_400)
}

/// Year and tenths of a second.
const DELTA_T: &[(i64, i64)] = &[
    (1970, 402),
    (1975, 455),
    (1980, 505),
    (1985, 543),
    (1990, 569),
    (1995, 608),
    (2000, 638),
    (2005, 647),
    (2010, 661),
    (2015, 676),
    (2020, 694),
    (2025, 691),
    (2050, 930),
    (2100, 2030),
    (2110, 2250),
];

/// Size in hundred-thousandths of a day; power of the eccentricity; multiples of the sun's anomaly, the moon's anomaly
/// and the argument of latitude.
const MOON: &[(i64, u8, i64, i64, i64)] = &[
    (-40_720, 0, 0, 1, 0),
    (17_241, 1, 1, 0, 0),
    (1_608, 0, 0, 2, 0),
    (1_039, 0, 0, 0, 2),
    (739, 1, -1, 1, 0),
    (-514, 1, 1, 1, 0),
    (208, 2, 2, 0, 0),
    (-111, 0, 0, 1, -2),
    (-57, 0, 0, 1, 2),
    (56, 1, 1, 2, 0),
    (-42, 0, 0, 3, 0),
    (42, 1, 1, 0, 2),
    (38, 1, 1, 0, -2),
    (-24, 1, -1, 2, 0),
    (-7, 0, 2, 1, 0),
    (4, 0, 0, 2, -2),
    (4, 0, 3, 0, 0),
    (3, 0, 1, 1, -2),
    (3, 0, 0, 2, 2),
    (-3, 0, 1, 1, 2),
    (3, 0, -1, 1, 2),
    (-2, 0, -1, 1, -2),
    (-2, 0, 1, 3, 0),
    (2, 0, 0, 4, 0),
];

/// Size in millionths of a day; phase in hundredths of a degree; millionths of a degree a month.
const PLANETS: &[(i64, i64, i64)] = &[
    (325, 29_977, 107_408),
    (165, 25_188, 16_321),
    (164, 25_183, 26_651_886),
    (126, 34_942, 36_412_478),
    (110, 8_466, 18_206_239),
    (62, 14_174, 53_303_771),
    (60, 20_714, 2_453_732),
    (56, 15_484, 7_306_860),
    (47, 3_452, 27_261_239),
    (42, 20_719, 121_824),
    (40, 29_134, 1_844_379),
    (37, 16_172, 24_198_154),
    (35, 23_956, 25_513_099),
    (23, 33_155, 3_592_518),
];

/// A ten-millionth of a radian in degrees.
const DEGREES_OF_TEN_MILLIONTH_RADIAN: Fixed = Fixed::new(5_729_578, 12);

/// Size in ten-millionths of a radian; phase in hundred-thousandths of a degree; ten-millionths of a degree a century.
const SUN: &[(i64, i64, i64)] = &[
    (403_406, 27_054_861, 9_287_892),
    (195_207, 34_019_128, 359_991_376_958),
    (119_433, 6_391_854, 359_994_089_666),
    (112_392, 33_126_220, 359_987_287_385),
    (3_891, 31_784_300, 719_982_026_100),
    (2_819, 8_663_100, 719_984_403_000),
    (1_721, 24_005_200, 360_003_572_600),
    (660, 31_026_000, 719_974_812_000),
    (350, 24_723_000, 329_644_678_000),
    (334, 26_087_000, -194_410_000),
    (314, 29_782_000, 4_452_671_117_000),
    (268, 34_314_000, 450_368_840_000),
    (242, 16_679_000, 31_008_000),
    (234, 8_153_000, 225_184_434_000),
    (158, 350_000, -199_739_000),
    (132, 13_275_000, 659_289_345_000),
    (129, 18_295_000, 90_380_293_000),
    (114, 16_203_000, 30_347_684_000),
    (99, 2_980_000, 337_181_480_000),
    (93, 26_640_000, 30_344_480_000),
    (86, 24_920_000, -22_807_730_000),
    (78, 15_760_000, 299_299_920_000),
    (72, 25_780_000, 315_564_930_000),
    (68, 18_510_000, 1_495_880_000),
    (64, 6_990_000, 90_377_500_000),
    (46, 800_000, 1_079_974_050_000),
    (38, 19_710_000, -44_441_760_000),
    (37, 25_040_000, 1_517_710_000),
    (32, 6_530_000, 675_553_160_000),
    (29, 16_270_000, 315_560_800_000),
    (28, 34_150_000, -45_615_400_000),
    (27, 29_160_000, 1_079_967_060_000),
    (27, 9_850_000, 12_216_550_000),
    (25, 14_670_000, 628_941_670_000),
    (24, 11_000_000, 314_373_690_000),
    (21, 520_000, 145_782_980_000),
    (21, 34_260_000, -319_317_570_000),
    (20, 23_090_000, 347_772_430_000),
    (18, 25_610_000, 12_219_990_000),
    (17, 4_530_000, 628_945_110_000),
    (14, 24_290_000, -44_420_390_000),
    (13, 11_520_000, 1_079_979_090_000),
    (13, 15_180_000, 1_190_660_000),
    (13, 28_530_000, 168_590_710_000),
    (12, 5_330_000, -45_780_000),
    (10, 12_660_000, 268_952_920_000),
    (10, 20_570_000, -391_270_000),
    (10, 8_590_000, 122_975_360_000),
    (10, 14_610_000, 900_737_780_000),
];
