//! What holds for every kind of plot.

use super::text::{GROUP, LABEL};
use super::*;

const KINDS: [Kind; 5] = [Kind::Bars, Kind::Dots, Kind::Funnel, Kind::Heat, Kind::Series];

fn mark(said: &str, value: Option<(f64, f64)>, interval: Option<(f64, f64)>) -> Mark {
    Mark { said: said.to_owned(), value, interval }
}

fn row(label: &str, group: &str, marks: &[Mark]) -> Row {
    Row { label: label.to_owned(), group: Some(group.to_owned()), marks: marks.to_vec() }
}

fn plot(kind: Kind, unit: Unit, series: &[&str], rows: Vec<Row>) -> Plot {
    let series = series.iter().map(|name| (*name).to_owned()).collect();
    Plot {
        title: "Utsatthet & \"former\"".to_owned(),
        alternative: "A < B, <b>inte</b> C.".to_owned(),
        kind,
        unit,
        series,
        rows,
    }
}

/// Long names, figures at the end of the axis, ranges, intervals, nought, and one withheld.
fn crowded(kind: Kind, series: usize) -> Plot {
    let marks = [
        mark("100 % (86–100 % av dem som svarade)", Some((100.0, 100.0)), Some((86.0, 100.0))),
        mark("ca 40 (36–44)", Some((38.0, 44.0)), None),
        mark("0", Some((0.0, 0.0)), Some((0.0, 22.0))),
        mark("redovisas inte", None, None),
        mark("71 %", Some((71.0, 71.0)), Some((50.0, 99.0))),
    ];
    let names =
        ["Ekonomiskt bistånd, mottagning", "<Barn & unga>", "Stab", "Försörjningsstödshandläggarenheten", "Hem/fält"];
    let row = |place: usize| {
        let marks: Vec<_> = (0..series).map(|series| marks[(place + series) % 5].clone()).collect();
        row(
            &format!("{} {place}", names[place % 5]),
            ["Mindre allvarligt", "Mycket allvarligt & <grovt>"][place / 5],
            &marks,
        )
    };
    plot(kind, Unit::Percent, &names.repeat(3)[..series], (0..9).map(row).collect())
}

/// Every text as it is read, with the lines of one text joined.
fn texts(svg: &str) -> Vec<String> {
    let plain =
        |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let lines = |text: &str| {
        let lines: Vec<_> = text
            .split("<tspan")
            .skip(1)
            .map(|line| line[line.find('>').unwrap() + 1..].replace("</tspan>", ""))
            .collect();
        plain(&lines.join(" "))
    };
    svg.split("<text").skip(1).map(|text| lines(text.split("</text>").next().unwrap())).collect()
}

fn attribute(element: &str, name: &str) -> Option<f64> {
    element.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse().ok()
}

#[test]
fn every_figure_is_printed_as_it_is_said() {
    for kind in KINDS {
        for series in [1, 3] {
            let plot = crowded(kind, series);
            // A line may end at a space or after a dash.
            let bare = |text: &str| text.replace(' ', "");
            let texts: Vec<_> = texts(&plot.svg()).iter().map(|text| bare(text)).collect();
            for said in plot.rows.iter().flat_map(|row| &row.marks).map(|mark| bare(&mark.said)) {
                assert!(texts.contains(&said), "{kind:?}: {said} in {texts:?}");
            }
        }
    }
}

#[test]
fn a_withheld_figure_is_drawn_as_words_and_leaves_no_trace() {
    for kind in KINDS {
        let hidden = |interval| {
            let marks = |value| [mark("12", Some((12.0, 12.0)), None), mark("redovisas inte", value, interval)];
            plot(kind, Unit::Persons, &["", ""], vec![row("Hot", "", &marks(None)), row("Våld", "", &marks(None))])
                .svg()
        };
        assert_eq!(hidden(None), hidden(Some((31.0, 47.0))), "{kind:?}");

        let all = [mark("redovisas inte", None, Some((31.0, 47.0)))];
        let texts = texts(&plot(kind, Unit::Persons, &[""], vec![row("Hot", "", &all), row("Våld", "", &all)]).svg());
        assert!(texts.iter().any(|text| text == "redovisas inte"), "{kind:?}");
        assert!(!texts.concat().contains(|letter: char| letter.is_ascii_digit()), "{kind:?}: {texts:?}");
    }
}

#[test]
fn a_withheld_step_is_as_wide_whatever_stands_around_it() {
    let width = |around: f64, said: &str| {
        let steps = [Some((5000.0, 5000.0)), Some((around, around)), None];
        let steps = steps.map(|value| row("Steg", "", &[mark(if value.is_some() { said } else { "x" }, value, None)]));
        let svg = plot(Kind::Funnel, Unit::Persons, &[""], steps.to_vec()).svg();
        attribute(svg.lines().find(|line| line.contains("stroke-dasharray")).unwrap(), "width").unwrap()
    };
    assert_eq!(width(3.0, "x").to_bits(), width(4000.0, "av alla tillfrågade").to_bits());
}

#[test]
fn a_cell_too_narrow_for_its_words_has_a_sign_that_the_key_explains() {
    let told = |words: &[&str]| {
        let marks: Vec<_> = (0..12).map(|place| mark(words[place % words.len()], None, None)).collect();
        texts(&plot(Kind::Heat, Unit::Persons, &["Hot"; 12], vec![row("Våld", "", &marks)]).svg())
    };
    let count = |texts: &[String], text: &str| texts.iter().filter(|other| *other == text).count();
    let one = told(&["redovisas inte"]);
    assert_eq!((count(&one, ".."), count(&one, "redovisas inte")), (13, 1));
    let two = told(&["redovisas inte", "inte undersökt"]);
    assert_eq!((count(&two, "..a"), count(&two, "..b"), count(&two, "inte undersökt")), (7, 7, 1));
}

#[test]
fn no_text_runs_out_of_the_picture() {
    for kind in KINDS {
        for series in [1, 2, 3, 5, 12] {
            let svg = crowded(kind, series).svg();
            let height = attribute(&svg, "height").unwrap();
            for text in svg.lines().filter(|line| line.starts_with("<text")) {
                let size = attribute(text, "font-size").unwrap();
                assert!(size >= if kind == Kind::Heat { 10.0 } else { 11.0 });
                let kind = if text.contains("font-weight") { GROUP } else { LABEL }.sized(size);
                for (line, said) in text.split("<tspan").skip(1).zip(lines(text)) {
                    let (x, y) = (attribute(line, "x").unwrap(), attribute(line, "y").unwrap());
                    let width = kind.width(&said);
                    let before = match text {
                        _ if text.contains("\"middle\"") => width / 2.0,
                        _ if text.contains("\"end\"") => width,
                        _ => 0.0,
                    };
                    let (left, right, top, bottom) = match text.split_once("rotate(-90 ") {
                        None => (x - before, x - before + width, y - size * 0.75, y + size * 0.25),
                        Some((_, turn)) => {
                            // About a point (px, py), x runs upwards from py and y to the right from px.
                            let (px, py) = turn.split_once(')').unwrap().0.split_once(' ').unwrap();
                            let (px, py): (f64, f64) = (px.parse().unwrap(), py.parse().unwrap());
                            let (base, start) = (px + y - py, py + before);
                            (base - size * 0.75, base + size * 0.25, start - width, start)
                        }
                    };
                    assert!(left >= 0.0 && right <= 640.0, "{kind:?} {series}: {said} from {left} to {right}");
                    assert!(
                        top >= 0.0 && bottom <= height,
                        "{kind:?} {series}: {said} from {top} to {bottom} of {height}"
                    );
                }
            }
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    texts(&text.replace("</tspan><tspan", "</tspan></text><text><tspan"))
}

#[test]
fn a_figure_stands_right_of_its_whisker() {
    for kind in [Kind::Bars, Kind::Dots] {
        let svg = crowded(kind, 3).svg();
        let mut end = None;
        for line in svg.lines().skip_while(|line| !line.contains(">procent<")) {
            match (line.strip_prefix("<path d=\"M"), end) {
                (Some(path), _) if line.contains("stroke-width=\"3\"") => {
                    end = path.split(['L', ' ']).nth(2).map(|x| x.parse::<f64>().unwrap());
                }
                (None, Some(whisker)) if line.starts_with("<text") => {
                    assert!(attribute(line, "x").unwrap() > whisker + 3.0, "{line}");
                    end = None;
                }
                _ => {}
            }
        }
    }
}

#[test]
fn it_is_xml_of_presentation_attributes_only() {
    for kind in KINDS {
        let svg = crowded(kind, 3).svg();
        assert!(
            !svg.contains(" style=") && !svg.contains("<style") && !svg.contains("<script") && !svg.contains("<b>")
        );
        assert!(svg.contains("<title id=\"plot-") && svg.contains("A &lt; B"));
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, rest) = tag.split_once('>').expect("a tag that ends");
            assert!(!rest.contains('>') && tag.matches('"').count() % 2 == 0, "{tag}");
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None if tag.ends_with('/') => {}
                None => open.push(tag.split(' ').next().expect("a name")),
            }
        }
        assert!(open.is_empty());
    }
}

#[test]
fn series_with_names_get_a_key_and_one_alone_gets_none() {
    let said = |series| texts(&crowded(Kind::Bars, series).svg());
    assert!(said(2).contains(&"<Barn & unga>".to_owned()));
    assert!(!said(1).contains(&"Ekonomiskt bistånd, mottagning".to_owned()));
}

#[test]
fn a_line_is_broken_where_a_figure_is_withheld_and_a_point_alone_has_none() {
    let drawn = |values: &[Option<(f64, f64)>]| {
        let rows = values.iter().map(|value| row("T1", "", &[mark("x", *value, None)])).collect();
        plot(Kind::Series, Unit::Reports, &[""], rows).svg().matches("stroke-width=\"2\"").count()
    };
    let told = Some((5.0, 5.0));
    assert_eq!(drawn(&[told]), 0);
    assert_eq!(drawn(&[told, told, told]), 2);
    assert_eq!(drawn(&[told, None, told]), 0);
}

#[test]
fn a_plot_of_nothing_says_so() {
    for kind in KINDS {
        assert_eq!(texts(&plot(kind, Unit::Percent, &["A"], Vec::new()).svg()), ["Inga tal att visa."]);
    }
}
