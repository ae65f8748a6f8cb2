//! RFC 3339 timestamps and durations as Go's `time` reads them, with `cty`'s messages.

use std::fmt;

use super::quote::quoted;

const SECOND: i128 = 1_000_000_000;
const DAY: i64 = 86_400;

/// A moment, and the offset of the clock that showed it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Timestamp {
    /// Seconds since 1970 in UTC.
    seconds: i64,
    nanoseconds: u32,
    /// Seconds that the clock is ahead of UTC.
    offset: i64,
}

/// What calendar and clock show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Civil {
    pub year: i64,
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
    /// From Sunday, 0.
    pub weekday: u32,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
}

impl Timestamp {
    /// Reads `text` as Go does, which takes some liberties: one digit for the hour, a comma before
    /// the fraction, offsets of 24 hours.
    pub(super) fn parse(text: &str) -> Result<Timestamp, String> {
        Reader { rest: text }.timestamp(false).map(|read| read.time)
    }

    /// Reads `text` without these liberties.
    pub(super) fn parse_strict(text: &str) -> Result<Timestamp, String> {
        let read = Reader { rest: text }.timestamp(true)?;
        match read.liberty {
            None => Ok(read.time),
            Some(liberty) => Err(format!("not a valid RFC3339 timestamp: {liberty}")),
        }
    }

    /// Nanoseconds since 1970.
    pub(super) fn instant(&self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanoseconds)
    }

    /// The moment `nanoseconds` later, on the same clock.
    pub(super) fn plus(&self, nanoseconds: i64) -> Timestamp {
        let instant = self.instant() + i128::from(nanoseconds);
        Timestamp {
            seconds: instant.div_euclid(SECOND) as i64,
            nanoseconds: instant.rem_euclid(SECOND) as u32,
            offset: self.offset,
        }
    }

    /// What calendar and clock show (Howard Hinnant's `civil_from_days`).
    pub(super) fn civil(&self) -> Civil {
        let local = self.seconds + self.offset;
        let (days, clock) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: month as u32,
            day: day as u32,
            weekday: (days + 4).rem_euclid(7) as u32,
            hour: (clock / 3600) as u32,
            minute: (clock / 60 % 60) as u32,
            second: (clock % 60) as u32,
        }
    }

    /// The offset with `colon` between hours and minutes, or `utc` if there is none.
    pub(super) fn zone(&self, utc: &str, colon: &str) -> String {
        if self.offset == 0 {
            return utc.to_owned();
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs() / 60;
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 without the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        let sign = if civil.year < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            civil.year.unsigned_abs(),
            civil.month,
            civil.day,
            civil.hour,
            civil.minute,
            civil.second,
            self.zone("Z", ":")
        )
    }
}

/// Days from 1970 to a day of the calendar (`days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A timestamp and the first liberty that was taken in reading it.
struct Read {
    time: Timestamp,
    liberty: Option<String>,
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// `strict` decides only which message tells of a wrong hour or minute.
    fn timestamp(&mut self, strict: bool) -> Result<Read, String> {
        let mut liberty = None;
        let year = self.number("year", 4, 0..=9999, strict)?;
        self.expect('-')?;
        let month = self.number("month", 2, 1..=12, strict)?;
        self.expect('-')?;
        let day = self.number("day of month", 2, 0..=99, strict)?;
        self.expect('T')?;
        let one_digit = self.rest.as_bytes().get(1) == Some(&b':');
        let hour = match one_digit {
            true => {
                liberty = Some("hour must have exactly two digits".to_owned());
                self.number("hour", 1, 0..=23, strict)?
            }
            false => self.number("hour", 2, 0..=23, strict)?,
        };
        self.expect(':')?;
        let minute = self.number("minute", 2, 0..=59, strict)?;
        self.expect(':')?;
        let second = self.number("second", 2, 0..=59, strict)?;
        let comma = self.rest.starts_with(',');
        let nanoseconds = self.fraction();
        if comma && liberty.is_none() {
            liberty = Some("cannot use \",\" as timestamp segment".to_owned());
        }
        let zone = self.rest;
        let (hours, minutes, sign) = self.zone(strict)?;
        if liberty.is_none() && (hours >= 24 || minutes >= 60) {
            liberty = Some(format!("cannot use {} as UTC offset", quoted(zone)));
        }
        if !self.rest.is_empty() {
            return Err(self.unusable("timestamp segment", self.rest, strict));
        }
        if day < 1 || day > days_in(year, month) {
            return Err("not a valid RFC3339 timestamp: day out of range".into());
        }
        let offset = sign * (hours * 3600 + minutes * 60);
        let local = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        let time = Timestamp {
            seconds: local - offset,
            nanoseconds,
            offset,
        };
        Ok(Read { time, liberty })
    }

    /// `length` digits. A number out of range is reported with the text behind it, as Go does.
    fn number(
        &mut self,
        what: &str,
        length: usize,
        range: std::ops::RangeInclusive<i64>,
        strict: bool,
    ) -> Result<i64, String> {
        let digits = self
            .rest
            .get(..length)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let number = digits.and_then(|digits| digits.parse().ok());
        let Some(number) = number else {
            return Err(self.unusable(what, self.rest, strict));
        };
        self.rest = self.rest.get(length..).unwrap_or("");
        match range.contains(&number) {
            true => Ok(number),
            false => Err(self.unusable(what, self.rest, strict)),
        }
    }

    fn unusable(&self, what: &str, text: &str, strict: bool) -> String {
        let problem = match what {
            _ if text.is_empty() => format!("end of string before {what}"),
            "hour" if strict && text.contains(':') => {
                "hour must be between 0 and 23 inclusive".to_owned()
            }
            "hour" | "minute" if strict && text.len() != 2 => {
                format!("{what} must have exactly two digits")
            }
            _ => format!("cannot use {} as {what}", quoted(text)),
        };
        format!("not a valid RFC3339 timestamp: {problem}")
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        if let Some(rest) = self.rest.strip_prefix(wanted) {
            self.rest = rest;
            return Ok(());
        }
        let problem = match (wanted, self.rest) {
            ('T', _) => "missing required time introducer 'T'".to_owned(),
            (_, "") => format!("end of string where \"{wanted}\" is expected"),
            (_, found) => format!("found {} where \"{wanted}\" is expected", quoted(found)),
        };
        Err(format!("not a valid RFC3339 timestamp: {problem}"))
    }

    /// Nanoseconds; further digits do not count.
    fn fraction(&mut self) -> u32 {
        let Some(rest) = self.rest.strip_prefix(['.', ',']) else {
            return 0;
        };
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        if end == 0 {
            return 0;
        }
        let (digits, rest) = rest.split_at(end);
        self.rest = rest;
        let nine = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
        nine.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }

    /// Hours, minutes and direction of the offset.
    fn zone(&mut self, strict: bool) -> Result<(i64, i64, i64), String> {
        const WHAT: &str = "UTC offset";
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Ok((0, 0, 1));
        }
        let whole = self.rest;
        let read = || {
            let sign = match whole.get(..1)? {
                "+" => 1,
                "-" => -1,
                _ => return None,
            };
            let digits = |text: &str| {
                let digits = text.bytes().all(|b| b.is_ascii_digit());
                text.parse::<i64>().ok().filter(|_| digits)
            };
            let hours = digits(whole.get(1..3)?)?;
            let minutes = digits(whole.get(4..6)?)?;
            (whole.get(3..4)? == ":").then_some((hours, minutes, sign))
        };
        let Some((hours, minutes, sign)) = read() else {
            return Err(self.unusable(WHAT, whole, strict));
        };
        self.rest = whole.get(6..).unwrap_or("");
        match hours > 24 || minutes > 60 {
            true => Err(self.unusable(WHAT, self.rest, strict)),
            false => Ok((hours, minutes, sign)),
        }
    }
}

/// Nanoseconds of a duration such as `-1h30.5m`, as Go's `time.ParseDuration` reads it.
pub(super) fn duration(text: &str) -> Result<i64, String> {
    let invalid = || format!("time: invalid duration {}", quoted(text));
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (whole, behind) = digits(rest);
        let (fraction, behind) = match behind.strip_prefix('.') {
            Some(behind) => digits(behind),
            None => ("", behind),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let end = behind
            .find(|c: char| c == '.' || c.is_ascii_digit())
            .unwrap_or(behind.len());
        let (name, behind) = behind.split_at(end);
        let unit: u64 = match name {
            "" => return Err(format!("time: missing unit in duration {}", quoted(text))),
            "ns" => 1,
            "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => {
                let (name, text) = (quoted(name), quoted(text));
                return Err(format!("time: unknown unit {name} in duration {text}"));
            }
        };
        let whole: u64 = match whole {
            "" => 0,
            digits => digits.parse().map_err(|_| invalid())?,
        };
        let part = whole.checked_mul(unit).ok_or_else(invalid)?;
        let part = part
            .checked_add(fraction_of(fraction, unit))
            .ok_or_else(invalid)?;
        total = total
            .checked_add(part)
            .filter(|total| *total <= 1 << 63)
            .ok_or_else(invalid)?;
        rest = behind;
    }
    let total = i128::from(total);
    let total = if negative { -total } else { total };
    i64::try_from(total).map_err(|_| invalid())
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// `0.digits` of a unit. Go computes it in doubles and drops what overflows.
fn fraction_of(digits: &str, unit: u64) -> u64 {
    let mut number: u64 = 0;
    let mut scale = 1.0;
    for digit in digits.bytes() {
        if number > (i64::MAX as u64) / 10 {
            break;
        }
        let next = number * 10 + u64::from(digit - b'0');
        if next > 1 << 63 {
            break;
        }
        number = next;
        scale *= 10.0;
    }
    (number as f64 * (unit as f64 / scale)) as u64
}
