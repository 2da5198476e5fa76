//! The promise behind the survey figures (METHODS §3.3): each hidden count may be anything in its band, whatever else has
//! been published. Tried on random small surveys, in every world there is.

use orubbad::statistics::{
    disclosure::{Leaf, Union, change, ratio},
    estimator::{Change, Group, Verdict, exposed_persons},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

const K: u32 = 5;
/// Reports that are set against the exposed.
const REPORTS: u32 = 12;
/// Two groups may be read as the first, the second, or both.
const UNIONS: [&[usize]; 3] = [&[0], &[1], &[0, 1]];

/// One item in two groups and two waves. The places are: first wave, first and second group; second wave, likewise.
struct Survey {
    /// Head count and respondents, which everybody knows.
    groups: [(u32, u32); 4],
    exposed: World,
}

type World = [u32; 4];

/// All that is published: leaves, and of each union two figures (wave by wave), the change and two ratios.
#[derive(PartialEq)]
struct Everything {
    leaves: [Leaf; 4],
    unions: Vec<[Union; 2]>,
    changes: Vec<Verdict>,
    ratios: Vec<[Option<(f64, f64)>; 2]>,
}

fn group(groups: &[(u32, u32)], exposed: u32) -> Group {
    let sum = |part: fn(&(u32, u32)) -> u32| groups.iter().map(part).sum();
    Group::new(sum(|group| group.0), sum(|group| group.1), exposed).expect("a group")
}

impl Survey {
    fn drawn(chance: &mut StdRng) -> Self {
        let mut exposed = World::default();
        let groups = [0, 1, 2, 3].map(|place| {
            let respondents = chance.random_range(9..40);
            exposed[place] = match chance.random_range(0..3) {
                0 => chance.random_range(0..K),
                1 => respondents - chance.random_range(0..K),
                _ => chance.random_range(0..=respondents),
            };
            (respondents + chance.random_range(0..20), respondents)
        });
        Self { groups, exposed }
    }

    fn publish(&self, world: &World) -> Everything {
        let leaves = [0, 1, 2, 3].map(|place| Leaf::publish(group(&self.groups[place..=place], world[place]), K));
        let of = |wave: usize, set: &[usize]| {
            Union::of(&set.iter().map(|place| leaves[2 * wave + place]).collect::<Vec<_>>())
        };
        let unions: Vec<_> = UNIONS.iter().map(|set| [of(0, set), of(1, set)]).collect();
        let changes = unions.iter().map(|[before, after]| change(before, after)).collect();
        let ratios = unions.iter().map(|waves| [0, 1].map(|wave| ratio(REPORTS, &waves[wave]))).collect();
        Everything { leaves, unions, changes, ratios }
    }

    /// The head counts of a union in a wave, and how many of its respondents were exposed in a world.
    fn counts(&self, set: &[usize], wave: usize, world: &World) -> (Vec<(u32, u32)>, Vec<u32>) {
        set.iter().map(|place| (self.groups[2 * wave + place], world[2 * wave + place])).unzip()
    }

    /// Whether all that was said holds in a world, each figure taken at its word.
    fn is_true(&self, said: &Everything, world: &World) -> bool {
        UNIONS.iter().enumerate().all(|(place, set)| {
            let raw = [0, 1].map(|wave| {
                let (groups, exposed) = self.counts(set, wave, world);
                group(&groups, exposed.iter().sum())
            });
            let holds = |wave: usize| {
                let (groups, exposed) = self.counts(set, wave, world);
                let (union, ratio) = (&said.unions[place][wave], said.ratios[place][wave]);
                let weighted =
                    groups.iter().zip(&exposed).map(|((all, some), count)| f64::from(all * count) / f64::from(*some));
                let percent = (100.0 * weighted.sum::<f64>() / f64::from(union.population)).round() as u32;
                let (sum, persons) = (exposed.iter().sum(), exposed_persons(raw[wave]));
                let missing = union.population - union.respondents;
                let per = |persons: u32| f64::from(REPORTS) / f64::from(persons);
                (union.low..=union.high).contains(&sum)
                    && union.percent.is_none_or(|(low, high)| (low..=high).contains(&percent))
                    && union.persons.low <= persons.low
                    && persons.high <= union.persons.high
                    && union.bounds.low <= sum
                    && sum + missing <= union.bounds.high
                    && ratio.is_none_or(|(low, high)| low <= per(persons.high) && per(persons.low) <= high)
            };
            let change = said.changes[place];
            holds(0)
                && holds(1)
                && (change == Verdict::Undecidable || change == Change::between(raw[0], raw[1]).verdict)
        })
    }
}

/// Every count of each place, in every combination.
fn worlds(counts: [std::ops::RangeInclusive<u32>; 4]) -> Vec<World> {
    let mut worlds = vec![World::default()];
    for (place, counts) in counts.into_iter().enumerate() {
        let with = |world: World, count: u32| {
            let mut world = world;
            world[place] = count;
            world
        };
        worlds = worlds.into_iter().flat_map(|world| counts.clone().map(move |count| with(world, count))).collect();
    }
    worlds
}

#[test]
fn whoever_has_every_figure_of_two_waves_finds_every_count_of_every_band_possible() {
    let mut chance = StdRng::seed_from_u64(8);
    let (mut hidden, mut decided, mut ratios) = (0, 0, 0);
    for _ in 0..40 {
        let survey = Survey::drawn(&mut chance);
        let said = survey.publish(&survey.exposed);
        let bands = said.leaves.map(|leaf| leaf.low()..=leaf.high());
        let all = worlds(bands.clone());
        let possible = all.iter().filter(|world| survey.publish(world) == said && survey.is_true(&said, world));
        assert_eq!(possible.count(), all.len(), "{bands:?} are less than they seem for {:?}", survey.groups);
        for (place, leaf) in said.leaves.iter().enumerate().filter(|(_, leaf)| !leaf.is_exact()) {
            let (none, everybody) = (0, survey.groups[place].1);
            assert!(leaf.high() - leaf.low() >= K - 1 && (leaf.low() == none || leaf.high() == everybody));
            hidden += 1;
        }
        decided += said.changes.iter().filter(|change| **change != Verdict::Undecidable).count();
        ratios += said.ratios.iter().flatten().flatten().count();
    }
    assert!(hidden > 60 && decided > 10 && ratios > 10, "{hidden} hidden, {decided} decided, {ratios} ratios");
}

/// The same reader of a naive publication, so that it is known that he can read: unions and shares of raw counts.
#[test]
fn whoever_has_the_raw_unions_beside_the_bands_finds_the_hidden_counts() {
    let survey = Survey { groups: [(50, 30), (60, 40), (50, 30), (60, 40)], exposed: [3, 12, 1, 14] };
    let said = survey.publish(&survey.exposed);
    let sums = |world: &World| [world[0] + world[1], world[2] + world[3]];
    let all = worlds(said.leaves.map(|leaf| leaf.low()..=leaf.high()));
    let possible: Vec<_> = all.into_iter().filter(|world| sums(world) == sums(&survey.exposed)).collect();
    assert_eq!(possible, [survey.exposed]);
}
