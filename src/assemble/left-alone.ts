import { POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import { deviceFitsHook, sameNamespace, sidesFitHook } from './record-shape.js';

/** How many in/out lines would be left without a device line of their own if this pair were taken. */
export function leftAlone(device: DeviceLine, inOut: InOutLine, open: OpenLines): number {
  const inOuts = open.inOuts.filter((line) => line !== inOut);
  if (inOuts.length === 0) return 0;
  const owner = new Map<DeviceLine, InOutLine>();
  const place = (line: InOutLine, tried: Set<DeviceLine>): boolean => {
    for (const candidate of open.devices) {
      if (candidate.seq > line.seq) break;
      if (candidate === device || tried.has(candidate) || !couldBeOneRecord(candidate, line)) continue;
      tried.add(candidate);
      const rival = owner.get(candidate);
      if (rival === undefined || place(rival, tried)) {
        owner.set(candidate, line);
        return true;
      }
    }
    return false;
  };
  return inOuts.reduce((alone, line) => alone + (place(line, new Set()) ? 0 : 1), 0);
}

/** Whether some hook could have printed these two lines for one packet. */
function couldBeOneRecord(device: DeviceLine, inOut: InOutLine): boolean {
  if (!sameNamespace(device, inOut)) return false;
  for (let hook = PRE_ROUTING; hook <= POST_ROUTING; hook++) {
    if (sidesFitHook(hook, inOut) && deviceFitsHook(hook, device, inOut)) return true;
  }
  return false;
}
