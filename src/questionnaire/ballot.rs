//! One person's answers as they lie inside the seal. It has no `Debug` and is wiped when dropped.

use zeroize::Zeroize;

use super::model::Questionnaire;

/// The first byte of a survey ballot.
const KIND: u8 = 2;

/// Answers that the pages of one questionnaire can give in one wave.
pub struct Ballot {
    prefix: [u8; 8],
    masks: Vec<u16>,
    pub(super) asked: u128,
}

impl Ballot {
    /// Reads a plaintext; nothing, when no page could have sent it.
    pub fn read(plain: &[u8], questionnaire: &Questionnaire, wave_number: u32) -> Option<Self> {
        let (&[kind], rest) = plain.split_first_chunk()?;
        let (prefix, rest) = rest.split_first_chunk::<8>()?;
        let (&[count], rest) = rest.split_first_chunk()?;
        let (pairs, odd) = rest.as_chunks::<2>();
        let whole = odd.is_empty() && pairs.len() == usize::from(count);
        if kind != KIND || *prefix != questionnaire.prefix() || !whole {
            return None;
        }
        let masks = pairs.iter().map(|&pair| u16::from_be_bytes(pair)).collect();
        Self::of(masks, questionnaire, wave_number)
    }

    /// Answers given as masks, one an item; nothing, when no page could have given them.
    pub fn of(mut masks: Vec<u16>, questionnaire: &Questionnaire, wave_number: u32) -> Option<Self> {
        match questionnaire.plan.admits(&masks, wave_number) {
            Some(asked) => Some(Self { prefix: questionnaire.prefix(), masks, asked }),
            None => {
                masks.zeroize();
                None
            }
        }
    }

    /// The plaintext, before it is padded and sealed.
    pub fn bytes(&self) -> Vec<u8> {
        let count = u8::try_from(self.masks.len()).expect("a questionnaire has at most 120 items");
        let mut bytes = vec![KIND];
        bytes.extend_from_slice(&self.prefix);
        bytes.push(count);
        bytes.extend(self.masks.iter().flat_map(|mask| mask.to_be_bytes()));
        bytes
    }

    /// The masks, one an item.
    pub fn masks(&self) -> &[u16] {
        &self.masks
    }
}

impl Drop for Ballot {
    fn drop(&mut self) {
        self.masks.zeroize();
        self.asked.zeroize();
    }
}
