//! Keywords, texts and names as the format writes them.

/// The format's longest line, counted in characters.
pub(super) const LINE: usize = 256;

/// A keyword with a text, on as many lines as the format needs.
pub(super) fn entry(keyword: &str, text: &str) -> String {
    divided(keyword, &plain(text))
}

/// The same with a text that holds nothing but what the format means by it.
pub(super) fn divided(keyword: &str, text: &str) -> String {
    let mut lines = vec![format!("{keyword}=\"")];
    for sign in text.chars() {
        let line = lines.last_mut().expect("it starts with a line");
        // Room for the sign, the quotation mark that closes it and the semicolon.
        if line.chars().count() + 3 > LINE {
            line.push('"');
            lines.push("\"".to_owned());
        }
        lines.last_mut().expect("it starts with a line").push(sign);
    }
    lines.join("\r\n") + "\";"
}

/// A keyword with several names, divided only after a comma.
pub(super) fn list(keyword: &str, names: &[String]) -> String {
    let mut lines = vec![format!("{keyword}=")];
    for (at, name) in names.iter().enumerate() {
        let name = quoted(name) + if at + 1 == names.len() { ";" } else { "," };
        match lines.last_mut() {
            Some(line) if line.chars().count() + name.chars().count() <= LINE => line.push_str(&name),
            _ => lines.push(name),
        }
    }
    lines.join("\r\n")
}

/// A name as it is written.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// A text without what the format gives a meaning: quotation marks, line ends, and its own sign for a line end.
pub(super) fn plain(text: &str) -> String {
    let sign = |sign: char| match sign {
        '"' => '\'',
        '#' => ' ',
        sign if sign.is_control() => ' ',
        sign => sign,
    };
    text.chars().map(sign).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
