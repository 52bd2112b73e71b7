//! Simulated time: whole seconds since the scenario starts, and how a clock shows them.
//!
//! No float decides anything: a moment and a span are integers, so a run is the same on every machine.

use jiff::civil::DateTime;

/// A moment of the simulated day, in seconds since the scenario starts. Negative before it.
pub type Time = i64;
/// A length of simulated time, in seconds.
pub type Span = i64;

/// Seconds in a simulated minute.
pub const MINUTE: Span = 60;
/// Seconds in a simulated hour.
pub const HOUR: Span = 3_600;
/// Seconds in a simulated day.
pub const DAY: Span = 86_400;

/// The wall clock of a scenario: its first second, as a calendar date and time without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The date and time at `Time` 0.
    pub starts: DateTime,
}

impl Calendar {
    /// The date and time at a moment. Saturates at the ends of the calendar.
    pub fn at(&self, time: Time) -> DateTime {
        self.starts.saturating_add(jiff::Span::new().seconds(time.clamp(-DAY * 3_650, DAY * 3_650)))
    }

    /// `2026-11-30T11:50:00`
    pub fn stamp(&self, time: Time) -> String {
        self.at(time).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// `11:50`
    pub fn clock(&self, time: Time) -> String {
        self.at(time).strftime("%H:%M").to_string()
    }

    /// `11:50`, or `1d 09:00` on a later day.
    pub fn day_and_clock(&self, time: Time) -> String {
        let day = (time + self.start_of_day_offset()).div_euclid(DAY);
        let clock = self.clock(time);
        if day > 0 { format!("{day}d {clock}") } else { clock }
    }

    /// `11:50:07`
    pub fn clock_with_seconds(&self, time: Time) -> String {
        self.at(time).strftime("%H:%M:%S").to_string()
    }

    /// Seconds from midnight of the first day to the start.
    pub fn start_of_day_offset(&self) -> Span {
        i64::from(self.starts.hour()) * HOUR
            + i64::from(self.starts.minute()) * MINUTE
            + i64::from(self.starts.second())
    }
}

/// Reads a span such as `40s`, `4min` or `1h30min`. Zero is `0s`. `None` when it is none.
pub fn parse_span(word: &str) -> Option<Span> {
    let mut rest = word.trim();
    if rest.is_empty() {
        return None;
    }
    let mut total: Span = 0;
    // Each unit may stand once, the larger first: "30min1h" is a slip, not a span.
    let mut smallest = i64::MAX;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: Span = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let (unit, length) =
            [("min", MINUTE), ("h", HOUR), ("s", 1)].into_iter().find(|(unit, _)| rest.starts_with(unit))?;
        if length >= smallest || number > 100_000 {
            return None;
        }
        smallest = length;
        total += number * length;
        rest = &rest[unit.len()..];
    }
    Some(total)
}

/// Writes a span the way [`parse_span`] reads it.
pub fn span_word(span: Span) -> String {
    let (hours, minutes, seconds) = (span / HOUR, span % HOUR / MINUTE, span % MINUTE);
    let mut word = String::new();
    for (number, unit) in [(hours, "h"), (minutes, "min"), (seconds, "s")] {
        if number > 0 {
            word.push_str(&format!("{number}{unit}"));
        }
    }
    if word.is_empty() { "0s".to_owned() } else { word }
}

/// Reads a clock time `11:50` or `11:50:30`, or `1d 09:00` for the next day, as seconds from the first midnight.
pub fn parse_clock(word: &str) -> Option<Span> {
    let word = word.trim();
    let (days, clock) = match word.split_once("d ") {
        Some((days, clock)) => (days.parse::<i64>().ok().filter(|days| (0..=365).contains(days))?, clock.trim()),
        None => (0, word),
    };
    let mut parts = clock.split(':');
    let mut two_digits = |limit: i64| -> Option<Option<i64>> {
        match parts.next() {
            None => Some(None),
            Some(part) if part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse().ok().filter(|number| *number < limit).map(Some)
            }
            Some(_) => None,
        }
    };
    let hours = two_digits(24)??;
    let minutes = two_digits(60)??;
    let seconds = two_digits(60)?.unwrap_or(0);
    if parts.next().is_some() {
        return None;
    }
    Some(days * DAY + hours * HOUR + minutes * MINUTE + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written_alike() {
        for (word, span) in [("40s", 40), ("4min", 240), ("1h30min", 5_400), ("2h", 7_200), ("0s", 0)] {
            assert_eq!(parse_span(word), Some(span), "{word}");
            assert_eq!(span_word(span), word);
        }
        for word in ["", "4", "min", "4 min", "30min1h", "4m", "-4min", "4min4min", "1.5h"] {
            assert_eq!(parse_span(word), None, "{word}");
        }
    }

    #[test]
    fn clocks_are_strict() {
        assert_eq!(parse_clock("11:50"), Some(42_600));
        assert_eq!(parse_clock("1d 09:00"), Some(DAY + 9 * HOUR));
        assert_eq!(parse_clock("23:59:59"), Some(DAY - 1));
        for word in ["24:00", "11:60", "1:50", "11.50", "11:5", "11:50:00:00", "x"] {
            assert_eq!(parse_clock(word), None, "{word}");
        }
    }
}
