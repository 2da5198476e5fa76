// Answers over the days of a wave, as points and as the path of a plot. As of each night's mix; only the whole wave.

import type { WaveDay } from "./wave_data";

export interface Point {
  readonly day: string;
  /** How far from the first day (0) to the last (1). */
  readonly along: number;
  readonly answered: number;
  readonly percent: number;
}

const DAY_MS = 86_400_000;

/** Accumulated answers after each mix. A mix after the last day belongs to the last day. */
export function series(days: readonly WaveDay[], opens: string, closes: string, population: number): Point[] {
  const length = Math.max(1, between(opens, closes));
  let answered = 0;
  return days.map((mixed) => {
    answered += mixed.answered;
    const along = Math.min(1, Math.max(0, between(opens, mixed.day) / length));
    return { day: mixed.day, along, answered, percent: population === 0 ? 0 : (100 * answered) / population };
  });
}

/** The line through the points on a surface whose upper edge is 100 per cent; it starts at nothing on the first day. */
export function pathOf(points: readonly Point[], width: number, height: number): string {
  const at = ({ along, percent }: Pick<Point, "along" | "percent">): string =>
    `${round(along * width)},${round(height - (Math.min(percent, 100) / 100) * height)}`;
  return [`M${at({ along: 0, percent: 0 })}`, ...points.map((point) => `L${at(point)}`)].join(" ");
}

function between(earlier: string, later: string): number {
  return (Date.parse(`${later}T12:00:00Z`) - Date.parse(`${earlier}T12:00:00Z`)) / DAY_MS;
}

function round(number: number): number {
  return Math.round(10 * number) / 10;
}
