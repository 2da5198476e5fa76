//! A questionnaire as masks: what an answer is held against and counted by, made once and never text again.

use super::model::{Item, Kind, Role};

/// A condition: places and masks, over all of which `any` must hit somewhere (if there is any) and `none` nowhere.
#[derive(Clone, Debug)]
struct Condition {
    places: Vec<(usize, u16, u16)>,
    needs_any: bool,
}

/// What one item demands of its mask.
#[derive(Clone, Debug)]
pub(super) struct PlannedItem {
    conditions: Vec<Condition>,
    from_wave: u32,
    all: u16,
    alone: u16,
    most: u32,
    required: bool,
    /// Everything but “Vill inte svara”.
    pub answered: u16,
    pub share: u16,
    pub options: usize,
}

/// All items, and where the figures find theirs.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub items: Vec<PlannedItem>,
    /// The acts and their tiers of severity (0, 1, 2).
    pub acts: Vec<(usize, usize)>,
    pub enough_acts: usize,
    pub purpose: Option<usize>,
    pub label: Option<usize>,
    pub tenure: Option<usize>,
    pub matter: Option<usize>,
    pub vignettes: Vec<usize>,
}

impl Plan {
    pub(super) fn of(items: &[&Item]) -> Self {
        let places = |role| {
            let of_role = items.iter().enumerate().filter(move |(_, item)| item.role == Some(role));
            of_role.map(|(place, _)| place)
        };
        let tier = |place: usize| usize::from(items[place].severity.unwrap_or(1) - 1);
        let acts: Vec<_> = places(Role::Act).map(|place| (place, tier(place))).collect();
        Self {
            items: items.iter().map(|item| PlannedItem::of(item, items)).collect(),
            enough_acts: (acts.len() * 5).div_ceil(6),
            acts,
            purpose: places(Role::PurposePerceived).next(),
            label: places(Role::SelfLabel).next(),
            tenure: places(Role::Tenure).next(),
            matter: places(Role::Matter).next(),
            vignettes: places(Role::VignetteReport).collect(),
        }
    }

    /// Bit i: item i is asked. What was answered to an item that is not asked opens nothing.
    pub(super) fn asked(&self, masks: &[u16], wave_number: u32) -> u128 {
        let mut asked = 0_u128;
        for (place, item) in self.items.iter().enumerate() {
            let chosen = |earlier: usize| match asked >> earlier & 1 {
                1 => masks.get(earlier).copied().unwrap_or(0),
                _ => 0,
            };
            let open = item.from_wave <= wave_number && item.conditions.iter().all(|clause| clause.holds(chosen));
            asked |= u128::from(open) << place;
        }
        asked
    }

    /// Which items were asked, if these answers can have come off the pages in this wave.
    pub(super) fn admits(&self, masks: &[u16], wave_number: u32) -> Option<u128> {
        if masks.len() != self.items.len() {
            return None;
        }
        let asked = self.asked(masks, wave_number);
        let fits = |(place, item): (usize, &PlannedItem)| match asked >> place & 1 {
            1 => item.admits(masks[place]),
            _ => masks[place] == 0,
        };
        self.items.iter().enumerate().all(fits).then_some(asked)
    }
}

impl Condition {
    fn holds(&self, chosen: impl Fn(usize) -> u16) -> bool {
        let mut hit = !self.needs_any;
        for &(place, any, none) in &self.places {
            let mask = chosen(place);
            if mask & none != 0 {
                return false;
            }
            hit |= mask & any != 0;
        }
        hit
    }
}

impl PlannedItem {
    fn of(item: &Item, items: &[&Item]) -> Self {
        let all = mask_below(item.options.len());
        let alone = item.options.iter().enumerate().filter(|(_, option)| option.alone);
        let conditions = item.when.iter().map(|clause| {
            let named = items.iter().enumerate().filter(|(_, earlier)| clause.items.contains(&earlier.id));
            let places = named.map(|(place, one)| (place, one.masks(&clause.any_of), one.masks(&clause.none_of)));
            Condition { places: places.collect(), needs_any: !clause.any_of.is_empty() }
        });
        Self {
            conditions: conditions.collect(),
            from_wave: item.from_wave,
            all,
            alone: alone.fold(0, |mask, (place, _)| mask | 1 << place),
            most: if item.kind == Kind::One { 1 } else { item.most.unwrap_or(u16::BITS) },
            required: item.required,
            answered: all & !item.na_mask(),
            share: item.share_mask(),
            options: item.options.len(),
        }
    }

    fn admits(&self, mask: u16) -> bool {
        let known = mask & !self.all == 0;
        let counted = mask.count_ones() <= self.most && (mask != 0 || !self.required);
        let apart = mask & self.alone == 0 || mask.count_ones() == 1;
        known && counted && apart
    }
}

fn mask_below(options: usize) -> u16 {
    (0..options.min(16)).fold(0, |mask, place| mask | 1 << place)
}
