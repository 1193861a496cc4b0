import fs from 'node:fs';

const FOLDER = new URL('./logs/', import.meta.url);

/** Small logs of real kernels, 3.10 and 6.1. */
export const SMALL_LOGS = fs.readdirSync(FOLDER).map((name) => ({
  name,
  bytes: fs.readFileSync(new URL(name, FOLDER)),
}));
