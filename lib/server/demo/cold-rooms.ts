import { warehouses } from "./company";
import { seeded } from "./seeded";

const probes = warehouses.flatMap((name) => [`${name}/cold-1`, `${name}/cold-2`]);
const secondsOfDay = 24 * 3_600;
/** All rooms are defrosted together, four times a day. */
const defrostEveryS = secondsOfDay / 4;
const defrostS = 900;
/** Measurements are drawn from so many: to print almost a million would hold up everything else. */
const drawn = 1_021;

/** What ten probes of the cold rooms measured each second of a day: CSV, some 5 MiB. */
export function dayOfColdRooms(seed: number): string {
  const cold = measurements(seed, 320);
  const warmer = measurements(seed, 500);
  const lines = [`time,${probes.join(",")}`];
  for (let second = 0; second < secondsOfDay; second++) {
    const values = second % defrostEveryS < defrostS ? warmer : cold;
    lines.push(`${clockOf(second)},${values[(second * 7) % drawn]}`);
  }
  return `${lines.join("\n")}\n`;
}

function measurements(seed: number, hundredths: number): string[] {
  const random = seeded(seed, `cold rooms/${hundredths}`);
  const value = (probe: number) => (hundredths + probe * 9 + random.int(-20, 20)) / 100;
  return Array.from({ length: drawn }, () =>
    probes.map((_, probe) => value(probe).toFixed(2)).join(","),
  );
}

function clockOf(second: number): string {
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);
  const minute = Math.floor(second / 60);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}`;
}
