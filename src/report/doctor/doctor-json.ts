import { isFit, SEVERITIES, type SeenNamespace, type Symptom } from '../../model/symptom.js';
import { HOOK_NAMES } from '../../model/hook.js';
import { countSymptoms, type DoctorReport } from './doctor-report.js';
import { summaryObject } from '../json.js';
import type { LogNames } from '../names.js';
import { symptomWords } from './symptom-words.js';

/** A diagnosis as NDJSON: symptoms, then what was seen of each namespace, then the summary. */
export function doctorJson({ diagnosis, facts, ledger, names }: DoctorReport): string {
  const { symptoms, namespaces, packets } = diagnosis;
  return [
    ...symptoms.map((symptom) => symptomObject(symptom, names)),
    ...namespaces.map((seen) => namespaceObject(seen, names)),
    {
      ...summaryObject(facts, ledger, names),
      fit: isFit(diagnosis),
      symptoms: countSymptoms(diagnosis),
      directions: packets,
    },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function symptomObject(symptom: Symptom, names: LogNames): object {
  const { kind, ...details } = symptom;
  const first = 'first' in details ? { first: placeObject(details.first, names) } : {};
  return {
    type: 'symptom',
    kind,
    severity: SEVERITIES[kind],
    ...details,
    ...first,
    ...symptomWords(symptom, names),
  };
}

function placeObject({ file, line }: { file: number; line: number }, { inputs }: LogNames): object {
  return inputs.length > 1 ? { file: inputs[file], line } : { line };
}

function namespaceObject({ netns, boot, hooks }: SeenNamespace, { texts, namespaces }: LogNames): object {
  return {
    type: 'namespace',
    netns: texts.text(netns),
    name: namespaces.nameOf(netns, boot),
    boot,
    hooks: Object.fromEntries(HOOK_NAMES.map((name, hook) => [name, hooks[hook] ?? 0])),
  };
}
