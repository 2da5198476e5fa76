//! Plots as pictures, for the formats that cannot hold them as drawings.

use super::error::FormatError;

/// One plot as a picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The figure it shows.
    pub number: usize,
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The picture of a figure: a document that lacks one is not finished.
pub(super) fn find(pictures: &[Picture], number: usize) -> Result<&Picture, FormatError> {
    pictures.iter().find(|picture| picture.number == number).ok_or(FormatError::Picture(number))
}

/// A grey picture for each plot, for the tests of the formats.
#[cfg(test)]
pub(super) fn sample_pictures(document: &crate::briefing::document::Document) -> Vec<Picture> {
    let picture = |(number, _)| Picture { number, png: GREY.to_vec(), width: 2, height: 1 };
    document.plots().map(picture).collect()
}

/// Two grey pixels.
#[cfg(test)]
const GREY: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x00\x00\x00\x00\xd1I V\
    \x00\x00\x00\x0bIDATx\x9ccX\xb5\x1b\x00\x02\x12\x01f\x03Ohg\x00\x00\x00\x00IEND\xaeB`\x82";
