//! Dots on a line for each mark, with a whisker for the interval; a figure that is a range is a thick line from end to end.

use super::{
    canvas::{Area, Canvas},
    look::{GRID, colour},
    rows::{Frame, Spot},
};

/// One dot on its line.
pub(super) fn draw(canvas: &mut Canvas, frame: &Frame, spot: &Spot) {
    let Spot { drawn, middle, series, all } = spot;
    let colour = colour(*series, *all);
    let (low, high) = (frame.x(drawn.low), frame.x(drawn.high));
    canvas.line((frame.left, *middle), (low, *middle), GRID);
    if let Some((from, to)) = drawn.interval {
        canvas.whisker((frame.x(from), frame.x(to)), *middle, 4.5, false);
    }
    if drawn.is_exact() {
        canvas.shape(*series, (low, *middle), colour);
    } else {
        canvas.rect(Area { x: low, y: middle - 3.5, width: high - low, height: 7.0 }, colour);
    }
}
