// Reads an opened tally and adds its units together.

export interface UnitTally {
  readonly unit: string | null;
  readonly name: string;
  readonly department: string;
  readonly ballots: number;
  readonly undue: number;
  readonly counts: readonly (readonly number[])[];
  readonly undue_counts: readonly (readonly number[])[];
}

export interface Tally {
  readonly form: number;
  readonly period: string;
  readonly ballots: number;
  readonly dummies: number;
  readonly invalid: number;
  readonly units: readonly UnitTally[];
}

/** The tally of a period; throws where the text is not one. */
export function readTally(text: string): Tally {
  const tally = JSON.parse(text) as Tally & { v: number };
  if ((tally.v !== 1 && tally.v !== 2) || !Array.isArray(tally.units)) throw new Error("not a tally");
  return tally;
}

/** All units as one. */
export function wholeOf(tally: Tally): UnitTally {
  const sum = (of: (unit: UnitTally) => number) => tally.units.reduce((total, unit) => total + of(unit), 0);
  return {
    unit: null,
    name: "Alla",
    department: "",
    ballots: sum((unit) => unit.ballots),
    undue: sum((unit) => unit.undue),
    counts: added(tally.units.map((unit) => unit.counts)),
    undue_counts: added(tally.units.map((unit) => unit.undue_counts)),
  };
}

function added(tables: readonly (readonly (readonly number[])[])[]): number[][] {
  const rows = Math.max(0, ...tables.map((table) => table.length));
  return Array.from({ length: rows }, (_, row) => {
    const columns = Math.max(0, ...tables.map((table) => table[row]?.length ?? 0));
    return Array.from({ length: columns }, (_, column) => tables.reduce((total, table) => total + (table[row]?.[column] ?? 0), 0));
  });
}
