/*
 * One measurement of how long the first stages of the pipeline take together, in a process of its own, as the JIT
 * specialises for what it sees: `tsx bench/stage-process.ts STAGE LOG` prints seconds. See stages.ts.
 */
import { Analysis } from '../src/analyze.js';
import { Assembler } from '../src/assemble/assembler.js';
import { emptyLedger } from '../src/model/ledger.js';
import { noPosition, type TraceLineSink } from '../src/model/trace-line.js';
import { LineParser } from '../src/parse/lines.js';
import { SymbolTable } from '../src/parse/symbols.js';
import { LineChunks, type LineConsumer } from '../src/source/line-chunks.js';
import { readInput } from '../src/source/read.js';
import { isStage, type Stage } from './stages.js';

const ignore = (): void => {};
const NO_SINK: TraceLineSink = {
  separator: ignore,
  device: ignore,
  inOut: ignore,
  packet: ignore,
  entry: ignore,
  totals: ignore,
  moduleMark: ignore,
};

/** Everything up to and including a stage. */
function pipelineUpTo(stage: Stage): LineChunks {
  if (stage === 'correlate') {
    const analysis = new Analysis({});
    analysis.beginInput();
    return analysis.chunks;
  }
  if (stage === 'read') return new LineChunks({ lines: ignore, tooLong: ignore, inputEnds: ignore });
  const ledger = emptyLedger();
  const symbols = new SymbolTable();
  const position = noPosition();
  const assembler = new Assembler({
    position,
    ledger,
    texts: symbols,
    lastPlace: () => undefined,
    onEntry: ignore,
    onInode: ignore,
    onLoss: ignore,
    onGlimpse: ignore,
    onNewBoot: ignore,
    onModuleLoaded: ignore,
    onCutStart: ignore,
  });
  const sink = stage === 'assemble' ? assembler : NO_SINK;
  const parser = new LineParser({ sink, symbols, position, ledger, onLoss: ignore, onBoot: ignore });
  const consumer: LineConsumer = {
    lines: (chunk, end) => parser.feed(chunk, end),
    tooLong: ignore,
    inputEnds: ignore,
  };
  return new LineChunks(consumer);
}

const [stage, log] = process.argv.slice(2);
if (!isStage(stage) || log === undefined) throw new Error('usage: stage-process.ts STAGE LOG');
const chunks = pipelineUpTo(stage);
const begin = process.hrtime.bigint();
await readInput(log, chunks);
process.stdout.write(String(Number(process.hrtime.bigint() - begin) / 1e9));
