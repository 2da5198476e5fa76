//! Lying bars: solid as far as the figure surely goes, hatched as far as it may go, a whisker for the interval.

use super::{
    canvas::{Area, Canvas},
    look::colour,
    rows::{Frame, Spot},
};

/// One bar.
pub(super) fn draw(canvas: &mut Canvas, frame: &Frame, spot: &Spot) {
    let Spot { drawn, middle, series, all } = spot;
    let colour = colour(*series, *all);
    let height = if *all > 1 { 13.0 } else { 15.0 };
    let bar = |from: f64, to: f64| Area { x: from, y: middle - height / 2.0, width: to - from, height };
    let (low, high) = (frame.x(drawn.low), frame.x(drawn.high));
    if !drawn.is_exact() {
        canvas.hatched(bar(low, high), colour);
    }
    // A figure of nought is seen as a thin bar, so that it differs from one that is withheld.
    if low > frame.left || drawn.is_exact() {
        canvas.rect(bar(frame.left, low.max(frame.left + 2.0)), colour);
    }
    if let Some((from, to)) = drawn.interval {
        canvas.whisker((frame.x(from), frame.x(to)), *middle, 4.5, false);
    }
}
