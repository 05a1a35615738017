import { warehouses } from "./company";
import type { Letter } from "./letter";
import { encodeMessagePack } from "./message-pack";
import { seeded } from "./seeded";

/** A kind of sensor: where its readings lie, how far they swing, how fast they move. */
type Sensor = {
  name: string;
  unit: string;
  base: number;
  swing: number;
  noise: number;
  /** Old devices send a packed struct of 24 bytes, newer ones MessagePack. */
  firmware: "packed" | "messagepack";
};

const sensors: readonly Sensor[] = [
  { name: "temperature", unit: "C", base: 4.2, swing: 0.9, noise: 0.25, firmware: "messagepack" },
  { name: "humidity", unit: "%", base: 61, swing: 6, noise: 0.8, firmware: "messagepack" },
  { name: "conveyor", unit: "m/s", base: 1.1, swing: 0.3, noise: 0.05, firmware: "packed" },
  { name: "power", unit: "kW", base: 148, swing: 35, noise: 4, firmware: "packed" },
  { name: "airflow", unit: "m3/h", base: 5200, swing: 400, noise: 60, firmware: "packed" },
  { name: "dock-door", unit: "open", base: 0.5, swing: 0.5, noise: 0.4, firmware: "messagepack" },
  { name: "co2", unit: "ppm", base: 620, swing: 120, noise: 15, firmware: "messagepack" },
  { name: "vibration", unit: "mm/s", base: 2.4, swing: 0.6, noise: 0.3, firmware: "packed" },
];

/** One sensor in one warehouse: a subject of its own. */
const places = warehouses.flatMap((warehouse) => sensors.map((sensor) => ({ warehouse, sensor })));

/** How many subjects the readings go round. */
export const placeCount = places.length;

/** Reading `index` of a seed: the sensors take turns. */
export function readingLetter(seed: number, index: number, atMs: number): Letter {
  const place = places[index % places.length];
  if (!place) throw new RangeError(`no reading ${index}`);
  const turn = Math.floor(index / places.length);
  const { warehouse, sensor } = place;
  const value = measure(seed, warehouse, sensor, turn);
  const packed = sensor.firmware === "packed";
  return {
    subject: `telemetry.${warehouse}.${sensor.name}`,
    body: packed
      ? packedReading(turn, atMs, value)
      : encodeMessagePack({
          d: `${warehouse.slice(0, 3).toUpperCase()}-${sensor.name.slice(0, 4)}`,
          v: value,
          u: sensor.unit,
          n: turn,
          t: atMs,
          ok: value < sensor.base + sensor.swing + sensor.noise,
        }),
    headers: { "Content-Type": packed ? "application/vnd.fernway.reading" : "application/msgpack" },
  };
}

/** A slow wave with noise on it, one phase a place: neither constant nor jumping about. */
function measure(seed: number, warehouse: string, sensor: Sensor, turn: number): number {
  const phase = seeded(seed, `phase/${warehouse}/${sensor.name}`).next() * 2 * Math.PI;
  const noise = seeded(seed, `noise/${warehouse}/${sensor.name}/${turn}`).next() * 2 - 1;
  const wave = Math.sin(turn / 90 + phase);
  return Math.round((sensor.base + sensor.swing * wave + sensor.noise * noise) * 100) / 100;
}

/** "FW", version, flags, turn (u32), time in ms (u64), value (f32), battery in mV (u32); big endian. */
function packedReading(turn: number, atMs: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(24);
  bytes.write("FW", 0, "latin1");
  bytes.writeUInt8(2, 2);
  bytes.writeUInt8(turn % 64 === 0 ? 1 : 0, 3);
  bytes.writeUInt32BE(turn >>> 0, 4);
  bytes.writeBigUInt64BE(BigInt(Math.trunc(atMs)), 8);
  bytes.writeFloatBE(value, 16);
  bytes.writeUInt32BE(3600 - (turn % 400), 20);
  return bytes;
}
