//! How long a handler may run: `"250ms"`, `"5s"`, `"2m"`.

/// The number of milliseconds, or what is wrong with the text.
pub(crate) fn parse(text: &str) -> Result<u64, String> {
    const HELP: &str = "help: write a whole number and `ms`, `s` or `m`, as in `\"5s\"`";
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let factor = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "" if digits > 0 => return Err(format!("`{text}` lacks its unit\n{HELP}")),
        _ => return Err(format!("`{text}` is no duration\n{HELP}")),
    };
    if number.is_empty() {
        return Err(format!("`{text}` is no duration\n{HELP}"));
    }
    match number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
    {
        Some(0) => Err(format!(
            "a timeout of `{text}` leaves the handler no time at all\nhelp: leave `timeout` out to use the server's default"
        )),
        Some(milliseconds) => Ok(milliseconds),
        None => Err(format!("`{text}` is too long\n{HELP}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_unit() {
        assert_eq!(parse("250ms"), Ok(250));
        assert_eq!(parse("5s"), Ok(5000));
        assert_eq!(parse("2m"), Ok(120_000));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "5",
            "s",
            "0s",
            "-1s",
            "1.5s",
            "5 s",
            "5h",
            "99999999999999999999s",
            "9999999999999999999m",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
